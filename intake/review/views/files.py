"""Uploaded files: what clients sent, given to staff: never shown inside our own origin, only saved;
a picture of it beside the decision.
"""

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from casehug.files.storage import private_files
from casehug.security.permissions import member_required
from casehug.web.requests import FirmRequest
from intake import access
from intake.uploads import previews
from matters.views.documents import caged, stored_file


@member_required
@require_safe
def upload(request: FirmRequest, upload_id: int) -> HttpResponseBase:
    """What staff see: as it came, or without its password. `?original`: as it came."""
    upload = access.safe_upload(upload_id)
    kept = upload.original if "original" in request.GET else upload.stored
    return stored_file(request, kept, name=upload.name, content_type=upload.content_type)


@member_required
@require_safe
def upload_preview(request: FirmRequest, upload_id: int) -> HttpResponseBase:
    """A JPEG of our own making."""
    return _picture(previews.of(access.safe_upload(upload_id)))


@member_required
@require_safe
def upload_page(request: FirmRequest, upload_id: int, page: int) -> HttpResponseBase:
    """The same of any of its pages."""
    return _picture(previews.page(access.safe_upload(upload_id), page))


def _picture(key: str) -> HttpResponseBase:
    if not key:
        raise Http404
    response = FileResponse(private_files().open(key, "rb"), content_type="image/jpeg")
    response["Content-Disposition"] = "inline"
    return caged(response)
