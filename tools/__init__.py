"""Development-time tools: nothing here runs when an estate is deployed."""
