"""An intake made with its matter, and the pages of the members."""

import pytest

from intake.models import Intake, Item
from matters.domain.matters import create_matter


@pytest.fixture
def new_intake(in_firm, lena, divorce, maya):
    """new_intake(state="WA") → the intake that came with a new matter."""

    def make(**fields):
        about = {"title": "Ruiz — Divorce", "case_type": divorce, "client": maya, "state": "OR"}
        return Intake.objects.get(matter=create_matter(**about | fields, by=lena))

    return make


@pytest.fixture
def intake(new_intake):
    return new_intake()


@pytest.fixture
def item_named(intake):
    return lambda title: Item.objects.get(intake=intake, title=title)


@pytest.fixture
def lenas(signed_in, lena, in_firm):
    return signed_in(lena)


@pytest.fixture
def maras(signed_in, mara, in_firm):
    return signed_in(mara)


@pytest.fixture
def ottos(signed_in, otto):
    return signed_in(otto)
