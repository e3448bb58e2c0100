"""Answers: reading what a form sent, completeness, options, and rendering for a reader."""
