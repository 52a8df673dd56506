"""Rights as they are deployed, against the matrix."""
