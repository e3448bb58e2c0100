"""Whose turn it is: intakes that wait for the firm though no file shows it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from intake import summary
from intake.answers import answers
from intake.lifecycle import intakes, submission
from intake.models import Intake, Item
from intake.progress import completeness, outstanding
from intake.review import decisions
from tests.intake.mark import marked
from tests.intake.send import sent

LONG_AGO = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(summary, "make_summary", lambda intake: b"%PDF-1.7 summary")
    monkeypatch.setattr("casehug.jobs.ring", lambda *task, **when: None)


@pytest.fixture
def says(lenas, modest):
    """says() → what the firm's pages say of `modest`."""

    def read(path, begin, end="</section>"):
        page = lenas.get(path).content.decode()
        return page.split(begin)[1].split(end)[0] if begin in page else ""

    def all_of_them():
        cache.clear()  # As a commit would.
        bar = read("/", 'class="figure">', "</a>").replace('<span class="visually-hidden">', "")
        return {
            "bar": bar.split("</span>")[0],
            "firm": read("/", 'id="to-review"'),
            "client": read("/", 'id="with-client"'),
            "queue": read("/review/", 'id="review-header"', "</header>"),
            "panel": read(f"/matters/{modest.matter_id}/", 'id="intake-panel"'),
        }

    return all_of_them


def stands_ready(said):
    assert said["bar"] == "1 intake to review"
    assert "Ready to approve" in said["firm"]
    assert "Ruiz — Divorce" not in said["client"]
    assert "Ruiz — Divorce</a>" in said["queue"]
    assert "Ready to approve" in said["queue"]
    assert "Approve the intake" in said["panel"]


def questions_only(modest):
    modest.items.filter(kind=Item.Kind.DOCUMENT).delete()


def approved(item, lena):
    decisions.approve(upload=sent(item), by=lena)


def test_questions_alone_are_to_be_approved(says, modest, answered):
    questions_only(modest)
    submission.submit(intake=modest)
    stands_ready(says())


def test_what_was_approved_before_sending_is_to_be_approved(
    says, modest, passport, tax_return, lena
):
    approved(passport, lena)
    approved(tax_return, lena)
    question = modest.items.get(kind=Item.Kind.QUESTION)
    answers.give_answer(item=question, answer="At the bakery")
    submission.submit(intake=modest)
    stands_ready(says())


def test_what_is_asked_no_longer_is_to_be_approved(
    says, modest, passport, tax_return, answered, lena
):
    approved(passport, lena)
    Intake.objects.update(active_at=LONG_AGO)
    marked()
    assert says()["firm"].count("Ready") == 0
    intakes.remove_item(item=tax_return, by=lena)
    stands_ready(says())


def test_a_promise_of_something_waits_in_sight(says, modest, passport, tax_return, answered, lena):
    sent(passport)
    answers.excuse(item=tax_return, excuse="coming", until=date(2027, 1, 1))
    submission.submit(intake=modest)
    decisions.approve(upload=passport.uploads.get(), by=lena)
    said = says()
    assert said["bar"] == "1 intake to review"
    assert "1 still to come" in said["firm"]
    assert "1 still to come" in said["queue"]
    assert "Open the review" in said["panel"]
    assert "Approve the intake" not in said["panel"]


def test_the_firms_press_approves_it(lenas, says, modest, answered):
    questions_only(modest)
    submission.submit(intake=modest)
    lenas.post(f"/matters/{modest.matter_id}/review/approval/", follow=True)
    modest.refresh_from_db()
    assert modest.status == Intake.Status.APPROVED
    said = says()
    assert (said["bar"], "Ruiz" in said["firm"], "Ruiz" in said["queue"]) == ("", False, False)


def test_a_client_at_work_is_not_hurried(says, modest, answered):
    questions_only(modest)
    modest.status = Intake.Status.IN_PROGRESS
    modest.active_at = timezone.now()
    modest.save()
    marked()
    assert not outstanding.without_files().exists()
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert outstanding.without_files().exists()
    Intake.objects.update(active_at=timezone.now() - timedelta(hours=2))
    marked()
    assert outstanding.without_files().exists()


def test_an_intake_that_asks_nothing_yet_waits_for_nobody(says, modest):
    modest.items.all().delete()
    marked()
    assert not outstanding.without_files().exists()


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [(None, 0), ("no", 0), ("yes", 1), (["no", "yes"], 1), (["no"], 0), (True, 1), (False, 0)],
)
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_postgresql_agrees_on_what_is_asked(modest, answer, wanted, depth):
    """What hangs on answers, as `completeness.outstanding` finds it."""
    modest.items.all().delete()
    parent, question = None, {"kind": "question", "answer_type": "choices", "required": False}
    for _ in range(depth):
        parent = Item.objects.create(
            intake=modest, title="Q", shown_if=parent, shown_if_value=(parent and "yes") or "",
            answer="yes", state="given", **question,
        )  # fmt: skip
    top = parent
    while top.shown_if:
        top = top.shown_if
    Item.objects.filter(pk=top.pk).update(answer=answer)
    Item.objects.create(
        intake=modest, kind="document", title="D", shown_if=parent, shown_if_value="yes"
    )
    Intake.objects.update(status="submitted", submitted_at=LONG_AGO)
    marked()
    assert len(completeness.outstanding(modest)) == wanted
    waiting = outstanding.told(Intake.objects.for_the_firm())
    assert [intake.to_come for intake in waiting] == [wanted]


@pytest.mark.usefixtures("modest")
def test_another_firms_intakes_wait_for_it_alone(ottos):
    Intake.objects.update(status="submitted", submitted_at=LONG_AGO)
    marked()
    assert "Ruiz" not in ottos.get("/review/").content.decode()
