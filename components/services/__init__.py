"""Services of integrations and products: private, without keys, watched."""
