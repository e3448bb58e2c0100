"""One arithmetic: what is required and what is optional is the same number, and called the same, in the
template, on the matter's page, in the portal and in the emails.
"""

import re

import pytest
from django.utils import translation

from intake.answers.answers import give_answer
from intake.emails import render
from intake.links.private_links import make_link
from intake.models import Checklist, Intake
from intake.progress.completeness import progress
from intake.progress.missing import what_is_missing
from intake.progress.visibility import visible_items
from matters.models import CaseType
from tests.intake.conftest import Phone
from tests.markup import flat

TOLD = re.compile(r"(\d+) of (\d+) required(?:, (\d+) optional)?")


@pytest.fixture
def one(new_intake):
    """In a state where nothing else is asked; one answer is in."""
    intake = new_intake(state="WY", case_type=CaseType.objects.get(name="Wills"))
    question = next(one for one in visible_items(intake) if one.answer_type == "short")
    give_answer(item=question, answer="Maya Ruiz")
    return intake


def numbers(text):
    return {tuple(map(int, filter(None, found))) for found in TOLD.findall(flat(text))}


def test_one_intake_is_counted_the_same_everywhere(one, lena, signed_in):
    expected = progress(one)
    same = {(expected.done, expected.total, expected.optional)}
    assert expected.done == 1
    pages = signed_in(lena)
    assert numbers(pages.get(f"/matters/{one.matter_id}/").content.decode()) == same
    phone = Phone(one).starts(make_link(intake=one, by=lena))
    assert numbers(phone.reads()) == same
    assert numbers(phone.reads("review/")) == same
    Intake.objects.filter(pk=one.pk).update(status="sent")
    one.refresh_from_db()
    letter = render.missing(one, what_is_missing(one, one.created_at.date()))
    assert numbers(letter) == same


def test_a_template_counts_as_its_intakes_do(one, signed_in, mara):
    checklist = Checklist.objects.get(case_type__name="Wills", state="")
    expected = progress(one)
    admin = signed_in(mara)
    for address in (f"/settings/templates/{checklist.pk}/", "/settings/templates/"):
        page = flat(admin.get(address).content.decode())
        said = page.split("Wills", 1)[1] if address.endswith("templates/") else page
        found = re.search(r"<span>(\d+) required</span>(?: <span>(\d+) optional</span>)?", said)
        assert tuple(map(int, found.groups())) == (expected.total, expected.optional)


def test_it_is_said_in_spanish_too(one):
    with translation.override("es"):
        assert "obligatorios" in progress(one).told
