"""The offline Azure: what stands in it, what it refuses, and what it does by itself."""
