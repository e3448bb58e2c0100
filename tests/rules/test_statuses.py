"""The table of statuses names functions that exist."""

import re
from pathlib import Path

import pytest
from django.utils.module_loading import import_string

TABLE = Path(__file__).parents[2] / "docs" / "statuses.md"
NAMED = sorted(set(re.findall(r"`([\w.]+)`", TABLE.read_text())))


@pytest.mark.parametrize("name", NAMED)
def test_what_decides_a_status_exists(name):
    assert callable(import_string(name))


def test_every_row_names_what_decides_it():
    rows = [line for line in TABLE.read_text().splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 20
    assert [row for row in rows if "`" not in row.rsplit("|", 2)[1]] == []
