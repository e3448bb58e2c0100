"""Differences with Clio on pages: side by side, by kind, with the buttons that decide them."""
