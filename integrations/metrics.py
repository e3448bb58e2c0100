"""Metrics: how the queue stands, over all firms."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import ExpressionWrapper, F, Max
from django.db.models.fields import DurationField
from django.db.models.functions import Now
from prometheus_client.core import GaugeMetricFamily, Metric

from casehug.tenancy.scope import queue_scope
from integrations.models import Sync

PENDING = (Sync.State.QUEUED, Sync.State.RUNNING)


def queue() -> Iterator[Metric]:
    """Pending syncs alone: those that ended are many, and each has an index that skips them."""
    by_state = GaugeMetricFamily("casehug_syncs", "Pending syncs.", labels=["state"])
    with queue_scope():
        for state in PENDING:
            by_state.add_metric([state], Sync.unscoped.filter(state=state).count())
        late = oldest_due()
    yield by_state
    yield GaugeMetricFamily(
        "casehug_oldest_due_sync_seconds",
        "For how long the oldest due sync has waited for a worker; 0 when none is due.",
        value=late.total_seconds(),
    )


def oldest_due() -> timedelta:
    waited = ExpressionWrapper(Now() - F("not_before"), output_field=DurationField())
    due = Sync.unscoped.due().filter(state=Sync.State.QUEUED)
    return due.aggregate(longest=Max(waited))["longest"] or timedelta(0)
