"""Pages of the intake's settings."""
