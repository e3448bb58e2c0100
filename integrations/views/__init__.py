"""Pages of Clio: settings, mappings, the sync log, and Clio on a matter's page."""
