"""The dashboard: worklists, first steps, and how long intakes take."""
