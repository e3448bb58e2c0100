"""Verbs of the file: what is done to clients, matters, case types and documents."""
