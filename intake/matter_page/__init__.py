"""The intake on a matter's page: its panel, its items, its link, its timeline entries."""
