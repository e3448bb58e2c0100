"""Links: the private link to an intake, and the devices that may open it."""
