"""Settings → Integrations → Sync older matters: choosing them, and the run on its way."""
