"""The life of an intake: made from a checklist, changed, submitted, brought up to date."""
