"""Moments as a paper for an American court says them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from intake.words import day

NOON = 12
# By the letters that clocks there show in winter or in summer.
COMMON = {
    "AST": "Atlantic", "ADT": "Atlantic", "EST": "Eastern", "EDT": "Eastern", "CST": "Central",
    "CDT": "Central", "MST": "Mountain", "MDT": "Mountain", "PST": "Pacific", "PDT": "Pacific",
    "AKST": "Alaska", "AKDT": "Alaska", "HST": "Hawaii",
}  # fmt: skip


def exact(moment: datetime, zone: ZoneInfo) -> str:
    """November 25, 2026 at 7:28 AM"""
    there = moment.astimezone(zone)
    half = "AM" if there.hour < NOON else "PM"
    return f"{day(there.date(), 'en')} at {there.hour % NOON or NOON}:{there.minute:02} {half}"


def zone_words(zone: ZoneInfo, moment: datetime) -> str:
    """Pacific Time (Los Angeles) · the time of London"""
    area, _, place = zone.key.rpartition("/")
    place = place.replace("_", " ")
    letters = moment.astimezone(zone).tzname() or ""
    if letters in COMMON and area.split("/")[0] in {"America", "US", "Pacific"}:
        return f"{COMMON[letters]} Time ({place})"
    return f"the time of {place}" if area else zone.key
