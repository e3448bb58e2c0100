"""Resumable upload: files in pieces, so that what arrived need not be sent again when the network
drops.

HEAD tells in `Upload-Offset` how much is here. PUT adds what begins at `Upload-Offset` of a file of
`Upload-Length` bytes named `Upload-Name` (percent-encoded UTF-8); the piece that completes the
file answers 201. 409 names the offset to go on from; 507: our disk is full, what arrived stays.
"""

from urllib.parse import unquote

from django.http import HttpResponse, JsonResponse, UnreadablePostError
from django.views.decorators.http import require_http_methods

from casehug.files.upload_handler import takes_files
from intake.models import Item, PartialUpload, Upload
from intake.portal.documents import document_here
from intake.portal.permissions import client_link_required
from intake.uploads import receiving
from intake.uploads.receiving import Misfit, Refused
from intake.uploads.refusals import NoRoom, refused

LONGEST_NAME = 300
LONGEST_NONCE = 64


@client_link_required
@takes_files
@require_http_methods(["HEAD", "PUT"])
def resumable(request, item_id, nonce):
    item, nonce = document_here(request, item_id), nonce[:LONGEST_NONCE]
    if request.method == "HEAD":
        return _told(200, *_here(item, nonce))
    try:
        return _put(request, item, nonce)
    except Misfit as misfit:
        return _told(409, misfit.offset)
    except NoRoom:
        return _said(507, refused("no_room_yet"))
    except Refused as reason:
        return _said(422, reason)
    except UnreadablePostError:
        return _told(400, *_here(item, nonce))  # Cut off; nobody reads this answer.


def _put(request, item: Item, nonce: str) -> HttpResponse:
    offset, length = _number(request, "Upload-Offset"), _number(request, "Upload-Length")
    if offset is None or length is None:
        return HttpResponse(status=400)
    name = unquote(request.headers.get("Upload-Name", ""))[-LONGEST_NAME:]
    partial = receiving.begin(item=item, nonce=nonce, name=name, size=length)
    if isinstance(partial, Upload):
        return _told(201, partial.size, complete=True)
    here = receiving.append(partial=partial, offset=offset, stream=request)
    if here < partial.size:
        return _told(200, here)
    receiving.finish(partial=partial)
    return _told(201, here, complete=True)


def _here(item: Item, nonce: str) -> tuple[int, bool]:
    if whole := receiving.received(item, nonce):
        return whole.size, True
    partial = PartialUpload.objects.filter(item=item, nonce=nonce).first()
    return (receiving.offset(partial) if partial else 0), False


def _number(request, header: str) -> int | None:
    value = request.headers.get(header, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None


def _told(status: int, offset: int, complete: bool = False) -> HttpResponse:  # noqa: FBT001, FBT002
    headers = {"Upload-Offset": str(offset), "Upload-Complete": "?1" if complete else "?0"}
    return HttpResponse(status=status, headers=headers)


def _said(status: int, reason: Refused) -> JsonResponse:
    """In the client's language."""
    return JsonResponse({"words": str(reason)}, status=status)
