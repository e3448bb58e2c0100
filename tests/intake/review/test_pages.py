import re

import pytest

from casehug.accounts import team
from casehug.models import AuditEntry
from intake.models import Intake, Item, Upload
from intake.review import decisions
from intake.uploads import return_reasons
from matters.models import Document
from tests.intake.send import sent
from tests.markup import flat

pytestmark = pytest.mark.usefixtures("modest", "quick_summary")


def pressed(client, upload, noun, **fields):
    return client.post(f"/uploads/{upload.pk}/{noun}/", fields)


def test_the_queue_shows_the_oldest_first(lenas, passport, tax_return):
    sent(passport)
    sent(tax_return, "Taxes.pdf")
    text = lenas.get("/review/").content.decode()
    assert "2 uploads wait, oldest first" in text
    assert text.index("Passport.pdf") < text.index("Most recent tax return")
    assert "Ruiz — Divorce" in text


def test_an_empty_queue_says_what_will_be_here(lenas):
    assert "What clients send appears here" in lenas.get("/review/").content.decode()


def test_approving_leads_to_the_next(lenas, passport, tax_return):
    first, second = sent(passport), sent(tax_return)
    response = pressed(lenas, first, "approval")
    assert response.headers["Location"] == f"/review/?last={first.pk}&at={second.pk}"
    text = lenas.get(response.headers["Location"]).content.decode()
    assert "Passport of Ruiz — Divorce: approved." in text
    assert f"/uploads/{first.pk}/undo/" in text


def test_returning_writes_the_reason_the_client_reads(lenas, modest, passport):
    Intake.objects.update(language="es")
    upload = sent(passport)
    pressed(lenas, upload, "return", canned="pages", own=" Falta la 2. ")
    upload.refresh_from_db()
    assert (upload.reason_code, upload.reason) == ("pages", "Falta la 2.")
    assert (
        return_reasons.told(upload, "es")
        == "Falta una página. Envíe todas las páginas. Falta la 2."
    )
    assert upload.state == Upload.State.RETURNED


def test_returning_without_a_reason_says_so_and_stays(lenas, passport):
    upload = sent(passport)
    response = pressed(lenas, upload, "return")
    assert response.status_code == 422
    assert response.headers["HX-Push-Url"] == f"/review/?at={upload.pk}"
    assert "Say why" in response.content.decode()


def test_undo_brings_the_file_back(lenas, passport):
    upload = sent(passport)
    pressed(lenas, upload, "approval")
    response = pressed(lenas, upload, "undo")
    assert response.headers["Location"] == f"/review/?at={upload.pk}"
    assert not Document.objects.exists()


def test_who_left_is_still_named_for_what_they_did(lenas, lena, mara, modest, passport, client):
    pressed(lenas, upload := sent(passport), "approval")
    team.remove(member=lena, by=mara)
    client.force_login(mara.user)
    desk = client.get(f"/matters/{modest.matter_id}/review/?at={upload.pk}").content.decode()
    assert "Approved by Lena Ortiz" in desk
    page = client.get(f"/matters/{modest.matter_id}/").content.decode()
    assert "<span>Lena Ortiz</span>" in page  # Beside the document.
    assert "<span>CaseHug</span>" not in page


def test_on_a_matter_the_decision_stays_on_the_matter(lenas, modest, passport, tax_return):
    first, second = sent(passport), sent(tax_return)
    response = pressed(lenas, first, "approval", matter=modest.matter_id)
    page = f"/matters/{modest.matter_id}/review/"
    assert response.headers["Location"] == f"{page}?last={first.pk}&at={second.pk}"


def test_answers_and_what_is_asked_stand_as_the_client_met_them(lenas, small, ask):
    """However PostgreSQL happens to come upon them."""
    items = [ask(f"Question {letter}") for letter in "EDCBA"]
    for place, item in enumerate(reversed(items)):
        Item.objects.filter(pk=item.pk).update(position=place, answer="Yes")
    wanted = [f"Question {letter}" for letter in "ABCDE"]
    for path in (f"/matters/{small.matter_id}/review/", f"/matters/{small.matter_id}/"):
        said = lenas.get(path).content.decode()
        assert list(dict.fromkeys(re.findall("Question [A-E]", said))) == wanted, path


@pytest.mark.usefixtures("answered")
def test_the_matter_shows_answers_excuses_and_what_is_missing(lenas, modest, passport, tax_return):
    sent(passport)
    modest.items.filter(title="Car title").update(
        excuse=Item.Excuse.SOMEONE_ELSE, excuse_note="My brother"
    )
    text = flat(lenas.get(f"/matters/{modest.matter_id}/review/").content.decode())
    assert "At the bakery" in text
    assert "Someone else has it. “My brother”" in text
    assert "1 still to come" in text
    assert "Approve all 1" in text


