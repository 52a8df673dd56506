"""A module per type of service, named after it: `build` makes its component from what a team wrote."""
