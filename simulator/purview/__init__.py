"""The data plane of Purview accounts: collections, who may do what in them, data sources, scans."""
