"""Review count: how much waits for the firm's review, which the top bar of every page says."""

from collections import Counter
from functools import partial

from django.core.cache import cache
from django.db import transaction

from casehug.tenancy.scope import current_firm_id
from intake.progress import outstanding

MOST = 99
KEPT = 60  # seconds: longer than a page is read, and nothing wrong lives longer


def to_review() -> tuple[int, int]:
    """Files, and intakes without a file to look at, of the firm in scope; one more than MOST where
    there are more. Asked of PostgreSQL only after something changed."""
    return cache.get_or_set(_key(), _counted, KEPT) or (0, 0)


def changed() -> None:
    """Call in the transaction that may change the count."""
    transaction.on_commit(partial(cache.delete, _key()))


def _counted() -> tuple[int, int]:
    found = Counter(mark for (mark,) in outstanding.marks(MOST + 1))
    return found["file"], found["intake"]


def _key() -> str:
    return f"waiting-for-review:{current_firm_id()}"
