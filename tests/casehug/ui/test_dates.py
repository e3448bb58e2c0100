from datetime import date

import pytest
from django.utils import translation

from casehug.ui.formats import long_date


@pytest.mark.parametrize(
    ("language", "day", "written"),
    [
        ("en", date(2026, 11, 3), "November 3, 2026"),
        ("en", date(2027, 5, 31), "May 31, 2027"),
        ("es", date(2026, 11, 3), "3 de noviembre de 2026"),
        ("es", date(2027, 5, 31), "31 de mayo de 2027"),
    ],
)
def test_a_day_is_written_out_in_the_active_language(language, day, written):
    with translation.override(language):
        assert long_date(day) == written
