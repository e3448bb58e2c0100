"""Review and branding in the pseudo-language: whatever is not in its brackets is not marked."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intake.models import Item, Upload
from intake.review import decisions, presenter
from tests.intake.portal.pages import SAID_BY_SCRIPTS
from tests.intake.review.test_display import paper
from tests.intake.send import sent
from tests.pseudo_language import unmarked, unmarked_text

pytestmark = pytest.mark.usefixtures("modest", "quick_summary")
# What the firm, the client and this file wrote, and the name of a key.
DATA = [
    "CaseHug", "lena@hart.example", "mara@hart.example", "Hart & Vale", "Ruiz — Divorce", "Maya Ruiz", "maya.ruiz@example.com",
    "Lena Ortiz", "Mara Hart", "Passport.pdf", "Passport", "Most recent tax return", "Car title",
    "Where do you work?", "At the bakery", "Statement.pdf", "Notes.txt", "Zoë", "My reason.",
    "Which page?", "My brother", "English", "Español", "Pseudo", "Esc",
]  # fmt: skip


@pytest.fixture
def reader(pseudo_language, signed_in, in_firm):
    """reader(lena) → her browser, in the pseudo-language."""

    def reading(member):
        member.user.language = pseudo_language
        member.user.save()
        return signed_in(member)

    return reading


def check(answer, status=200):
    assert answer.status_code == status
    page = answer.content.decode()
    said = unmarked_text(SAID_BY_SCRIPTS.findall(page), DATA)
    assert [*unmarked(page, DATA), *said] == []


def test_the_queue(reader, lena, passport, tax_return, monkeypatch):
    browser = reader(lena)
    check(browser.get("/review/"))
    monkeypatch.setattr(presenter, "A_PAGE", 2)
    first, second, *_ = [sent(passport), sent(tax_return), sent(passport), sent(tax_return)]
    check(browser.get("/review/"))
    check(browser.get(f"/review/?after={second.pk}"))
    check(browser.post(f"/uploads/{first.pk}/approval/", follow=True))
    check(browser.post(f"/uploads/{first.pk}/undo/", follow=True))
    check(browser.post(f"/uploads/{first.pk}/return/", {"canned": "pages"}, follow=True))
    check(browser.post(f"/uploads/{second.pk}/return/"), 422)


def test_what_can_be_seen_of_an_upload(reader, lena, passport):
    browser = reader(lena)
    statement = sent(passport, "Statement.pdf", paper(3))
    notes = sent(passport, "Notes.txt", "Zoë".encode())
    for query in (f"{statement.pk}&page=2", notes.pk):
        check(browser.get(f"/review/?at={query}"))
    for about in (
        {"content_type": "application/msword", "macros": True},
        {"scan": Upload.Scan.PENDING},
        {"scan": Upload.Scan.INFECTED},
    ):
        Upload.objects.filter(pk=notes.pk).update(**about)
        check(browser.get(f"/review/?at={notes.pk}"))


@pytest.mark.usefixtures("answered")
def test_one_matter(reader, lena, mara, modest, passport, tax_return, car_title):
    browser, page = reader(lena), f"/matters/{modest.matter_id}/review/"
    check(browser.get(page))
    Item.objects.filter(pk=car_title.pk).update(excuse="need_help", excuse_note="Which page?")
    check(browser.get(page))
    check(browser.post(f"/items/{car_title.pk}/answer/", {"said": " "}, follow=True))
    check(browser.post(f"/items/{car_title.pk}/excuse/", follow=True))
    returned = decisions.return_(upload=sent(passport), reason="My reason.", by=mara)
    check(browser.get(f"{page}?at={returned.pk}"))
    shown = [sent(passport).pk, sent(tax_return).pk]
    check(browser.get(page))
    approval = {"upload": shown, "newest": max(shown)}
    check(browser.post(f"{page}approval/", approval, follow=True))
    check(browser.get(f"{page}?at={shown[0]}"))
    check(browser.post(f"/uploads/{shown[0]}/return/", {"canned": "old", "matter": "1"}), 422)


def test_branding(reader, mara):
    browser, page = reader(mara), "/settings/branding/"
    check(browser.get(page))
    check(browser.get(f"{page}preview/", {"colour": "#ffd400"}))
    check(browser.post(page, {"colour": "red"}), 422)
    logo = SimpleUploadedFile("logo.png", b"no picture")
    check(browser.post(page, {"colour": "#ffd400", "logo": logo}), 422)
    check(browser.post(page, {"colour": "#ffd400"}, follow=True))
