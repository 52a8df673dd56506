"""What a team gets inside a landing zone."""
