"""Uploads: receiving files, validating them, previews, why one goes back."""
