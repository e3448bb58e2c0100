"""The chart: how long intakes take, month by month, as bars whose places are worked out here."""

from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casehug.ui import formats
from matters.presenter import figure

SHOWN = 6
MOST = 300
"""Of one month: the latest of it tell how long all of them took."""
WIDTH, HEIGHT = 480, 150
TOP, BOTTOM = 24, 24
BAR = 44
DAY_SECONDS = 86_400

Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bar:
    """days: from sending to approval, half took longer; None in a month without any."""

    label: str
    days: float | None
    count: int
    x: float
    y: float
    height: float

    @property
    def said(self) -> str:
        if self.days is None:
            return "–"
        is_whole = self.days >= 10 or self.days == int(self.days)
        return formats.decimal(self.days, 0 if is_whole else 1)

    @property
    def counted(self) -> str:
        return figure(self.count, MOST)

    @property
    def middle(self) -> float:
        return self.x + BAR / 2

    @property
    def above(self) -> float:
        return self.y - 7


class Chart:
    width, height, bar_width = WIDTH, HEIGHT, BAR
    ground = HEIGHT - BOTTOM
    words_at = HEIGHT - 6

    def __init__(self, months: list[tuple[Month, list[float]]]) -> None:
        found = [
            (month, median(days[:MOST]) if days else None, len(days)) for month, days in months
        ]
        most = max((days for _, days, _ in found if days), default=1)
        room = self.ground - TOP
        step = WIDTH / len(found)
        self.bars = []
        for place, ((_year, month), days, count) in enumerate(found):
            height = round(max(room * (days or 0) / most, 2 if days is not None else 0), 1)
            x = round(place * step + (step - BAR) / 2, 1)
            y = round(self.ground - height, 1)
            self.bars.append(Bar(formats.month(month), days, count, x, y, height))

    @property
    def alone(self) -> str:
        """A sentence instead, where there would be one bar."""
        bar, *others = [bar for bar in self.bars if bar.days is not None]
        if others:
            return ""
        said = ngettext(
            "One intake was approved in {month}, {days} days after it was sent.",
            "{count} intakes were approved in {month}; half of them took longer than {days} days.",
            bar.count,
        )
        return said.format(count=bar.counted, month=bar.label, days=bar.said)

    @property
    def told(self) -> str:
        """The same in a sentence."""
        filled = [bar for bar in self.bars if bar.days is not None]
        form = _("{month}: {days} days, {count} approved")
        return "; ".join(
            form.format(month=bar.label, days=bar.said, count=bar.counted) for bar in filled
        )


def months_of(
    spans: list[tuple[datetime, datetime]], now: datetime
) -> list[tuple[Month, list[float]]]:
    """The last six months of the firm's calendar, oldest first, each with the days its intakes took."""
    months = _shown(now)
    found: dict[Month, list[float]] = {month: [] for month in months}
    for sent, approved in spans:
        there = timezone.localtime(approved)
        if (month := (there.year, there.month)) in found:
            found[month].append((approved - sent).total_seconds() / DAY_SECONDS)
    return list(found.items())


def starts_of(now: datetime) -> list[datetime]:
    """When each of these months began, and when the next one will."""
    following = _back(timezone.localtime(now).date(), -1)
    days = [datetime(*month, 1) for month in [*_shown(now), following]]  # noqa: DTZ001 - the firm's
    return [timezone.make_aware(day) for day in days]


def _shown(now: datetime) -> list[Month]:
    today = timezone.localtime(now).date()
    return [_back(today, number) for number in range(SHOWN - 1, -1, -1)]


def _back(today: date, months: int) -> Month:
    number = today.year * 12 + today.month - 1 - months
    return number // 12, number % 12 + 1
