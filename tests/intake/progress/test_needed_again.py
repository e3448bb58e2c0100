"""A return makes anything needed again, optional or not: for the client, the firm and the approval."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.lifecycle.submission import submit
from intake.models import Intake, Item
from intake.progress.completeness import outstanding, progress
from intake.review import decisions
from tests.intake.review.test_decisions import sent
from tests.markup import flat


@pytest.fixture
def tax_bill(phone, ask):
    """Optional, sent, and returned; all that is required is in."""
    name = ask("What is your name?")
    Item.objects.filter(pk=name.pk).update(answer="Maya", state="given")
    return ask("Tax bill", "document", required=False)


@pytest.fixture
def returned(tax_bill, lena, small):
    submit(intake=small)
    decisions.return_(upload=sent(tax_bill), code="old", by=lena)
    return Item.objects.get(pk=tax_bill.pk)


def figure(page):
    return page.split("progress__words")[1].split("<")[0].split(">")[1].split("%")[0].strip()


def test_it_is_the_next_thing_and_keeps_the_list_below_a_hundred(phone, returned):
    page = flat(phone.reads())
    assert f'portal__big" href="{phone.at(f"items/{returned.pk}/")}"' in page
    assert "50% · " in page
    assert "One document is needed again." in page
    refused = phone.sends("review/")
    assert refused.status_code == 422
    assert "Not sent yet. These are still open:" in refused.content.decode()


def test_staff_and_client_read_the_same_percentage(phone, returned, lenas, small):
    panel = lenas.get(f"/matters/{small.matter_id}/").content.decode().split('"intake-panel"')[1]
    assert figure(panel) == figure(phone.reads()) == str(progress(small).percent) == "50"
    assert "Approve the intake" not in panel


def test_staff_are_not_told_that_it_is_ready(returned, lenas, small):
    small.refresh_from_db()
    assert outstanding(small) == [returned]
    assert small.status == Intake.Status.RETURNED
    assert not Intake.objects.for_the_firm().exists()
    assert "Ready to approve" not in lenas.get("/").content.decode()


def test_an_approval_of_the_rest_does_not_end_it(returned, lena, small):
    decisions.approve_all(intake=small, by=lena)
    small.refresh_from_db()
    assert small.status == Intake.Status.RETURNED


def test_what_is_returned_after_the_approval_is_asked_on_the_list(phone, tax_bill, lena, small):
    Intake.objects.update(status="approved", approved_at=timezone.now())
    decisions.return_(upload=sent(tax_bill), code="old", by=lena)
    page = flat(phone.reads())
    assert "It is all there" not in page
    assert f'portal__big" href="{phone.at(f"items/{tax_bill.pk}/")}"' in page


# --- What an approval leaves behind --------------------------------------------------------------


@pytest.fixture
def promised(modest, passport, tax_return, car_title, answered):
    """Optional, and promised for a day."""
    until = timezone.now().date() + timedelta(days=3)
    Item.objects.filter(pk=car_title.pk).update(excuse="coming", excuse_until=until)
    return car_title


def test_one_approval_that_ends_it_names_what_it_leaves(
    lenas, lena, promised, passport, tax_return, modest
):
    words = "The intake is approved without:"
    decisions.approve(upload=sent(passport), by=lena)
    first, last = sent(tax_return), sent(tax_return)
    assert words not in lenas.get("/review/").content.decode()
    decisions.approve(upload=first, by=lena)
    for path in ("/review/", f"/matters/{modest.matter_id}/review/"):
        page = lenas.get(path).content.decode()
        assert words in page.split("review__verbs")[0]
        assert "Car title" in page.split(words)[1].split("</ul>")[0]
    decisions.approve(upload=last, by=lena)
    modest.refresh_from_db()
    assert modest.status == Intake.Status.APPROVED


def test_approving_all_names_what_it_leaves(lenas, promised, passport, tax_return, modest):
    for item in (passport, tax_return):
        sent(item)
    page = lenas.get(f"/matters/{modest.matter_id}/review/").content.decode()
    menu = page.split("review__whole")[1].split("</details>")[0]
    assert "The intake is approved without:" in menu
    assert "Car title" in menu


def test_the_matters_page_names_it_too(lenas, promised, passport, tax_return, modest):
    Item.objects.filter(pk__in=[passport.pk, tax_return.pk]).update(state="approved")
    panel = lenas.get(f"/matters/{modest.matter_id}/").content.decode().split('"intake-panel"')[1]
    assert "Car title" in panel.split("The intake is approved without:")[1].split("</ul>")[0]
