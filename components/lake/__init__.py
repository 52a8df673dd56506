"""Data lakes and storage for uploads."""
