"""Azure DevOps: projects, repositories, pipelines."""
