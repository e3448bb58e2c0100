"""The firm's answers: each is a POST, and leads to what waits next."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from casehug.doors import member_required
from casehug.requests import FirmRequest
from intake import access, reviewing
from intake.domain import review
from intake.domain.review import NotNow
from intake.models import Intake, Upload


@member_required
@require_POST
def approval(request: FirmRequest, upload_id: int) -> HttpResponse:
    upload = access.upload(upload_id)
    try:
        review.approve(upload=upload, by=request.member)
    except NotNow as why:
        return _stays(request, upload, why)
    return _goes_on(request, upload)


@member_required
@require_POST
def upload_return(request: FirmRequest, upload_id: int) -> HttpResponse:
    upload = access.upload(upload_id)
    language = upload.item.intake.language
    words = request.POST.get("canned", ""), request.POST.get("own", "")[:1000]
    try:
        reason = reviewing.reason_for(language, *words)
        review.return_(upload=upload, reason=reason, by=request.member)
    except NotNow as why:
        return _stays(request, upload, why)
    return _goes_on(request, upload)


@member_required
@require_POST
def upload_undo(request: FirmRequest, upload_id: int) -> HttpResponse:
    upload = access.upload(upload_id)
    try:
        review.undo(upload=upload, by=request.member)
    except NotNow as why:
        return _stays(request, upload, why)
    return redirect(_address(request, upload, at=upload.pk))


@member_required
@require_POST
def item_excuse(request: FirmRequest, item_id: int) -> HttpResponse:
    """Accepted, or taken up again."""
    item = access.item(item_id)
    verb = review.undo_excuse if request.POST.get("undo") else review.accept_excuse
    try:
        verb(item=item, by=request.member)
    except NotNow as why:
        messages.error(request, str(why))
    _say_approved(request, item.intake)
    return redirect("intake:review-matter", item.intake.matter_id)


@member_required
@require_POST
def intake_approval(request: FirmRequest, matter_id: int) -> HttpResponse:
    intake = access.intake_of(matter_id)
    count = review.approve_all(intake=intake, by=request.member)
    if not _say_approved(request, intake):
        files = "1 file" if count == 1 else f"{count} files"
        messages.success(request, f"Approved {files}.")
    return redirect("intake:review-matter", matter_id)


# --- Where it goes on ----------------------------------------------------------------------------


def _goes_on(request: FirmRequest, upload: Upload) -> HttpResponse:
    _say_approved(request, upload.item.intake)
    following = reviewing.after(upload, _matter_id(request, upload))
    marks = {"last": upload.pk} | ({"at": following.pk} if following else {})
    return redirect(_address(request, upload, **marks))


def _stays(request: FirmRequest, upload: Upload, why: NotNow) -> HttpResponse:
    messages.error(request, str(why))
    return redirect(_address(request, upload, at=upload.pk))


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


def _say_approved(request: FirmRequest, before: Intake) -> bool:
    """Tells when this was the last that was needed."""
    now = Intake.objects.select_related("matter").get(pk=before.pk)
    is_news = now.status == Intake.Status.APPROVED != before.status
    if is_news:
        messages.success(
            request, f"The intake of {now.matter.title} is approved, and its summary is filed."
        )
    return is_news
