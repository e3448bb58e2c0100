"""Review: the queue, the decisions (approve, return, undo), and what its pages show."""
