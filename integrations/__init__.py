"""The outside: the firm's connection to Clio, mappings, the queue of syncs, the push and its log.

Belongs here: whatever speaks to Clio or shows what is there; `clio/` holds Clio's own rules.
Does not: rules of the file or the intake; nothing imports this room, it listens to events.
"""
