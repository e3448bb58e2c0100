"""The figure beside Review, on every page of the firm."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intake.lifecycle.intakes import remove_item
from intake.models import Upload
from intake.progress import review_count
from intake.review import decisions, virus_scan
from intake.uploads import taking_back
from tests.fake_clamd import EICAR, clamd
from tests.intake.send import sent
from tests.markup import flat

pytestmark = pytest.mark.usefixtures("modest")


@pytest.fixture
def figure(lenas, django_capture_on_commit_callbacks):
    """figure(verb, …): what the top bar says after the verb was committed."""

    def read(verb=None, **about):
        with django_capture_on_commit_callbacks(execute=True):
            if verb:
                verb(**about)
        bar = flat(lenas.get("/matters/").content.decode()).split("<main")[0]
        said = re.findall(r'<span class="figure">(.*?)<span class="visually-hidden">(.*?)<', bar)
        assert len(said) in {0, 2}  # The menu of a phone, and the bar of a desk.
        return "".join(said[0]) if said else ""

    return read


def test_figure_follows_what_comes_in_and_what_is_decided(figure, passport, tax_return, lena):
    assert figure() == ""
    assert figure(lambda: sent(passport)) == "1 upload to review"
    assert figure(lambda: sent(tax_return, "Taxes.pdf")) == "2 uploads to review"
    first, second = Upload.objects.order_by("id")
    assert figure(decisions.approve, upload=first, by=lena) == "1 upload to review"
    assert figure(decisions.undo, upload=first, by=lena) == "2 uploads to review"
    assert figure(decisions.return_, upload=first, reason="Blurry", by=lena) == "1 upload to review"
    assert figure(taking_back.take_back, upload=second) == ""


def test_what_is_asked_no_longer_waits_for_nobody(figure, passport, lena):
    assert figure(lambda: sent(passport)) == "1 upload to review"
    assert figure(remove_item, item=passport, by=lena) == ""


def test_what_is_infected_waits_for_nobody(figure, passport, settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:9"
    assert figure(lambda: sent(passport, "Notes.txt", EICAR)) == "1 upload to review"
    with clamd() as settings.CLAMD_ADDRESS:
        assert figure(virus_scan.sweep) == ""


def test_large_figures_are_rounded_down(figure, passport, monkeypatch):
    monkeypatch.setattr(review_count, "MOST", 2)
    for number in range(3):
        figure(lambda: sent(passport, nonce=f"n{number}"))  # noqa: B023 - called at once
    assert figure() == "2+ uploads to review"


def test_another_firm_sees_its_own(figure, passport, ottos):
    sent(passport)
    assert 'class="figure"' not in ottos.get("/matters/").content.decode()


def test_figure_costs_no_query_until_something_changes(lenas, passport):
    sent(passport)
    lenas.get("/clients/")
    with CaptureQueriesContext(connection) as asked:
        assert lenas.get("/clients/").status_code == 200
    assert asked.captured_queries
    assert [one["sql"] for one in asked.captured_queries if "intake_" in one["sql"]] == []
