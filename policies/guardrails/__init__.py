"""The first pack: Azure Policy definitions judged on planned resources."""
