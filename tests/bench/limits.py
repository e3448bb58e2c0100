"""Limits of the benches: what a measurement must not exceed."""

SMALL, LARGE = 3, 300
"""Rows in the firms whose pages are compared."""
MOST_QUERIES, MOST_OF_FLOOR, MOST_OF_DEPTH, MOST_SEARCH_MS = 8, 1.5, 1.3, 50
MOST_MS_OF_A_LARGE_FIRM = 100
MOST_BYTES, MOST_PORTAL_MS, MOST_PORTAL_QUERIES = 60_000, 300, 8
