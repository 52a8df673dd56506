"""What the estate's data means: frozen models, naming, tags, responsibilities, cross-stack checks. Never imports pulumi."""
