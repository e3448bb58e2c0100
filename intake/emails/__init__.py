"""Emails: to clients (texts, rendering, reminders, returns) and to staff, and their log."""
