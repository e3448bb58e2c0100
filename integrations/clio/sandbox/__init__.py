"""A Clio to run against: its own process and store, over HTTP; it imports nothing of ours."""
