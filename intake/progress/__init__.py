"""Progress: what of an intake is asked, in, outstanding, and whose move is next."""
