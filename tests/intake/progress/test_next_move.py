"""The marks of whose turn it is never say anything but what is so, whatever was done."""

import inspect
import os
import random
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from intake.answers import answers
from intake.checklists import checklists
from intake.emails import unsubscribe
from intake.lifecycle import checklist_update, intakes, submission
from intake.links import private_links
from intake.models import Intake, Item, Upload
from intake.progress import completeness, contact_safety, next_move
from intake.review import decisions, help
from intake.uploads import receiving, taking_back
from matters.models import Matter
from tests.intake.progress.random_walk import STEPS, Walk
from tests.intake.send import sent

MARKS = [
    "awaiting_firm_since", "has_files", "awaiting_client_until", "urgency", "stuck_from", "remind_from",
    "matter_created_at",
]  # fmt: skip
LATER = [timedelta(0), timedelta(hours=2), timedelta(days=15), timedelta(days=120)]


@pytest.fixture(autouse=True)
def quick(monkeypatch, quick_summary, settings):
    settings.RETURNS_WAIT = 0
    monkeypatch.setattr("casehug.jobs.ring", lambda *task, **when: None)


# --- What is so, found out from the rows alone ----------------------------------------------------


def so(intake, now):
    """Whether it waits for the firm, with a file or without, for the client, and whether it is stuck."""
    files = Upload.objects.filter(item__intake=intake, item__removed_at=None, state="uploaded")
    has_files = any(upload.scan != "infected" for upload in files)
    is_open = intake.matter.status != Matter.Status.CLOSED
    with_client = is_open and intake.status in {"sent", "in_progress", "returned"}
    asked = [item for item in intake.items.all() if item.removed_at is None]
    is_done = not completeness.outstanding(intake) and (
        bool(intake.submitted_at)
        or (
            any(item.required for item in asked)
            and (intake.active_at is None or intake.active_at + timedelta(hours=1) <= now)
        )
    )
    decided = not has_files and (
        (is_open and intake.status == "submitted") or (with_client and is_done)
    )
    for_client = with_client and not decided
    return {
        "firm": has_files or decided,
        "file": has_files,
        "client": for_client,
        "stuck": for_client and is_stuck(intake, asked, now, has_files),
    }


def is_stuck(intake, asked, now, has_files):
    return (
        not any(link.revoked_at is None and link.expires_at > now for link in intake.links.all())
        or any(item.excuse == "need_help" for item in asked)
        or contact_safety.instead_of_email(intake) != ""
        or (not has_files and intake.last_sign + timedelta(days=14) <= now)
    )


def marked(intake):
    mine = Intake.objects.filter(pk=intake.pk)
    return {
        "firm": mine.for_the_firm().exists(),
        "file": mine.get().has_files,
        "client": mine.for_the_client().exists(),
        "stuck": mine.stuck().exists(),
    }


def hold(intake):
    """As they would be worked out now; and so now, and at every later moment if nobody does anything."""
    (facts,) = next_move._with_facts(Intake.objects.filter(pk=intake.pk))
    kept = {name: getattr(facts, name) for name in MARKS}
    assert kept | {"remind_from": None} == next_move._marks(facts) | {"remind_from": None}
    intake = Intake.objects.select_related("matter").get(pk=intake.pk)
    assert intake.matter_created_at == intake.matter.created_at
    for later in LATER:
        with time_machine.travel(timezone.now() + later, tick=False):
            assert marked(intake) == so(intake, timezone.now()), later
    may_be = intake.status in Intake.REMINDED and intake.sent_at and not intake.unsubscribed_at
    may_be = may_be and intake.matter.status != Matter.Status.CLOSED
    assert (intake.remind_from is not None) == bool(may_be)


# --- Everything that can be done ------------------------------------------------------------------

WALKED = [
    answers, checklist_update, help, intakes, private_links, receiving, taking_back, decisions, submission, unsubscribe,
]  # fmt: skip
ONLY_READS_OR_LEADS_ON = {
    "checklist_update.is_behind", "checklist_update.is_touched", "intakes.checklist_of",
    "checklist_update.fall_behind",  # Forgets when it was followed, and nothing else.
    "intakes.reopen",  # Part of what asks for more.
    "private_links.forget_expired",  # Of links that open nothing any more.
    "private_links.mark_sent",  # Part of what hands a link over.
    "receiving.begin", "receiving.append", "receiving.finish",  # Ways to what receive does at once.
}  # fmt: skip
READERS = {
    "digest", "halfway", "may_be_put_back", "offset", "preview", "received", "stop_url", "stopping", "why_not_undone",
    "not_undone",
}  # fmt: skip


