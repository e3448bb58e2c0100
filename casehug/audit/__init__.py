"""Audit log: who did what, when, and the proof that nothing was changed since.

Here belong: writing an entry, the hash chain over the entries, its verification, the page admins
read. Not here: the words a matter's timeline uses (`matters/timeline.py`).
"""

from casehug.audit.entries import record, record_view

__all__ = ["record", "record_view"]
