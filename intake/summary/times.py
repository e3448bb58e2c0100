"""Times: moments as a paper for an American court says them, in the active language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casehug.ui.formats import long_date

NOON = 12
ATLANTIC = gettext_lazy("Atlantic Time ({place})")
EASTERN = gettext_lazy("Eastern Time ({place})")
CENTRAL = gettext_lazy("Central Time ({place})")
MOUNTAIN = gettext_lazy("Mountain Time ({place})")
PACIFIC = gettext_lazy("Pacific Time ({place})")
ALASKA = gettext_lazy("Alaska Time ({place})")
HAWAII = gettext_lazy("Hawaii Time ({place})")
# By the letters that clocks there show in winter or in summer.
COMMON = {
    "AST": ATLANTIC, "ADT": ATLANTIC, "EST": EASTERN, "EDT": EASTERN, "CST": CENTRAL,
    "CDT": CENTRAL, "MST": MOUNTAIN, "MDT": MOUNTAIN, "PST": PACIFIC, "PDT": PACIFIC,
    "AKST": ALASKA, "AKDT": ALASKA, "HST": HAWAII,
}  # fmt: skip


def exact(moment: datetime, zone: ZoneInfo) -> str:
    """November 25, 2026 at 7:28 AM"""
    there = moment.astimezone(zone)
    half = _("{hour}:{minute} AM") if there.hour < NOON else _("{hour}:{minute} PM")
    clock = half.format(hour=there.hour % NOON or NOON, minute=f"{there.minute:02}")
    return _("{day} at {clock}").format(day=long_date(there.date()), clock=clock)


def zone_words(zone: ZoneInfo, moment: datetime) -> str:
    """Pacific Time (Los Angeles) · the time of London"""
    area, _slash, place = zone.key.rpartition("/")
    place = place.replace("_", " ")
    letters = moment.astimezone(zone).tzname() or ""
    if letters in COMMON and area.split("/")[0] in {"America", "US", "Pacific"}:
        return COMMON[letters].format(place=place)
    return _("the time of {place}").format(place=place) if area else zone.key
