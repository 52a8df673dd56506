"""Generating `arm/tables/`: the pulumi SDK's names paired with the Azure SDK's wire names."""
