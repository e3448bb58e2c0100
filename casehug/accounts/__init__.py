"""Accounts: people, their sign-in, the team of a firm and its profile."""
