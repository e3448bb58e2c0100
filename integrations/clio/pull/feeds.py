"""Change feeds: what changed in Clio since the last look, read by `updated_since` with an overlap.

The watermark moves to when a reading began, once its last page was taken in; until then the next page
is kept, and a reading that breaks off is begun again where it stood.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop as _

from integrations.clio import mapping
from integrations.clio.answers import Row
from integrations.clio.pull.taking import NOUNS, take_in
from integrations.clio.pull.turn import Turn
from integrations.clio.push.context import SKEW
from integrations.errors import FixTheData, Forbidden, TryLater
from integrations.models import Link, database_now

FIELDS = {
    Link.Kind.MATTER: mapping.POLLED_MATTER_FIELDS,
    Link.Kind.CONTACT: mapping.POLLED_CONTACT_FIELDS,
}
ROWS_A_PAGE, PAGES_A_TURN = 200, 2


def read(turn: Turn, kind: Link.Kind) -> None:
    """Nothing is asked where nothing is linked; what was linked before the first look is compared by
    the round."""
    noun = NOUNS[kind]
    feed = turn.feed(noun)
    if turn.connection.granted and noun not in turn.connection.granted:
        return
    if not feed.get("since") or not Link.objects.comparable(turn.account, kind).exists():
        _keep(turn, kind, {"since": _text(database_now())})
        return
    for _turn in range(PAGES_A_TURN):
        if not turn.left:
            return
        feed = _read_page(turn, kind, feed)
        if "next" not in feed:
            return


def _read_page(turn: Turn, kind: Link.Kind, feed: dict[str, Any]) -> dict[str, Any]:
    began = feed.get("began") or _text(database_now())
    rows, following, asked_at = _asked(turn, kind, feed)
    take_in(turn, kind, rows, asked_at)
    if following and following == feed.get("next"):
        raise TryLater(_("Clio's answer could not be read."), detail="endless list")
    if following:
        feed = {"since": feed["since"], "began": began, "next": following}
    else:
        feed = {"since": began}
    _keep(turn, kind, feed)
    return feed


def _asked(turn: Turn, kind: Link.Kind, feed: dict[str, Any]) -> tuple[list[Row], str, datetime]:
    if following := feed.get("next"):
        try:
            return turn.page(following)
        except Forbidden:
            raise
        except FixTheData as error:  # Its place in the list ran out: from the start again.
            turn.keep(NOUNS[kind], {"since": feed["since"]})
            raise TryLater(error.sentence, detail="page ran out") from error
    since = datetime.fromisoformat(feed["since"]) - SKEW
    return turn.page(
        NOUNS[kind],
        updated_since=_text(since),
        order="id(asc)",
        limit=ROWS_A_PAGE,
        fields=FIELDS[kind],
    )


def _keep(turn: Turn, kind: Link.Kind, feed: dict[str, Any]) -> None:
    is_read = kind == Link.Kind.MATTER and "next" not in feed
    turn.keep(NOUNS[kind], feed, **({"looked_at": database_now()} if is_read else {}))


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
