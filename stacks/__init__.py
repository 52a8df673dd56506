"""One module per kind of stack: configuration to component arguments, references in, outputs out."""
