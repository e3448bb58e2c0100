"""Look before sending: what a sync would do, and the choices that can be made before it does."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casehug.models import Member
from casehug.security.permissions import member_required
from casehug.web.requests import FirmRequest
from integrations import access, queue
from integrations.clio import oauth
from integrations.clio.client import Row
from integrations.clio.push.contact import just_seen
from integrations.domain import links
from integrations.domain.preview import look_ahead
from integrations.models import Connection, Link, PracticeArea, Sync
from integrations.views.presenter import about
from matters.models import Matter

CHOOSE = "choose"


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: FirmRequest, matter_id: int) -> HttpResponse:
    matter, connection = access.matter(matter_id), access.connection()
    if request.method == "POST":
        return _send(request, matter, connection)
    return render(request, "integrations/preview.html", _shown(request, matter, connection))


def _shown(request: FirmRequest, matter: Matter, connection: Connection) -> dict[str, object]:
    ahead = look_ahead(matter=matter, connection=connection)
    return {
        "matter": matter,
        "connection": connection,
        "ahead": ahead,
        "contact_url": ahead.contact.url(connection) if ahead.contact else "",
        "lasts": about(ahead.lasts),
        "areas": _areas(connection) if request.member.is_admin else [],
    }


def _areas(connection: Connection) -> list[PracticeArea]:
    return list(PracticeArea.objects.filter(clio_account=connection.clio_account, gone_at=None))


@transaction.atomic
def _send(request: FirmRequest, matter: Matter, connection: Connection) -> HttpResponse:
    if not oauth.is_configured():
        messages.error(request, _("Clio integration is not configured"))
        return redirect("matters:matter", matter.pk)
    if problem := _contact_chosen(request, matter, connection):
        messages.error(request, problem)
        return redirect("integrations:preview", matter.pk)
    if "documents" in request.POST:
        _left_out(request, matter, connection)
    queue.enqueue(matter=matter, trigger=Sync.Trigger.MANUAL, by=request.member)
    return redirect("matters:matter", matter.pk)


def _left_out(request: FirmRequest, matter: Matter, connection: Connection) -> None:
    """The page names every document it showed and sends the ones that are ticked: one that came
    meanwhile is not left out."""
    shown = {access.number(one) for one in request.POST.getlist("documents") if one}
    ticked = {access.number(one) for one in request.POST.getlist("document")}
    account = connection.clio_account
    links.leave_out(
        matter=matter, documents=shown - ticked, by=request.member, clio_account=account
    )


def _contact_chosen(request: FirmRequest, matter: Matter, connection: Connection) -> str:
    """What is to be put right first; nothing where the choice was taken, or none was needed."""
    said = request.POST.get("contact", "")
    link = Link.objects.filter(
        client=matter.client_id, clio_account=connection.clio_account
    ).first()
    if not said or matter.client is None or link is None or link.clio_id or link.is_unknown:
        return ""
    if said == CHOOSE:
        return _("Choose one of the contacts, or a new one.")
    if not (rows := just_seen(link, matter.client)):
        return _("What was found in Clio is no longer fresh. Look again, then choose.")
    if said != "new" and access.number(said) not in {row["id"] for row in rows}:
        return _("Choose one of the contacts, or a new one.")
    _choose(said, link, rows, matter, request.member)
    return ""


def _choose(said: str, link: Link, rows: list[Row], matter: Matter, by: Member) -> None:
    links.offer(link=link, matches=rows)
    if said == "new":
        links.make_new_contact(link=link, matter=matter, by=by)
    else:
        links.choose_contact(link=link, clio_id=int(said), matter=matter, by=by)
