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


CHANGED = _("Somebody changed this in Clio at the same moment.")
BY_STATUS: dict[int, tuple[type[SyncError], str]] = {
    404: (NotFound, _("Clio no longer has this.")),
    409: (Conflict, CHANGED),
    410: (TryLater, _("Clio has retired the way we speak to it; we have been told.")),
    412: (Conflict, CHANGED),
}
# Refusals of a file's last step that go away by themselves.
BY_TYPE = {
    "UploadTimeoutError": _("Clio is still checking the file."),
    "UploadNotFoundError": _("Clio has not found the file yet."),
}


def explain(method: str, status: int, body: Any) -> SyncError:
    """What an answer that is not a 2xx means. A 401 and a 429 never come here."""
    kind, message = said(body)
    detail = f"{method} {status} {kind}".strip()
    if kind in BY_TYPE:
        return TryLater(BY_TYPE[kind], reason=Reason.CHECKING, detail=detail)
    if status >= 500:
        return oddity(method, BUSY, detail)
    if status == 403:
        return _forbidden(kind, detail)
    if status in BY_STATUS:
        error, sentence = BY_STATUS[status]
        return error(sentence, detail=detail)
    if status < 400:
        return TryLater(_("Clio sent us elsewhere; we did not follow."), detail=detail)
    return FixTheData(_refusal(message), detail=detail)


def _forbidden(kind: str, detail: str) -> SyncError:
    if kind:
        return Forbidden(
            _(
                "Clio does not let the person who connected it do this: their access to Matters,"
                " Contacts or Documents is missing. Ask your Clio administrator, then sync again."
            ),
            detail=detail,
        )
    # Not Clio's program but something before it: a firewall's bare page.
    return TryLater(_("Something in front of Clio turned us away."), detail=detail)


def _refusal(message: str) -> str:
    if message:
        return Sentence(_("Clio refused this: {message}."), message=message.rstrip("."))
    return _("Clio refused this as it stands.")
