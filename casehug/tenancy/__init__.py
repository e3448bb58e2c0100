"""Tenancy: every row of a firm carries the firm, in Python and in PostgreSQL."""
