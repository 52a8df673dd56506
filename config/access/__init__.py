"""Rights as they are: what is deployed, what follows from it for each principal, and what the matrix says."""
