"""Polling: what people changed in Clio comes back, within four calls a firm and quarter of an hour."""
