"""Uploaded files: what clients sent, given to staff: never shown inside our own origin, only saved;
a picture of it beside the decision.
"""

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from casehug import audit
from casehug.files.storage import private_files
from casehug.security.permissions import member_required
from casehug.web.requests import FirmRequest
from intake import access
from intake.models import Upload
from intake.uploads import previews
from matters.views.documents import caged, stored_file


@member_required
@require_safe
def upload(request: FirmRequest, upload_id: int) -> HttpResponseBase:
    """What staff see: as it came, or without its password. `?original`: as it came."""
    upload = _opened(request, upload_id)
    kept = upload.original if "original" in request.GET else upload.stored
    return stored_file(request, kept, name=upload.name, content_type=upload.content_type)


@member_required
@require_safe
def upload_preview(request: FirmRequest, upload_id: int) -> HttpResponseBase:
    """A JPEG of our own making."""
    return _picture(previews.of(_opened(request, upload_id)))


@member_required
@require_safe
def upload_page(request: FirmRequest, upload_id: int, page: int) -> HttpResponseBase:
    """The same of any of its pages."""
    return _picture(previews.page(_opened(request, upload_id), page))


def _opened(request: FirmRequest, upload_id: int) -> Upload:
    upload = access.safe_upload(upload_id)
    audit.record_view(
        "upload.viewed", upload, by=request.member.user, matter=upload.item.intake.matter_id
    )
    return upload


def _picture(key: str) -> HttpResponseBase:
    if not key:
        raise Http404
    response = FileResponse(private_files().open(key, "rb"), content_type="image/jpeg")
    response["Content-Disposition"] = "inline"
    return caged(response)
