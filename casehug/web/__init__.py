"""The web server's side: request buffering, the peer’s address, timeouts, cache, error pages."""
