"""Selection: which matters a bulk sync takes, and which it leaves until somebody mends something."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from integrations.domain.resuming import OF_ACCESS
from integrations.errors import Reason
from integrations.models import CaseTypeMapping, Connection, Link, Sync
from matters.models import Document, Matter

NEVER, BEHIND = "never", "behind"
NO_AREA = 0


@dataclass(frozen=True, slots=True)
class Selection:
    """What somebody chose. The days are of the firm's own time, both of them included; `which` is
    NEVER (not in Clio yet), BEHIND (there, and something is missing or older) or both."""

    case_type: int | None = None
    status: str = ""
    created_from: date | None = None
    created_to: date | None = None
    which: str = ""

    @property
    def stored(self) -> dict[str, Any]:
        return {name: str(value) for name, value in asdict(self).items() if value}

    @classmethod
    def read(cls, stored: dict[str, str]) -> Self:
        case_type, first, last = (
            stored.get(name) for name in ("case_type", "created_from", "created_to")
        )
        return cls(
            case_type=int(case_type) if case_type else None,
            status=stored.get("status", ""),
            created_from=date.fromisoformat(first) if first else None,
            created_to=date.fromisoformat(last) if last else None,
            which=stored.get("which", ""),
        )


def fitting(selection: Selection, connection: Connection) -> QuerySet[Any]:
    """All that a sync would do something for, with why it would be held (`stopped`; empty: it
    would not)."""
    account = connection.clio_account
    found = _narrowed(selection, connection).annotate(in_clio=Exists(_in_clio(account)))
    if selection.which == NEVER:
        found = found.filter(in_clio=False)
    elif selection.which == BEHIND:
        found = found.filter(_is_behind(account), in_clio=True)
    else:
        found = found.filter(Q(in_clio=False) | _is_behind(account))
    return found.annotate(stopped=_stopped(account))


def chosen(selection: Selection, connection: Connection) -> QuerySet[Any]:
    return fitting(selection, connection).filter(stopped="")


def left_out(selection: Selection, connection: Connection) -> QuerySet[Any]:
    return fitting(selection, connection).exclude(stopped="")


def _narrowed(selection: Selection, connection: Connection) -> QuerySet[Matter]:
    found: QuerySet[Matter] = Matter.objects.with_status(selection.status)
    if selection.case_type:
        found = found.filter(case_type=selection.case_type)
    zone = ZoneInfo(connection.firm.time_zone)
    if first := selection.created_from:
        found = found.filter(created_at__gte=datetime.combine(first, time.min, zone))
    if last := selection.created_to:
        beyond = datetime.combine(last + timedelta(days=1), time.min, zone)
        found = found.filter(created_at__lt=beyond)
    return found


def _in_clio(account: str) -> QuerySet[Link]:
    return Link.objects.filter(matter=OuterRef("pk"), clio_account=account, clio_id__isnull=False)


def _is_behind(account: str) -> Q:
    """A document was not sent yet, or the matter was changed here since it was."""
    settled = Q(state=Link.State.DONE) | Q(left_out_at__isnull=False)
    filed = Link.objects.filter(settled, document=OuterRef("pk"), clio_account=account)
    unsent = Document.objects.filter(~Exists(filed), matter=OuterRef("pk"))
    areas = CaseTypeMapping.objects.filter(
        clio_account=account, case_type=OuterRef(OuterRef("case_type"))
    )
    contact = Link.objects.filter(client=OuterRef(OuterRef("client")), clio_account=account)
    sent = _in_clio(account).alias(
        said=KT("pushed__description"),
        is_now=KT("pushed__status"),
        area=Coalesce(Cast(KT("pushed__practice_area"), BigIntegerField()), NO_AREA),
        is_of=Cast(KT("pushed__client"), BigIntegerField()),
    )
    same = sent.filter(
        area=Coalesce(Subquery(areas.values("practice_area__clio_id")), NO_AREA),
        said=OuterRef("title"),
        is_now=OuterRef("status"),
        is_of=Subquery(contact.values("clio_id")),
    )
    return Q(Exists(unsent)) | ~Q(Exists(same))


def _stopped(account: str) -> Case:
    mapped = CaseTypeMapping.objects.filter(
        Q(practice_area__gone_at=None, practice_area__isnull=False) | Q(without_practice_area=True),
        clio_account=account,
        case_type=OuterRef("case_type"),
    )
    waits = Sync.objects.held().of_account(account).exclude(reason__in=OF_ACCESS)
    held = Subquery(waits.filter(matter=OuterRef("pk")).values("reason")[:1])
    return Case(
        When(client=None, then=Value(Reason.NEEDS_CLIENT.value)),
        When(~Exists(mapped), then=Value(Reason.UNMAPPED.value)),
        default=Coalesce(held, Value("")),
        output_field=CharField(),
    )
