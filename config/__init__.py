"""What the estate's data means: frozen models, naming, tags, responsibilities, checks. Never imports pulumi."""
