"""Answers: what is read out of the body of one of Clio's answers, and what makes it unreadable."""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_noop as _

from integrations.clio.error_messages import oddity
from integrations.errors import TryLater

Row = dict[str, Any]


def data_of(method: str, body: Row, kind: type) -> Any:
    """Clio's `data`: one row or a list of them. Anything else tells nothing of what was done."""
    data = body.get("data")
    rows = data if isinstance(data, list) else []
    if not isinstance(data, kind) or not all(isinstance(row, dict) for row in rows):
        raise oddity(method, _("Clio's answer was empty."), "no data")
    return data


def next_page(body: Row) -> str:
    meta = body.get("meta")
    paging = meta.get("paging") if isinstance(meta, dict) else None
    following = paging.get("next") if isinstance(paging, dict) else None
    if following is not None and not isinstance(following, str):
        raise TryLater(_("Clio's answer could not be read."), detail="next page")
    return following or ""


def moment(text: str) -> datetime:
    """Clio's ISO-8601 with an offset, as an aware datetime."""
    return datetime.fromisoformat(text).astimezone(UTC)
