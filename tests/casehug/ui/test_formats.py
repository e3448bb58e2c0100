from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import translation

from casehug.ui import formats

NOW = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "just now"),
        (59, "just now"),
        (60, "1 min ago"),
        (3599, "59 min ago"),
        (3600, "today 9:42 AM"),
        (24 * 3600, "yesterday 10:42 AM"),
        (17 * 24 * 3600, "Nov 3, 2026"),
        (-30, "in a moment"),
        (-180, "in 3 min"),
        (-3 * 3600, "today 1:42 PM"),
        (-24 * 3600, "tomorrow 10:42 AM"),
    ],
)
def test_moments_read_as_people_say_them(seconds, words):
    with time_machine.travel(NOW, tick=False):
        assert formats.ago(NOW - timedelta(seconds=seconds)) == words


def test_exact_says_day_and_clock():
    assert formats.exact(NOW) == "Nov 20, 2026, 10:42 AM"


@pytest.mark.parametrize(
    ("hour", "english", "spanish"),
    [(0, "12:05 AM", "00:05"), (9, "9:05 AM", "09:05"), (12, "12:05 PM", "12:05"),
     (23, "11:05 PM", "23:05")],
)  # fmt: skip
def test_the_clock_is_the_one_on_the_readers_wall(hour, english, spanish):
    moment = NOW.replace(hour=hour, minute=5)
    assert formats.clock(moment) == english
    with translation.override("es"):
        assert formats.clock(moment) == spanish
        assert formats.exact(moment).endswith(f", {spanish}")


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (48_213, "48 KB"),
        (999_700, "1.0 MB"),
        (1_400_000, "1.4 MB"),
        (100_000_000, "100 MB"),
        (3_200_000_000, "3.2 GB"),
    ],
)
def test_file_sizes_are_short(size, words):
    assert formats.file_size(size) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.42, "0.4 s"), (6.2, "6 s"), (60, "1 min 0 s"), (125, "2 min 5 s")]
)
def test_durations_are_short(seconds, words):
    assert formats.lasted(seconds) == words
