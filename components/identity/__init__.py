"""Groups of the teams, identities of pipelines and workloads."""
