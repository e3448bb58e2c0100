"""The dates of a matter in Clio are those it has here, not the day it was synced."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from casehug.models import AuditEntry
from matters.domain.matters import change_matter
from matters.models import Matter
from tests.integrations.test_push import ours, seed  # noqa: F401 - fixture

pytestmark = pytest.mark.django_db(transaction=True)

DATES = ("open_date", "pending_date", "close_date")
# Half past five in the morning in Greenwich: the evening before in Portland.
OLD = datetime(2024, 3, 2, 5, 30, tzinfo=UTC)


def in_clio(clio):
    (there,) = ours(clio)[1].values()
    return [there["status"], *(there[name] for name in DATES)]


@pytest.mark.parametrize(
    ("status", "dates"),
    [
        ("open", ["2024-03-01", None, None]),
        ("pending", [None, "2024-03-01", None]),
        ("closed", ["2024-03-01", None, "2024-03-01"]),
    ],
)
def test_an_older_matter_keeps_its_dates(clio, connection, matter, sync_now, status, dates):
    Matter.objects.filter(pk=matter.pk).update(created_at=OLD, status=status)
    assert sync_now(matter).state == "synced"
    assert in_clio(clio) == [status.capitalize(), *dates]


def test_a_matter_closed_before_it_was_synced(clio, connection, matter, sync_now, lena):
    Matter.objects.filter(pk=matter.pk).update(created_at=OLD)
    change_matter(matter=matter, by=lena, status="closed")
    closed = AuditEntry.objects.get(verb="matter.status_set").at
    assert sync_now(matter).state == "synced"
    day = closed.astimezone(tz_of(matter)).date().isoformat()
    assert in_clio(clio) == ["Closed", "2024-03-01", None, day]


def test_a_matter_closed_after_it_was_synced(clio, connection, matter, sync_now, lena):
    Matter.objects.filter(pk=matter.pk).update(created_at=OLD)
    sync_now(matter)
    matter.refresh_from_db()
    change_matter(matter=matter, by=lena, status="closed")
    closed = AuditEntry.objects.get(verb="matter.status_set").at
    clio.clock(5 * 86_400)  # Clio's today is another day than ours.
    assert sync_now(matter).state == "synced"
    day = closed.astimezone(tz_of(matter)).date().isoformat()
    assert in_clio(clio) == ["Closed", "2024-03-01", None, day]


def tz_of(matter):

    return ZoneInfo(matter.firm.time_zone)
