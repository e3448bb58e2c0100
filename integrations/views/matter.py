"""Clio on a matter: what a matter shows of Clio: the button, the live panel, and the decisions that
need a person.
"""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casehug.security.permissions import member_required
from casehug.web.requests import FirmRequest
from integrations import access, queue
from integrations.clio import oauth
from integrations.domain import differences, findings, links
from integrations.errors import LostLease, SyncError
from integrations.models import Connection, Finding, Link, Sync
from integrations.views import matter_panel as panels
from integrations.views.differences.page import decided
from integrations.views.presenter import in_vain
from matters.models import Matter
from matters.views.next_move import actions


@member_required
@require_safe
def panel(request: FirmRequest, matter_id: int) -> HttpResponse:
    return _panel(request, access.matter(matter_id))


@member_required
@require_POST
def sync(request: FirmRequest, matter_id: int) -> HttpResponse:
    matter = access.matter(matter_id)
    if not oauth.is_configured():
        said = _("Clio integration is not configured. Contact {address}.")
        said = said.format(address=settings.SUPPORT_EMAIL)
        return _said(request, matter, said, "clio-not-configured")
    if not Connection.objects.current().exists():
        return _said(
            request, matter, _("Clio is not connected, so nothing was sent."), "clio-not-connected"
        )
    queue.enqueue(matter=matter, trigger=Sync.Trigger.MANUAL, by=request.member)
    return _panel(request, matter) if request.htmx else redirect("matters:matter", matter.pk)


@member_required
@require_POST
def contact(request: FirmRequest, matter_id: int) -> HttpResponse:
    matter = access.matter(matter_id)
    link = access.link_of(matter, access.number(request.POST.get("link", "")))
    if not _chosen(request, link, matter):
        return _said(request, matter, _("Choose one of the contacts."))
    return _panel(request, matter) if request.htmx else redirect("matters:matter", matter.pk)


def _chosen(request: FirmRequest, link: Link, matter: Matter) -> bool:
    said = request.POST.get("contact") or "0"
    if said == "new":
        return links.make_new_contact(link=link, matter=matter, by=request.member)
    chosen = access.number(said)
    return links.choose_contact(link=link, clio_id=chosen, matter=matter, by=request.member)


@member_required
@require_POST
def send_again(request: FirmRequest, matter_id: int, link_id: int) -> HttpResponse:
    matter = access.matter(matter_id)
    link = access.link_of(matter, link_id)
    about = {"link": link, "matter": matter, "by": request.member}
    if not (links.send_after_all(**about) or links.send_again(**about)):
        return _said(request, matter, _("This is in Clio, or already on its way."))
    return _panel(request, matter) if request.htmx else redirect("matters:matter", matter.pk)


@member_required
@require_POST
def finding(request: FirmRequest, matter_id: int, finding_id: int) -> HttpResponse:
    """The firm ends what was found: it removed the spare one, or all is right as it is."""
    matter = access.matter(matter_id)
    found = access.finding_of(matter, finding_id)
    if request.POST.get("decision") == "keep":
        findings.keep(finding=found, by=request.member)
    elif problem := _still(found):
        return _said(request, matter, problem)
    return _panel(request, matter) if request.htmx else redirect("matters:matter", matter.pk)


def _still(found: Finding) -> str:
    try:
        over = findings.check_again(finding=found, connection=access.connection())
    except SyncError as error:
        return in_vain(error)
    return "" if over else _("We looked again: {what}").format(what=found.sentence)


@member_required
@require_POST
def difference(request: FirmRequest, matter_id: int, difference_id: int) -> HttpResponse:
    """Staff decide on what was changed in Clio of their matter and its client."""
    matter = access.matter(matter_id)
    found = access.difference_of(matter, difference_id)
    if problem := decided(found, request):
        return _said(request, matter, problem)
    matter = access.matter(matter_id)  # With what was taken over.
    return _panel(request, matter) if request.htmx else redirect("matters:matter", matter.pk)


@member_required
@require_POST
def comparison(request: FirmRequest, matter_id: int) -> HttpResponse:
    matter = access.matter(matter_id)
    try:
        differences.compare(matter=matter, connection=access.connection())
    except SyncError as error:
        return _said(request, matter, in_vain(error))
    except LostLease:
        return _said(request, matter, _("Clio is being looked at just now. Try again in a minute."))
    matter = access.matter(matter_id)
    if request.htmx:
        return _panel(request, matter)
    messages.success(request, _("Compared with Clio."))
    return redirect("matters:matter", matter.pk)


def _panel(
    request: FirmRequest, matter: Matter, problem: str = "", reference: str = ""
) -> HttpResponse:
    about = {"problem": problem, "problem_reference": reference}
    context = {**panels.clio_panel(request, matter=matter), **about}
    if request.method == "POST" or not context["is_live"]:
        context["actions"] = actions(request, matter=matter, again=True)
    return render(request, "integrations/panel.html", context)


def _said(
    request: FirmRequest, matter: Matter, problem: str, reference: str = "clio-panel"
) -> HttpResponse:
    if request.htmx:
        return _panel(request, matter, problem, reference)
    messages.error(request, problem, extra_tags=f"support:{reference}")
    return redirect("matters:matter", matter.pk)