def test_every_verb_is_walked():
    """A new one belongs into STEPS, or into a list that says why not."""
    verbs = {
        f"{module.__name__.rsplit('.', 1)[-1]}.{name}"
        for module in WALKED
        for name, found in vars(module).items()
        if inspect.isfunction(inspect.unwrap(found)) and found.__module__ == module.__name__
        if not name.startswith("_") and name not in READERS
    }
    assert verbs - ONLY_READS_OR_LEADS_ON == {
        verb
        for verb in STEPS
        if verb.split(".")[0] in {m.__name__.rsplit(".", 1)[-1] for m in WALKED}
    }


@pytest.fixture
def asked(intake):
    """An intake with a few things of each kind, some of them asked for only after an answer."""
    intake.items.all().delete()
    checklist = checklists.for_matter(intake.matter)
    ours = checklist.items.filter(kind="document", shown_if=None).first()
    checklist.items.exclude(pk=ours.pk).delete()
    question = {"kind": "question", "answer_type": "yes_no", "intake": intake}
    top = Item.objects.create(title="A house?", position=1, **question)
    inner = Item.objects.create(
        title="Yours?", position=2, shown_if=top, shown_if_value="yes", **question
    )
    Item.objects.create(
        intake=intake,
        kind="document",
        title="Deed",
        shown_if=inner,
        shown_if_value="no",
        position=3,
    )
    Item.objects.create(intake=intake, kind="document", title="Passport", position=4)
    ways = [{"value": way, "labels": {"en": way, "es": way}} for way in ("call", "email")]
    Item.objects.create(
        intake=intake, kind="question", answer_type="choices", key=contact_safety.KEY, options=ways,
        title="How may we reach you?", required=False, position=5,
    )  # fmt: skip
    next_move.mark(intake.pk)
    return intake


@pytest.mark.parametrize("walk", range(int(os.environ.get("WALKS", "6"))))
def test_marks_say_what_is_so_after_anything(asked, lena, walk):
    """WALK_SEED walks once more where a seed has led before."""
    seed = int(os.environ.get("WALK_SEED") or random.randrange(2**32))
    print(f"seed {seed}")
    walk = Walk(asked, lena, seed)
    hold(asked)
    for _ in range(60):
        print(walk.step())
        hold(asked)
    told = list(Intake.objects.filter(pk=asked.pk).values(*MARKS))
    Intake.objects.update(**dict.fromkeys(MARKS, None) | {"urgency": 7, "has_files": False})
    next_move.mark(asked.pk)
    filled = list(Intake.objects.filter(pk=asked.pk).values(*MARKS))
    # The reminders move theirs on by themselves.
    assert [{**row, "remind_from": None} for row in filled] == [
        {**row, "remind_from": None} for row in told
    ]


@pytest.mark.usefixtures("answered")
def test_what_is_asked_again_is_the_clients_turn_again(modest, passport, tax_return, lena):
    decisions.approve(upload=sent(passport), by=lena)
    hold(modest)
    intakes.remove_item(item=tax_return, by=lena)
    assert Intake.objects.get().awaiting_firm_since is not None
    hold(modest)
    intakes.restore_item(item=tax_return, by=lena)
    assert Intake.objects.get().awaiting_firm_since is None
    hold(modest)


@pytest.mark.usefixtures("answered")
def test_what_the_firm_wants_after_all_is_the_clients_turn(modest, passport, tax_return, lena):
    decisions.approve(upload=sent(passport), by=lena)
    answers.excuse(item=tax_return, excuse="not_applicable")
    decisions.accept_excuse(item=tax_return, by=lena)
    assert Intake.objects.get().awaiting_client_until is None
    hold(modest)
    decisions.undo_excuse(item=tax_return, by=lena)
    assert Intake.objects.get().awaiting_client_until is not None
    hold(modest)
