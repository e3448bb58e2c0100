"""Clio's answers in words: what happened, and whose move it is."""

from typing import Any

from integrations.errors import (
    Conflict,
    FixTheData,
    NotFound,
    Reconnect,
    SyncError,
    TryLater,
    Unknown,
)

BUSY = "Clio is busy."


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


def explain(method: str, status: int, body: Any) -> SyncError:
    kind, message = said(body)
    detail = f"{method} {status} {kind}".strip()
    if status >= 500:  # noqa: PLR2004
        return oddity(method, BUSY, detail)
    if status == 403:  # noqa: PLR2004
        return _forbidden(kind, detail)
    if status == 404:  # noqa: PLR2004
        return NotFound("Clio no longer has this.", detail=detail)
    if status in {409, 412}:
        return Conflict(
            "Somebody changed this in Clio at the same moment.", detail=detail
        )
    if status == 410:  # noqa: PLR2004
        return TryLater(
            "Clio has retired the way we speak to it; we have been told.", detail=detail
        )
    if kind == "UploadTimeoutError":
        return TryLater("Clio is still checking the file.", detail=detail)
    if kind == "UploadNotFoundError":
        return TryLater(
            "Clio has not found the file yet.", reason="no_bytes", detail=detail
        )
    if 300 <= status < 400:  # noqa: PLR2004
        return TryLater("Clio sent us elsewhere; we did not follow.", detail=detail)
    return FixTheData(_refusal(message), reason=kind or "refused", detail=detail)


def _forbidden(kind: str, detail: str) -> SyncError:
    if kind:
        return Reconnect(
            "Clio does not let CaseHug do this: its access to Matters, Contacts or Documents is"
            " missing. Ask your Clio administrator, then reconnect.",
            reason="forbidden",
            detail=detail,
        )
    # Not Clio's program but something before it: a firewall's bare page.
    return TryLater("Something in front of Clio turned us away.", detail=detail)


def _refusal(message: str) -> str:
    return (
        f"Clio refused this: {message.rstrip('.')}."
        if message
        else "Clio refused this as it stands."
    )
