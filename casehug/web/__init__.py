"""The web server's side: request buffering, keepalive, timeouts, cache, error pages, health, metrics."""
