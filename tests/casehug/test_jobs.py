"""One row’s trouble stays with that row, and tells nothing of what it holds."""

import pytest
from django.db import OperationalError
from structlog.testing import capture_logs

from casehug.jobs import aside


def test_a_row_in_trouble_is_left_aside_and_named():
    with capture_logs() as logs, aside("reminders", 7):
        raise ValueError("maya.ruiz@example.com")
    assert [{**entry, "place": entry["place"].partition(":")[0]} for entry in logs] == [
        {
            "event": "left_aside",
            "log_level": "error",
            "what": "reminders",
            "row": 7,
            "error": "ValueError",
            "place": "test_jobs.py",
        }
    ]


def test_a_database_that_is_away_ends_the_round():
    with pytest.raises(OperationalError), aside("reminders", 7):
        raise OperationalError
