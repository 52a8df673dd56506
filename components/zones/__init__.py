"""What a zone is made of."""
