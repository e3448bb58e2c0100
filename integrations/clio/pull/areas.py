"""Practice areas, looked at every hour: one that was deleted is flagged before a sync needs it."""

from datetime import datetime, timedelta

from django.utils import timezone

from integrations.clio import mapping
from integrations.clio.pull.turn import Turn
from integrations.models import CaseTypeMapping, PracticeArea, database_now

EVERY = timedelta(hours=1)
NOUN = "practice_areas"


def look(turn: Turn) -> None:
    feed, now = turn.feed(NOUN), database_now()
    if not turn.left or not CaseTypeMapping.objects.filter(clio_account=turn.account).exists():
        return
    if "at" in feed and datetime.fromisoformat(feed["at"]) + EVERY > now:
        return
    rows, following, _asked_at = turn.page(
        NOUN, order="id(asc)", limit=200, fields=mapping.PRACTICE_AREA_FIELDS
    )
    names = {row["id"]: str(row.get("name") or "") for row in rows}
    with turn.commit():
        remember(turn.account, names, is_all=not following)
    turn.keep(NOUN, {"at": now.isoformat(timespec="seconds")})


def remember(account: str, names: dict[int, str], *, is_all: bool) -> None:
    """Only of a whole list may it be concluded what is gone."""
    PracticeArea.objects.bulk_create(
        [
            PracticeArea(clio_account=account, clio_id=clio_id, name=name[:200])
            for clio_id, name in names.items()
        ],
        update_conflicts=True,
        unique_fields=["firm", "clio_account", "clio_id"],
        update_fields=["name", "gone_at"],
    )
    if is_all:
        known = PracticeArea.objects.filter(clio_account=account, gone_at=None)
        known.exclude(clio_id__in=names).update(gone_at=timezone.now())
