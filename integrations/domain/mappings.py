"""Case type mappings: which Clio practice area stands for each case type."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from casehug import audit
from casehug.models import Member
from integrations.clio import mapping
from integrations.clio.pull.areas import remember
from integrations.clio.session import clio_for
from integrations.domain.differences import decide
from integrations.domain.resuming import resume
from integrations.errors import Reason
from integrations.models import (
    CaseTypeMapping,
    Connection,
    Difference,
    Link,
    LinkQuerySet,
    PracticeArea,
    Sync,
)
from integrations.queue import enqueue
from matters.models import CaseType

MOST_CORRECTED = 500


def refresh(*, connection: Connection, by: Member | None) -> int:
    """Fetch the practice areas again and map by name what nobody mapped. Raises SyncError."""
    rows = clio_for(connection).list("practice_areas", fields=mapping.PRACTICE_AREA_FIELDS)
    _keep(connection, {row["id"]: row.get("name") or "" for row in rows}, by)
    return len(rows)


@transaction.atomic
def _keep(connection: Connection, names: dict[int, str], by: Member | None) -> None:
    account, now = connection.clio_account, timezone.now()
    Connection.objects.filter(pk=connection.pk).update(last_call_at=now)
    remember(account, names, is_all=True)
    audit.record(
        "clio.practice_areas_fetched", connection, by=by.user if by else None, count=len(names)
    )
    map_by_name(connection=connection)


@transaction.atomic
def map_by_name(*, connection: Connection) -> None:
    """Give every case type nobody decided on the nearest practice area, where one is near."""
    account = connection.clio_account
    areas = {
        area.clio_id: area
        for area in PracticeArea.objects.filter(clio_account=account, gone_at=None)
    }
    choices = [mapping.Area(area.clio_id, area.name) for area in areas.values()]
    settled = {
        m.case_type_id
        for m in CaseTypeMapping.objects.filter(clio_account=account).select_related(
            "practice_area"
        )
        if m.is_settled
    }
    found = [
        CaseTypeMapping(clio_account=account, case_type=case_type, practice_area=areas[near.id])
        for case_type in CaseType.objects.exclude(pk__in=settled)
        if (near := mapping.closest(case_type.name, case_type.practice_area, choices))
    ]
    CaseTypeMapping.objects.bulk_create(
        found,
        update_conflicts=True,
        unique_fields=["firm", "clio_account", "case_type"],
        update_fields=["practice_area", "changed_at"],
    )
    if found:
        resume(reason=Reason.UNMAPPED, matter__case_type__in=[m.case_type_id for m in found])


def keeping_another(connection: Connection, mappings: Iterable[CaseTypeMapping]) -> dict[int, int]:
    """By case type: how many matters are in Clio under another practice area than the one chosen
    now, and wait for no sync. One query."""
    chosen = {m.case_type_id: m.practice_area and m.practice_area.clio_id for m in mappings}
    if not chosen:
        return {}
    counted = _synced(connection, chosen).values_list("matter__case_type", "pushed__practice_area")
    found = dict.fromkeys(chosen, 0)
    for case_type, area, count in counted.annotate(Count("pk")):
        found[case_type] += count if area != chosen[case_type] else 0
    return found


def _synced(connection: Connection, case_types: Iterable[int]) -> LinkQuerySet:
    waiting = Sync.objects.pending().filter(matter=OuterRef("matter"))
    return Link.objects.filter(
        ~Exists(waiting),
        clio_account=connection.clio_account,
        matter__case_type__in=case_types,
        state=Link.State.DONE,
    )


@transaction.atomic
def correct(*, connection: Connection, case_type: CaseType, by: Member) -> int:
    """Sync the matters that are in Clio under another practice area: how many, MOST_CORRECTED at
    most. What a person chose there is overruled, for that is what was asked for."""
    chosen = CaseTypeMapping.objects.select_related("practice_area").get(
        clio_account=connection.clio_account, case_type=case_type
    )
    area = chosen.practice_area.clio_id if chosen.practice_area else None
    links = [
        link
        for link in _synced(connection, [case_type.pk]).select_related("matter")
        if link.pushed.get("practice_area") != area
    ][:MOST_CORRECTED]
    for one in Difference.objects.open().filter(link__in=links, kind=Difference.Kind.AREA):
        decide(difference=one, decision=Difference.Decision.KEEP, by=by)
    for link in links:
        assert link.matter is not None
        enqueue(matter=link.matter, trigger=Sync.Trigger.MENDED, by=by)
    audit.record("mapping.corrected", chosen, by=by.user, case_type=case_type.pk, count=len(links))
    return len(links)


@transaction.atomic
def choose(
    *, connection: Connection, case_type: CaseType, practice_area: PracticeArea | None, by: Member
) -> CaseTypeMapping:
    """None: sync these matters without a practice area, on purpose."""
    chosen, _ = CaseTypeMapping.objects.update_or_create(
        clio_account=connection.clio_account,
        case_type=case_type,
        defaults={
            "practice_area": practice_area,
            "without_practice_area": practice_area is None,
            "chosen_by": by,
        },
    )
    audit.record(
        "mapping.chosen",
        chosen,
        by=by.user,
        case_type=case_type.pk,
        practice_area=practice_area and practice_area.clio_id,
    )
    resume(reason=Reason.UNMAPPED, by=by, matter__case_type=case_type)
    return chosen
