"""An offline Azure, Entra ID, Azure DevOps and Databricks behind Pulumi's provider protocol."""
