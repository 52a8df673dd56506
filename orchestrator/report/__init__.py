"""What stands, told to people: an HTML page with the picture, the stacks, the guardrails and every resource."""
