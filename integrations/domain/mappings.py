"""Case type mappings: which Clio practice area stands for each case type."""

from django.db import transaction
from django.utils import timezone

from casehug import audit
from casehug.models import Member
from integrations.clio import mapping
from integrations.clio.session import clio_for
from integrations.domain.resuming import resume
from integrations.errors import Reason
from integrations.models import CaseTypeMapping, Connection, PracticeArea
from matters.models import CaseType


def refresh(*, connection: Connection, by: Member | None) -> int:
    """Fetch the practice areas again and map by name what nobody mapped. Raises SyncError."""
    rows = clio_for(connection).list("practice_areas", fields=mapping.PRACTICE_AREA_FIELDS)
    _keep(connection, {row["id"]: row.get("name") or "" for row in rows}, by)
    return len(rows)


@transaction.atomic
def _keep(connection: Connection, names: dict[int, str], by: Member | None) -> None:
    account, now = connection.clio_account, timezone.now()
    Connection.objects.filter(pk=connection.pk).update(last_call_at=now)
    PracticeArea.objects.bulk_create(
        [
            PracticeArea(clio_account=account, clio_id=clio_id, name=name[:200])
            for clio_id, name in names.items()
        ],
        update_conflicts=True,
        unique_fields=["firm", "clio_account", "clio_id"],
        update_fields=["name", "gone_at"],
    )
    known = PracticeArea.objects.filter(clio_account=account)
    known.exclude(clio_id__in=names).filter(gone_at=None).update(gone_at=now)
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
        update_fields=["practice_area"],
    )
    if found:
        resume(reason=Reason.UNMAPPED, matter__case_type__in=[m.case_type_id for m in found])


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
