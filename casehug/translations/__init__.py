"""Translations of stored texts: by language code, and sentences kept apart from their values."""
