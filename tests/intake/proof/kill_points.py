"""Where a killable web may die: what a request does that a kill can fall in front of, or behind."""

CALLS = ("pwrite", "fsync", "link", "unlink", "fchmod", "statement", "commit")
POINTS = [f"{call}.{side}" for call in CALLS for side in ("before", "after")]
# What only a bug does.
RENAMED, COPIED = "rename.after", "copy_file_range.after"
