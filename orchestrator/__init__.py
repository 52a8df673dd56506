"""The estate command: engine, waves, previews, reports, diagrams."""
