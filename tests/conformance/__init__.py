"""What other authors published about Azure, asked about what stands here."""
