"""The count of matters synced in thirty days, which the dashboard says."""

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone

from casehug.tenancy.scope import current_firm_id
from integrations import queue
from integrations.models import Sync

LASTS = timedelta(days=30)
KEPT = 600
MOST = 1000
# A matter may have been synced more than once; so far back anybody looks.
MOST_LOOKED_AT = 5 * MOST


def synced() -> int:
    """MOST + 1 where there are more. Kept for ten minutes at most; none is not kept, so that the
    first one shows at once."""
    count = cache.get(_key()) or _counted()
    if count:
        cache.set(_key(), count, KEPT)
    return count


def forget() -> None:
    """A sync has finished: the next to look counts anew."""
    cache.delete(_key())


def _counted() -> int:
    done = Sync.objects.of_account(queue.key_in_use()).filter(
        state=Sync.State.SYNCED, finished_at__gt=timezone.now() - LASTS
    )
    newest = done.order_by("-finished_at").values_list("matter_id", flat=True)
    return min(len(set(newest[:MOST_LOOKED_AT])), MOST + 1)


def _key() -> str:
    return f"synced-this-month:{current_firm_id()}"
