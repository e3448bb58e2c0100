"""Clio's rules: regions, OAuth, the client, rate limit, error messages, mapping, the push."""
