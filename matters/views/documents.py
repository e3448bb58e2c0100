"""Documents of a matter: adding, and getting them back."""

from urllib.parse import quote

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from casehug import audit
from casehug.files.disk_space import FULL
from casehug.files.storage import Stored, private_files
from casehug.files.upload_handler import Arrived, takes_recordings
from casehug.security.permissions import member_required
from casehug.web.byte_ranges import ranged
from casehug.web.requests import FirmRequest
from matters import access
from matters.domain.documents import add_document
from matters.domain.filetypes import Refused
from matters.models import Matter
from matters.views.matter import matter_page

log = structlog.get_logger()

NO_ROOM = gettext_lazy(
    "CaseHug’s disk is full, so this file was not kept. Tell whoever runs CaseHug, then send it again."
)


@member_required
@takes_recordings
def documents(request: FirmRequest, matter_id: int) -> HttpResponse:
    if request.method != "POST":
        return redirect(access.matter(matter_id))  # The address of a refusal, opened again.
    matter = access.matter(matter_id)
    files = request.FILES.getlist("files")
    if not files:
        return _refused(request, matter, [("", _("Choose at least one file."))])
    refusals = [
        (file.name or "", why) for file in files if (why := _refusal(request, matter, file))
    ]
    added = len(files) - len(refusals)
    if refusals:
        return _refused(request, matter, refusals, added=added)
    said = ngettext("Added {count} document.", "Added {count} documents.", added)
    messages.success(request, said.format(count=added))
    return redirect(matter)


def _refusal(request: FirmRequest, matter: Matter, file: Arrived) -> str:
    """Why this file could not be kept, or nothing when it is."""
    if file.found_no_room:
        return str(NO_ROOM)
    try:
        add_document(matter=matter, file=file, by=request.member)
    except Refused as reason:
        return str(reason)
    except OSError as error:
        if error.errno not in FULL:
            raise
        log.error("disk_full", matter=matter.pk)  # noqa: TRY400 - the trace says nothing more
        return str(NO_ROOM)
    return ""


def _refused(
    request: FirmRequest, matter: Matter, refusals: list[tuple[str, str]], added: int = 0
) -> HttpResponse:
    return matter_page(request, matter, status=422, refusals=refusals, added=added)


@member_required
@require_safe
def document(request: FirmRequest, document_id: int) -> HttpResponseBase:
    """The bytes as they came: never shown inside our own origin, only saved and played."""
    found = access.document(document_id)
    audit.record_view("document.viewed", found, by=request.member.user, matter=found.matter_id)
    kept = Stored(name=found.file, size=found.size, sha256=found.sha256)
    return stored_file(request, kept, name=found.name, content_type=found.content_type)


def stored_file(
    request: HttpRequest, kept: Stored, *, name: str, content_type: str
) -> HttpResponseBase:
    """All of it, or the range that a player asks for."""
    file = private_files().open(kept.name, "rb")
    response = ranged(request, file, size=kept.size, content_type=content_type, etag=kept.sha256)
    response["Content-Disposition"] = attachment(name)
    return caged(response)


def caged(response: HttpResponseBase) -> HttpResponseBase:
    """Whatever it holds, a browser runs nothing of it and keeps nothing of it."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    return response


def attachment(name: str) -> str:
    """RFC 6266 with the UTF-8 form of RFC 5987, and a plain name for those who cannot read it."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    plain = plain.replace("\\", "_").replace('"', "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
