"""Case Type Mappings: one select per case type, saved at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from casehug.security.permissions import admin_required
from casehug.web.requests import FirmRequest
from integrations import access
from integrations.domain import mappings as verbs
from integrations.errors import Reason, SyncError
from integrations.models import CaseTypeMapping, Connection, PracticeArea, Sync
from integrations.views.presenter import in_vain
from matters.models import CaseType, Matter

NONE = "none"


@dataclass(slots=True)
class Row:
    case_type: CaseType
    mapping: CaseTypeMapping | None
    areas: list[PracticeArea]
    waiting: int
    saved: bool = False
    to_correct: int = 0
    affected: int = 0

    @property
    def value(self) -> str:
        if self.mapping is None or not self.mapping.is_settled:
            return ""
        return NONE if self.mapping.without_practice_area else str(self.mapping.practice_area_id)

    @property
    def by_name(self) -> bool:
        return bool(self.value and self.mapping and self.mapping.chosen_by_id is None)

    @property
    def gone(self) -> str:
        """The practice area that was chosen and is no longer in Clio."""
        area = self.mapping and self.mapping.practice_area
        return area.name if area and area.gone_at else ""


def mapping_rows(connection: Connection, only: CaseType | None = None) -> list[Row]:
    """What nobody mapped comes first. Six queries at most, however many case types there are."""
    account = connection.clio_account
    areas = list(PracticeArea.objects.filter(clio_account=account, gone_at=None))
    mapped = {
        m.case_type_id: m
        for m in CaseTypeMapping.objects.filter(clio_account=account).select_related(
            "practice_area"
        )
    }
    waiting = dict(
        Sync.objects.held()
        .of_account(account)
        .filter(reason=Reason.UNMAPPED)
        .values_list("matter__case_type")
        .annotate(Count("pk"))
    )
    recent = [m for m in mapped.values() if m.is_settled and m.changed_at > _lately()]
    keeping = verbs.keeping_another(connection, recent)
    affected = _affected([m.case_type_id for m in mapped.values() if _is_gone(m)])
    types = [only] if only else CaseType.objects.all()
    rows = [
        Row(
            one,
            mapped.get(one.pk),
            areas,
            waiting.get(one.pk, 0),
            to_correct=keeping.get(one.pk, 0),
            affected=affected.get(one.pk, 0),
        )
        for one in types
    ]
    return sorted(rows, key=lambda row: bool(row.value))


def _lately() -> datetime:
    """For how long after a mapping was changed its matters are offered to be corrected."""
    return timezone.now() - timedelta(days=90)


def _is_gone(mapping: CaseTypeMapping) -> bool:
    return bool(mapping.practice_area and mapping.practice_area.gone_at)


def _affected(case_types: list[int]) -> dict[int, int]:
    """How many matters that are not closed are of each."""
    if not case_types:
        return {}
    mine = Matter.objects.filter(case_type__in=case_types).exclude(status=Matter.Status.CLOSED)
    return dict(mine.order_by().values_list("case_type").annotate(Count("pk")))


@admin_required
@require_POST
def mappings(request: FirmRequest) -> HttpResponse:
    """Refresh from Clio."""
    connection = access.connection()
    try:
        count = verbs.refresh(connection=connection, by=request.member)
        said = ngettext(
            "Fetched {count} practice area from Clio.",
            "Fetched {count} practice areas from Clio.",
            count,
        )
        messages.success(request, said.format(count=count))
    except SyncError as error:
        messages.error(request, in_vain(error), extra_tags="support:clio")
    return redirect("integrations:settings")


@admin_required
@require_POST
def mapping(request: FirmRequest, case_type_id: int) -> HttpResponse:
    connection, case_type = access.connection(), access.case_type(case_type_id)
    if choice := request.POST.get("practice_area", ""):
        area = None if choice == NONE else access.practice_area(choice, connection.clio_account)
        verbs.choose(
            connection=connection, case_type=case_type, practice_area=area, by=request.member
        )
    if request.htmx:
        row = mapping_rows(connection, only=case_type)[0]
        row.saved = bool(choice)
        return render(request, "integrations/settings.html#mapping", {"row": row})
    if choice:
        messages.success(request, _("Saved."))
    else:
        said = _("Choose a practice area for “{case_type}” first.")
        messages.warning(request, said.format(case_type=case_type))
    return _way_back(request)


def _way_back(request: FirmRequest) -> HttpResponse:
    """To the matter, or the look at its sync, that the choice was made for."""
    matter = request.POST.get("next", "")
    if not matter.isdecimal():
        return redirect("integrations:settings")
    is_preview = request.POST.get("to") == "preview"
    return redirect("integrations:preview" if is_preview else "matters:matter", matter)


@admin_required
@require_POST
def correction(request: FirmRequest, case_type_id: int) -> HttpResponse:
    """Correct the matters that are in Clio under the practice area of before."""
    connection, case_type = access.connection(), access.case_type(case_type_id)
    if not CaseTypeMapping.objects.filter(
        clio_account=connection.clio_account, case_type=case_type
    ).exists():
        raise Http404
    count = verbs.correct(connection=connection, case_type=case_type, by=request.member)
    said = ngettext(
        "{count} matter is being synced to Clio with its new practice area.",
        "{count} matters are being synced to Clio with their new practice area.",
        count,
    )
    messages.success(request, said.format(count=count))
    return redirect(reverse("integrations:settings") + "#mappings")
