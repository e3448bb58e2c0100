"""Verbs of the connection, the mappings and the links."""
