"""Monitoring: whether the web is well, and figures for Prometheus. No alarms of its own."""
