"""Error messages: Clio's answers in words: what happened, and whose move it is."""

from typing import Any

from django.utils.translation import gettext_noop as _

from casehug.translations.sentences import Sentence
from integrations.errors import (
    Conflict,
    FixTheData,
    Forbidden,
    NotFound,
    Reason,
    SyncError,
    TryLater,
    Unknown,
)

BUSY = _("Clio is busy.")


def oddity(method: str, sentence: str, detail: str) -> SyncError:
    """No usable answer. What creates may have been applied; everything else may be asked again."""
    if method == "POST":
        return Unknown(sentence, detail=detail)
    return TryLater(sentence, detail=detail)


def said(body: Any) -> tuple[str, str]:
    """(type, message) of an error body: Clio's envelope, or OAuth's with a string, or neither."""
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(error, dict):
        return str(error.get("type", "")), str(error.get("message", ""))
    if isinstance(error, str):
        return error, str(body.get("error_description", ""))
    return "", ""


CHANGED = _("Somebody changed this in Clio at the same moment; we read it again and go on.")
# Whether it is this alone that Clio refuses, or everything, a test of the connection tells.
FORBIDDEN = _(
    "Clio did not let CaseHug use its {what}. A firm admin can press “Test connection” in Settings →"
    " Integrations: it says what is missing, and once that is mended this goes on by itself."
)
NOUNS = {
    "contacts": _("contacts"),
    "matters": _("matters"),
    "documents": _("documents"),
    "practice_areas": _("practice areas"),
}
RETIRED = _(
    "Clio has retired the version of its API that CaseHug uses. Whoever runs your CaseHug has to"
    " update it; then this goes on by itself."
)
BY_STATUS: dict[int, tuple[type[SyncError], str]] = {
    404: (NotFound, _("Clio no longer has this.")),
    409: (Conflict, CHANGED),
    410: (TryLater, RETIRED),
    412: (Conflict, CHANGED),
}
# Refusals of a file's last step that go away by themselves.
BY_TYPE = {
    "UploadTimeoutError": _("Clio is still checking the file."),
    "UploadNotFoundError": _("Clio has not found the file yet."),
}


def explain(method: str, status: int, body: Any, *, noun: str = "") -> SyncError:
    """What an answer that is not a 2xx means; `noun` is what was asked for, as in Clio's addresses.
    A 401 and a 429 never come here."""
    kind, message = said(body)
    detail = f"{method} {status} {kind}".strip()
    if kind in BY_TYPE:
        return TryLater(BY_TYPE[kind], reason=Reason.CHECKING, detail=detail)
    if status >= 500:
        return oddity(method, BUSY, detail)
    if status == 403:
        return _forbidden(kind, noun, detail)
    if status in BY_STATUS:
        error, sentence = BY_STATUS[status]
        return error(sentence, detail=detail)
    if status < 400:
        return TryLater(_("Clio sent us elsewhere; we did not follow."), detail=detail)
    return FixTheData(_refusal(message), detail=detail)


def _forbidden(kind: str, noun: str, detail: str) -> SyncError:
    if kind:
        return Forbidden(
            Sentence(FORBIDDEN, what=Sentence(NOUNS.get(noun, _("records")))),
            detail=detail,
        )
    # Not Clio's program but something before it: a firewall's bare page.
    return TryLater(_("Clio's firewall turned our call away; that usually passes."), detail=detail)


def _refusal(message: str) -> str:
    if message:
        refused = _("Clio refused this: {message}. Correct it here, then press “Sync to Clio”.")
        return Sentence(refused, message=message.rstrip("."))
    return _("Clio refused this as it stands. Correct it here, then press “Sync to Clio”.")
