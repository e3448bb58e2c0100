"""Branding: a firm's colour and logo on the portal."""
