"""Sent files: what a client sent, seen again, taken back, put back, or opened with its password."""

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from casehug.files.storage import private_files
from intake.models import Upload
from intake.portal.documents import item_page
from intake.portal.page import address, page
from intake.portal.permissions import client_link_required, pressed
from intake.uploads import previews, taking_back, unlocking
from intake.uploads.refusals import Refused
from intake.uploads.unlocking import NotOpened
from matters.domain import filetypes
from matters.views.documents import caged, stored_file

# Pictures that every browser shows and that nothing runs in.
SHOWN = {filetypes.TYPES[kind] for kind in ("jpg", "png", "gif", "webp", "avif")}


def upload_here(request, upload_id: int) -> Upload:
    """Of this intake, what was taken back included."""
    rows = Upload.objects.filter(item__intake=request.intake, item__removed_at=None)
    found = get_object_or_404(rows.select_related("item"), pk=upload_id)
    found.item.intake = request.intake
    return found


def safe_upload(request, upload_id: int) -> Upload:
    """Whose bytes may leave."""
    found = upload_here(request, upload_id)
    if not found.is_safe or found.state == Upload.State.REMOVED:
        raise Http404
    return found


@client_link_required
@require_safe
def file(request, upload_id) -> HttpResponseBase:
    """As it was sent: a picture shown, anything else handed to the phone."""
    found = safe_upload(request, upload_id)
    about = {"name": found.name, "content_type": found.content_type}
    response = stored_file(request, found.original, **about)
    if found.content_type in SHOWN:
        response["Content-Disposition"] = "inline"
    return response


@client_link_required
@require_safe
def thumbnail(request, upload_id) -> HttpResponseBase:
    """A JPEG of our own making."""
    key = previews.thumbnail(safe_upload(request, upload_id))
    if not key:
        raise Http404
    response = FileResponse(private_files().open(key, "rb"), content_type="image/jpeg")
    response["Content-Disposition"] = "inline"
    return caged(response)


@client_link_required
@require_http_methods(["GET", "HEAD", "POST"])
def removal(request, upload_id):
    """Asked once before."""
    found = upload_here(request, upload_id)
    back = address(request, "item", item_id=found.item_id)
    if found.state != Upload.State.UPLOADED:
        return redirect(back)  # Looked at meanwhile: the page shows what became of it.
    if request.method != "POST":
        return page(request, "portal/removal.html", upload=found, back=back)
    try:
        taking_back.take_back(upload=found)
    except Refused as why:
        return _refused(request, found, why)
    return redirect(f"{back}#files")


@client_link_required
@pressed
def put_back(request, upload_id):
    found = upload_here(request, upload_id)
    try:
        taking_back.put_back(upload=found)
    except Refused as why:
        return _refused(request, found, why)
    return redirect(f"{address(request, 'item', item_id=found.item_id)}#files")


def _refused(request, found: Upload, why: Refused):
    return item_page(request, found.item_id, status=422, refused=[(found.name, str(why))])


@client_link_required
@pressed
@sensitive_post_parameters("password")
def password(request, upload_id):
    """Of a locked PDF. It is in no address, no log and no row."""
    found = upload_here(request, upload_id)
    try:
        unlocking.unlock(upload=found, password=request.POST.get("password", ""))
    except NotOpened as why:
        return item_page(request, found.item_id, status=422, closed={found.pk: str(why)})
    return redirect("portal:item", key=request.intake.key, item_id=found.item_id)
