"""Decisions: the firm's answers: each is a POST, and leads to what waits next."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from casehug.security.permissions import member_required
from casehug.web.requests import FirmRequest
from intake import access
from intake.errors import NotNow
from intake.models import Intake, Upload
from intake.review import decisions, help, queue, return_notice
from intake.review.presenter import PageQuery, Returning
from intake.review.views.pages import matter_page, queue_page
from intake.uploads.return_reasons import REASONS, own_language

MOST_AT_ONCE = 1000
APPROVED = Intake.Status.APPROVED
NEWS = {
    True: gettext_lazy("The intake of {matter} is approved. Its summary follows in a moment."),
    False: gettext_lazy("The intake of {matter} is open again, and its summary is off the matter."),
}


@member_required
@require_POST
def approval(request: FirmRequest, upload_id: int) -> HttpResponse:
    upload = access.upload(upload_id)
    before = upload.item.intake.status
    try:
        decided = decisions.approve(upload=upload, by=request.member)
    except NotNow as why:
        return _stays(request, upload, why)
    _say_whose(request, decided)
    return _goes_on(request, upload, before)


@member_required
@require_POST
def upload_return(request: FirmRequest, upload_id: int) -> HttpResponse:
    upload = access.upload(upload_id)
    before = upload.item.intake.status
    canned, own = request.POST.get("canned", ""), request.POST.get("own", "")[:1000]
    reads, said = upload.item.intake.language, request.POST.get("own_language", "")
    try:
        decided = decisions.return_(
            upload=upload,
            code=canned if canned in REASONS else "",
            reason=own,
            own_language=own_language(reads, said),
            by=request.member,
        )
    except NotNow as why:
        return _returns_not(request, upload, Returning(canned, own, said, str(why)))
    _say_whose(request, decided)
    return _goes_on(request, upload, before)


@member_required
@require_POST
def upload_undo(request: FirmRequest, upload_id: int) -> HttpResponse:
    upload = access.upload(upload_id)
    before, letter = upload.item.intake.status, upload.notified_by
    try:
        decisions.undo(upload=upload, by=request.member)
    except NotNow as why:
        return _stays(request, upload, why)
    if words := return_notice.of_undone(letter):
        messages.warning(request, words)
    _say_news(request, upload.item.intake, before)
    return redirect(_address(request, upload, at=upload.pk))


@member_required
@require_POST
def item_excuse(request: FirmRequest, item_id: int) -> HttpResponse:
    """Accepted, or taken up again."""
    item = access.item(item_id)
    intake, before = item.intake, item.intake.status
    verb = decisions.undo_excuse if request.POST.get("undo") else decisions.accept_excuse
    try:
        verb(item=item, by=request.member)
    except NotNow as why:
        messages.error(request, str(why))
    _say_news(request, intake, before)
    return redirect("intake:review-matter", intake.matter_id)


@member_required
@require_POST
def item_answer(request: FirmRequest, item_id: int) -> HttpResponse:
    """By email, to a client who asked for help."""
    item = access.item(item_id)
    words = request.POST.get("said", "")
    language = own_language(item.intake.language, request.POST.get("own_language", ""))
    try:
        help.answer(item=item, said=words, by=request.member, language=language)
    except NotNow as why:
        messages.error(request, str(why))
    else:
        messages.success(request, _("Your answer is on its way to the client."))
    return redirect("intake:review-matter", item.intake.matter_id)


@member_required
@require_POST
def intake_approval(request: FirmRequest, matter_id: int) -> HttpResponse:
    """Of what was on the page; nothing that came in meanwhile, unseen."""
    intake = access.intake_of(matter_id)
    before = intake.status
    count = decisions.approve_all(intake=intake, by=request.member, shown=_shown(request))
    if not _say_news(request, intake, before):
        approved = ngettext("Approved {count} upload.", "Approved {count} uploads.", count)
        messages.success(request, approved.format(count=count))
    if more := _came_meanwhile(request, intake):
        came = ngettext("{count} more came in meanwhile.", "{count} more came in meanwhile.", more)
        messages.info(request, came.format(count=more))
    return redirect("intake:review-matter", matter_id)


def _shown(request: FirmRequest) -> list[int]:
    return [_number(pk) for pk in request.POST.getlist("upload")[:MOST_AT_ONCE]]


def _came_meanwhile(request: FirmRequest, intake: Intake) -> int:
    newest = _number(request.POST.get("newest", ""))
    waiting = Upload.objects.awaiting_review().filter(item__intake=intake, pk__gt=newest)
    return waiting.count() if newest else 0


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 19 else 0


# --- Where it goes on ----------------------------------------------------------------------------


def _goes_on(request: FirmRequest, upload: Upload, before: str) -> HttpResponse:
    _say_news(request, upload.item.intake, before)
    following = queue.after(upload, _matter_id(request, upload))
    marks = {"last": upload.pk} | ({"at": following.pk} if following else {})
    return redirect(_address(request, upload, **marks))


def _stays(request: FirmRequest, upload: Upload, why: NotNow) -> HttpResponse:
    messages.error(request, str(why))
    return redirect(_address(request, upload, at=upload.pk))


def _returns_not(request: FirmRequest, upload: Upload, returning: Returning) -> HttpResponse:
    """The same page, with what was typed still in the form."""
    page_query = PageQuery(at=str(upload.pk), after=request.POST.get("after", "")[:18])
    if _matter_id(request, upload):
        intake = access.intake_of(upload.item.intake.matter_id)
        response = matter_page(request, intake, page_query, returning)
    else:
        response = queue_page(request, page_query, returning)
    response["HX-Push-Url"] = _address(request, upload, at=upload.pk)
    return response


def _matter_id(request: FirmRequest, upload: Upload) -> int | None:
    return upload.item.intake.matter_id if request.POST.get("matter") else None


def _address(request: FirmRequest, upload: Upload, **marks: int) -> str:
    if matter_id := _matter_id(request, upload):
        path = reverse("intake:review-matter", args=[matter_id])
    else:
        path = reverse("intake:review")
        if request.POST.get("after", "").isdecimal():
            marks["after"] = int(request.POST["after"][:18])
    return f"{path}?{urlencode(marks)}"


def _say_whose(request: FirmRequest, decided: Upload) -> None:
    """Somebody else's decision is not told as one's own."""
    if decided.reviewed_by_id == request.member.pk:
        return
    if decided.state == Upload.State.APPROVED:
        form = _("{who} approved {item} a moment before you.")
    else:
        form = _("{who} returned {item} a moment before you.")
    who = decided.reviewed_by or _("Somebody")
    messages.info(request, form.format(who=who, item=decided.item.title))


def _say_news(request: FirmRequest, intake: Intake, before: str) -> bool:
    """Tells when this was the last that was needed, or when it no longer is."""
    now = Intake.objects.select_related("matter").get(pk=intake.pk)
    if now.status == before or APPROVED not in {now.status, before}:
        return False
    news = str(NEWS[now.status == APPROVED])
    messages.success(request, news.format(matter=now.matter.title))
    return True
