"""Bulk sync: a run over many older matters, paced so that nothing else waits for it."""
