"""Typed lists: a list typed on its page is kept as a text file, received like any other."""

import hashlib
import io
import re
import secrets

from django.core.files.base import File
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from intake.answers import drafts
from intake.answers.types import LONGEST, TOO_LONG
from intake.models import Asked
from intake.portal.documents import document_here, item_page
from intake.portal.permissions import client_link_required
from intake.uploads import receiving
from intake.uploads.receiving import Refused

# What no text file holds.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@client_link_required
@require_POST
def typed(request, item_id):
    """What was typed is on the page again where it is not kept."""
    found = document_here(request, item_id)
    if not found.may_be_typed:
        raise Http404
    text = request.POST.get("typed", "")
    words = UNSEEN.sub("", text.replace("\r\n", "\n")).strip()
    why = _why_not(words)
    if not why:
        title = found.titled(request.language)
        nonce = request.POST.get("nonce", "")[:40] or secrets.token_urlsafe(12)
        try:
            _receive(found, title, words, nonce)
        except Refused as reason:
            why = str(reason)
    if why:
        refused = [("", why)]
        return item_page(request, item_id, status=422, refused=refused, text=text)
    drafts.drop(item=found, names=drafts.TYPED)
    return redirect("portal:item", key=request.intake.key, item_id=item_id)


def _why_not(words: str) -> str:
    if not words:
        return _("Write something first, then press Send this list.")
    return str(TOO_LONG) if len(words) > LONGEST[Asked.Answer.LONG] else ""


def _receive(item, title: str, words: str, nonce: str) -> None:
    """Begins with its title, so that nothing typed is taken for another kind of file; marked as
    Unicode, so that Windows reads every letter of it. Sent twice it is the same; changed, another."""
    content = f"{title}\n\n{words}\n".encode("utf-8-sig", "replace")
    file = File(io.BytesIO(content), name=f"{title}.txt")
    file.size = len(content)
    which = hashlib.sha256(content).hexdigest()[:12]
    receiving.receive(item=item, name=f"{title}.txt", file=file, nonce=f"{nonce}-{which}")
