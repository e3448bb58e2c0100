"""Marker audit: after every create Clio is asked whether it is there exactly once."""
