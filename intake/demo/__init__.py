"""The demo's intakes: what its clients answer, and how far each has come."""
