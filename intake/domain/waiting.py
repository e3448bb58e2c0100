"""How many uploads wait for the firm, which the top bar of every page says."""

from functools import partial

from django.core.cache import cache
from django.db import transaction

from casehug.tenancy import current_firm_id
from intake.models import Upload

MOST = 99
KEPT = 60  # seconds: longer than a page is read, and nothing wrong lives longer


def to_review() -> int:
    """In the firm in scope; one more than MOST where there are more. Asked of PostgreSQL only after
    something changed."""
    return cache.get_or_set(_key(), _counted, KEPT) or 0


def changed() -> None:
    """Call in the transaction that may change the count."""
    transaction.on_commit(partial(cache.delete, _key()))


def _counted() -> int:
    return Upload.objects.awaiting_review()[: MOST + 1].count()


def _key() -> str:
    return f"to-review:{current_firm_id()}"
