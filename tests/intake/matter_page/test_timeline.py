"""A matter's timeline: who did what, and when, from the first day to the approval."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine

from casehug.models import AuditEntry
from intake import summary
from intake.answers import answers
from intake.emails import reminders
from intake.lifecycle import intakes, submission
from intake.links import private_links
from intake.models import Item
from intake.review import decisions
from matters import timeline
from tests.intake.send import sent
from tests.markup import flat

NOON = datetime(2026, 11, 2, 20, 0, tzinfo=UTC)
EVENT = re.compile(r'timeline__event">.*?<p>(.*?)</p>')


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setattr("casehug.jobs.ring", lambda *task, **when: None)
    monkeypatch.setattr(summary, "make_summary", lambda intake: b"%PDF-1.7 summary")
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


def told(matter):
    """From the first to the last."""
    return [event.words for event in timeline.of_matter(matter).events][::-1]


@pytest.mark.usefixtures("answered")
def test_it_tells_the_whole_story(clock, modest, passport, tax_return, car_title, lena, mara):
    step = lambda: clock.shift(timedelta(hours=1))  # noqa: E731
    private_links.send_link(intake=modest, by=lena)
    clock.shift(timedelta(days=4))
    assert reminders.write_due() == 1
    private_links.make_link(intake=modest, by=mara)
    step()
    wrong = sent(passport, "Wrong.pdf")
    decisions.return_(upload=wrong, reason="Page 2 is missing.", by=lena)
    step()
    right = sent(passport, "Right.pdf")
    decisions.approve(upload=right, by=mara)
    decisions.undo(upload=right, by=mara)
    decisions.approve(upload=right, by=lena)
    answers.excuse(item=tax_return, excuse="someone_else")
    intakes.add_item(intake=modest, by=lena, kind="document", title="Deed", required=False)
    intakes.remove_item(item=car_title, by=lena)
    submission.submit(intake=modest)
    decisions.accept_excuse(item=tax_return, by=mara)
    assert told(modest.matter) == [
        "Lena Ortiz made a new private link",
        "Lena Ortiz sent the client the private link",
        "CaseHug reminded the client",
        "Mara Hart made a new private link",
        "The client sent a file for Passport",
        "Lena Ortiz returned Passport: “Page 2 is missing.”",
        "The client sent a file for Passport",
        "Mara Hart approved Passport",
        "Mara Hart took back the approval of Passport",
        "Lena Ortiz approved Passport",
        "The client said of Most recent tax return: “Someone else has it”",
        "Lena Ortiz asked for Deed",
        "Lena Ortiz no longer asks for Car title",
        "The client sent the list",
        "Mara Hart went on without Most recent tax return",
        "Mara Hart approved the intake",
    ]


def test_the_page_shows_it_without_a_query_more(
    lenas, clock, intake, ask, phone, lena, django_assert_max_num_queries
):
    item = ask("Passport", "document")
    for number in range(8):
        decisions.approve(upload=sent(item, f"{number}.pdf"), by=lena)
    page = f"/matters/{intake.matter_id}/"
    lenas.force_login(lena.user)
    lenas.get(page)
    with django_assert_max_num_queries(8):
        text = unescape(lenas.get(page).content.decode())
    assert EVENT.findall(text)[0] == "Lena Ortiz approved Passport"
    assert "The client opened the intake on a new device" in EVENT.findall(text)


def test_older_entries_are_a_press_away(lenas, clock, small, lena):
    for number in range(70):
        clock.shift(timedelta(minutes=number % 3))  # Some at the very same moment.
        intakes.add_item(intake=small, by=lena, kind="document", title=f"Paper {number}")
    lenas.force_login(lena.user)
    page = lenas.get(f"/matters/{small.matter_id}/").content.decode()
    seen, parts = EVENT.findall(page), 1
    while older := re.search(r'hx-get="(.*?)"', page.split("timeline__event")[-1]):
        page = lenas.get(unescape(older[1]), headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in page
        seen, parts = seen + EVENT.findall(page), parts + 1
    papers = [words for words in seen if "Paper" in words]
    assert papers == [f"Lena Ortiz asked for Paper {number}" for number in range(69, -1, -1)]
    assert parts == 4
    whole = lenas.get(f"/matters/{small.matter_id}/timeline/").content.decode()
    assert "<h1>Timeline</h1>" in whole


@pytest.mark.parametrize("before", ["", "x", "-", "~", "17-x", "9" * 30 + "-1"])
def test_a_place_nobody_can_read_shows_the_newest(lenas, clock, intake, before):
    page = lenas.get(f"/matters/{intake.matter_id}/timeline/?before={before}").content.decode()
    assert "created the matter" in page


def test_entries_hold_no_names(clock, passport, modest, lena):
    decisions.return_(upload=sent(passport, "Maya.pdf"), reason="Maya, page 2", by=lena)
    assert "Maya" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


def test_what_is_gone_is_told_all_the_same(clock, modest, passport, lena):
    intakes.remove_item(item=passport, by=lena)
    Item.objects.filter(pk=passport.pk).delete()
    assert told(modest.matter) == ["Lena Ortiz no longer asks for something"]


def test_what_one_person_did_again_and_again_takes_one_line(lenas, lena, small, ask):
    items = [ask(f"Paper {number}", "document") for number in range(4)]
    for upload in [sent(item) for item in items]:
        decisions.approve(upload=upload, by=lena)
    page = flat(lenas.get(f"/matters/{small.matter_id}/").content.decode())
    folded = page.split("<summary>Lena Ortiz approved 4 documents</summary>")[1]
    inside = folded.split("</details>")[0]
    assert [f"Lena Ortiz approved Paper {number}" in inside for number in range(4)] == [True] * 4
    assert "approved Paper" not in folded.split("</details>", 1)[1]


def test_one_alone_is_told_as_before(lenas, lena, small, ask):
    decisions.approve(upload=sent(ask("Passport", "document")), by=lena)
    page = lenas.get(f"/matters/{small.matter_id}/").content.decode()
    assert "<p>Lena Ortiz approved Passport</p>" in page