@pytest.mark.usefixtures("answered")
def test_approving_all_says_that_the_intake_is_approved(lenas, modest, passport, tax_return):
    shown = [sent(passport).pk, sent(tax_return).pk]
    page = f"/matters/{modest.matter_id}/review/approval/"
    response = lenas.post(page, {"upload": shown, "newest": max(shown)}, follow=True)
    text = response.content.decode()
    assert "The intake of Ruiz — Divorce is approved. Its summary follows in a moment." in text
    assert "Approve all" not in text


def test_an_excuse_is_accepted_on_the_page(lenas, passport):
    Item.objects.filter(pk=passport.pk).update(excuse=Item.Excuse.COMING)
    lenas.post(f"/items/{passport.pk}/excuse/")
    passport.refresh_from_db()
    assert passport.state == Item.State.APPROVED
    lenas.post(f"/items/{passport.pk}/excuse/", {"undo": "yes"})
    passport.refresh_from_db()
    assert passport.state == Item.State.OPEN


def test_a_file_decided_elsewhere_says_by_whom(lenas, passport, mara):
    upload = sent(passport)
    decisions.approve(upload=upload, by=mara)
    assert "Approved by Mara Hart" in lenas.get(f"/review/?at={upload.pk}").content.decode()
    response = pressed(lenas, upload, "return", canned="old", own="Of 2019.")
    text = flat(response.content.decode())
    assert response.status_code == 422
    assert "Mara Hart has approved this already" in text
    assert 'value="old" checked' in text
    assert ">Of 2019.</textarea>" in text


def test_queries_do_not_grow_with_the_queue(
    lenas, lena, passport, tax_return, modest, django_assert_num_queries
):
    sent(passport)
    decisions.approve(upload=sent(tax_return), by=lena)
    decisions.return_(upload=sent(tax_return), reason="Blurry.", by=lena)
    sent(tax_return)
    for path, count in {"/review/": 9, f"/matters/{modest.matter_id}/review/": 7}.items():
        lenas.get(path)  # Makes the preview.
        with django_assert_num_queries(count):
            lenas.get(path)
        for item in (passport, tax_return):
            sent(item)
            decisions.approve(upload=sent(item), by=lena)
            decisions.return_(upload=sent(item), reason="Blurry.", by=lena)
            sent(item)
        with django_assert_num_queries(count):
            lenas.get(path)


def test_a_long_queue_goes_on_on_another_page(lenas, passport, monkeypatch):
    monkeypatch.setattr("intake.review.presenter.A_PAGE", 2)
    uploads = [sent(passport) for _ in range(5)]
    text = lenas.get("/review/").content.decode()
    assert f"/review/?after={uploads[1].pk}" in text
    text = lenas.get(f"/review/?after={uploads[1].pk}").content.decode()
    assert f"at={uploads[2].pk}" in text
    assert f"at={uploads[1].pk}" not in text
    assert 'href="/review/" data-key="k"' in text
    assert "Show the oldest ones" in text
    response = pressed(lenas, uploads[2], "approval", after=uploads[1].pk)
    assert response.headers["Location"] == (
        f"/review/?last={uploads[2].pk}&at={uploads[3].pk}&after={uploads[1].pk}"
    )


@pytest.mark.parametrize("marks", ["at=x", "at=99999999999999999999", "after=-1", "last=0&at=0"])
def test_marks_that_mean_nothing_show_the_start(lenas, passport, marks):
    sent(passport)
    assert lenas.get(f"/review/?{marks}").status_code == 200


def test_another_firm_sees_and_does_nothing(ottos, modest, passport):
    upload = sent(passport)
    assert "Passport" not in ottos.get(f"/review/?at={upload.pk}").content.decode()
    assert ottos.get(f"/matters/{modest.matter_id}/review/").status_code == 404
    for noun in ("", "preview/", "pages/1/"):
        assert ottos.get(f"/uploads/{upload.pk}/{noun}").status_code == 404
    for noun in ("approval", "return", "undo"):
        assert pressed(ottos, upload, noun, canned="old").status_code == 404
    for noun in ("excuse", "answer"):
        assert ottos.post(f"/items/{passport.pk}/{noun}/", {"said": "x"}).status_code == 404
    upload.refresh_from_db()
    assert upload.state == Upload.State.UPLOADED


def test_nothing_is_decided_by_a_get(lenas, passport, modest):
    upload = sent(passport)
    for noun in ("approval", "return", "undo"):
        assert lenas.get(f"/uploads/{upload.pk}/{noun}/").status_code == 405
    assert not AuditEntry.objects.filter(verb="upload.approved").exists()


def test_the_top_bar_leads_to_review(lenas):
    assert 'href="/review/"' in lenas.get("/matters/").content.decode()


def test_a_decision_brings_the_figure_of_the_top_bar_along(lenas, passport):
    sent(passport)
    page = lenas.get("/review/").content.decode()
    along = page.split('hx-select-oob="')[1].split('"')[0].split(",")
    assert {"#sections", "#sections-on-phone"} <= set(along)
    assert all(f'id="{one[1:]}"' in page for one in along)
