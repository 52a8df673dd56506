"""What runs inside Databricks: sources of notebooks."""
