"""Start from a matter that is in Clio already: found there, picked, and put into the form of a new
matter.
"""

from dataclasses import dataclass
from typing import Any, NoReturn

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casehug.models import Member
from casehug.security.permissions import member_required
from casehug.web.requests import FirmRequest
from integrations import access
from integrations.clio import oauth
from integrations.domain import adoption
from integrations.domain.adoption import InClio, NotAdopted
from integrations.errors import NotFound, SyncError
from integrations.models import Connection, Link
from integrations.views.presenter import in_vain
from matters.models import CaseType, Client, Matter
from matters.presenter import status_badge
from matters.views.starts import NotStarted, Start

FEWEST_LETTERS, MOST_LETTERS = 2, 200
LONGEST_TITLE = 200


@member_required
@require_safe
def matters_in_clio(request: FirmRequest) -> HttpResponse:
    connection = _connection()
    if connection is None:
        messages.warning(request, _("Clio is not connected, so nothing can be found there."))
        return redirect("matters:new")
    query = " ".join(request.GET.get("q", "").split())[:MOST_LETTERS]
    context: dict[str, Any] = {"query": query, "is_short": 0 < len(query) < FEWEST_LETTERS}
    if len(query) >= FEWEST_LETTERS:
        context |= _found(connection, query)
    return render(request, "integrations/from_clio/search.html", context)


def _connection() -> Connection | None:
    """One that may be asked."""
    found = Connection.objects.current().select_related("firm").first()
    return found if found and found.is_connected and oauth.is_configured() else None


def _found(connection: Connection, query: str) -> dict[str, Any]:
    try:
        rows, has_more = adoption.search(connection=connection, query=query)
    except SyncError as error:
        return {"problem": in_vain(error)}
    told = [(one, status_badge(one.status)) for one in rows]
    return {"rows": told, "has_more": has_more, "has_looked": True}


# --- In the form of a new matter -----------------------------------------------------------------


@dataclass(slots=True)
class Picked:
    """What stands in Clio, or why it cannot be begun with (`problem`)."""

    connection: Connection | None
    found: InClio | None = None
    problem: str = ""
    clients: tuple[Client, ...] = ()
    case_types: tuple[CaseType, ...] = ()

    @property
    def url(self) -> str:
        if self.found is None or self.connection is None:
            return ""
        return self.connection.clio.web(Link.Kind.MATTER, self.found.clio_id)

    def made(self, matter: Matter, by: Member) -> None:
        if self.problem or self.found is None or self.connection is None:
            self.refuse(matter, by)
        try:
            adoption.adopt(matter=matter, found=self.found, connection=self.connection, by=by)
        except NotAdopted as error:
            raise NotStarted(error.sentence) from error

    def refuse(self, matter: Matter, by: Member) -> NoReturn:
        raise NotStarted(self.problem)


def start(request: FirmRequest) -> dict[str, Start] | None:
    """For the slot "matter.start"."""
    picked = _picked(request)
    if picked is None:
        return None
    if picked.found is None or picked.problem:
        return {"start": Start(made=picked.refuse)}
    case_type = picked.case_types[0].pk if picked.case_types else None
    title = " ".join(picked.found.description.split())[:LONGEST_TITLE]
    return {
        "start": Start(
            made=picked.made,
            matter={"title": title, "case_type": case_type},
            client=_whose(picked.found, picked.clients),
            fixed={"status": picked.found.status},
        )
    }


def _whose(found: InClio, clients: tuple[Client, ...]) -> dict[str, str]:
    if clients:
        return {"who": "found", "client": str(clients[0].pk), "find": clients[0].last_name}
    return {"who": "new"} | {f"new-{name}": value for name, value in found.names.items()}


def beginning(request: FirmRequest) -> dict[str, Any] | None:
    """For the slot "matter.new": the way to it, or what was picked."""
    picked = _picked(request)
    if picked is None:
        return {"picked": None} if _connection() else None
    found = picked.found
    notes = _notes(picked) if found and not picked.problem else []
    badge = status_badge(found.status) if found else ""
    return {"picked": picked, "found": found, "notes": notes, "status_badge": badge}


def _picked(request: FirmRequest) -> Picked | None:
    """Asked once for one page."""
    if "clio" not in request.GET:
        return None
    known = vars(request)
    if "picked_in_clio" not in known:
        known["picked_in_clio"] = _looked(request.GET["clio"])
    return known["picked_in_clio"]


def _looked(typed: str) -> Picked:
    connection = _connection()
    if connection is None:
        return Picked(
            None, problem=_("Clio is not connected, so this matter cannot be read there.")
        )
    try:
        found = adoption.look(connection=connection, clio_id=access.number(typed))
    except NotFound:
        said = _("This matter is not in Clio, or no longer. Search for it again.")
        return Picked(connection, problem=said)
    except SyncError as error:
        return Picked(connection, problem=in_vain(error))
    return Picked(
        connection,
        found,
        _why_not(found),
        tuple(adoption.clients_for(found, connection)),
        tuple(adoption.case_types_for(found, connection)),
    )


def _why_not(found: InClio) -> str:
    if found.ours:
        return _("{number} in Clio is a matter here already.").format(number=found.number)
    if not found.contact_id:
        said = _("{number} has no client in Clio. Add the client there, then pick it again.")
        return said.format(number=found.number)
    return ""


def _notes(picked: Picked) -> list[str]:
    """What somebody should know before they press the button."""
    found = picked.found
    assert found is not None
    return [*_of_contact(found), *_of_area(found, picked.case_types), *_of_status(found)]


def _of_contact(found: InClio) -> list[str]:
    if found.is_hidden:
        return [_("Clio does not show us who the client is. Choose them below: they stand for it.")]
    said = []
    if found.is_company:
        words = _("{name} is a company in Clio. Here it is the client by this name.")
        said.append(words.format(name=found.contact_name))
    if not found.email:
        words = _("{name} has no email in Clio. Add one below, or the client cannot be invited.")
        said.append(words.format(name=found.contact_name))
    return said


def _of_area(found: InClio, case_types: tuple[CaseType, ...]) -> list[str]:
    area = found.area.get("name") or ""
    if not area:
        return [_("It has no practice area in Clio, and stays so. Choose the case type.")]
    if not case_types:
        words = _("No case type here stands for “{area}”. Choose one; “{area}” stays in Clio.")
        return [words.format(area=area)]
    if len(case_types) > 1:
        words = _("Several case types stand for “{area}”: {names}. Look whether this one is right.")
        return [words.format(area=area, names=", ".join(one.name for one in case_types))]
    return []


def _of_status(found: InClio) -> list[str]:
    if not found.is_closed:
        return []
    return [
        _(
            "It is closed in Clio, so it is closed here too. Set it to Open here when you work on it;"
            " the next sync then opens it in Clio."
        )
    ]
