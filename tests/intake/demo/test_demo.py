"""The story's intakes stop at named moments and go on from there."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from casehug.models import Member, User
from casehug.tenancy.scope import firm_scope, person_scope
from intake.checklists.defaults import CHECKLISTS
from intake.demo.people import PEOPLE
from intake.models import Intake, Item, Upload
from intake.progress import completeness
from matters.models import Document, Matter


@pytest.fixture
def seeded(db, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "quiet-harbor-42")

    def seed(stage):
        call_command("seed_demo", "--stage", stage)
        user = User.objects.get(email="mara@hartvale.example")
        with person_scope(user.pk):
            return Member.unscoped.get(user=user).firm_id

    return seed


STAGES = {
    "seeded": {"draft"},
    "invited": {"draft", "sent"},
    "reviewing": {"draft", "sent", "in_progress", "submitted", "returned"},
    "synced": {"draft", "sent", "in_progress", "submitted", "returned", "approved"},
}


def test_the_story_is_told_stage_by_stage(seeded):
    """Whole, in order, once, and believable. One telling for all of this: it takes a while."""
    for stage, statuses in STAGES.items():
        with firm_scope(seeded(stage)):
            assert set(Intake.objects.values_list("status", flat=True)) == statuses
            assert Intake.objects.count() == Matter.objects.count()
            check_the_clock_only_goes_forward()
        if stage == "reviewing":
            check_the_same_stage_again_changes_nothing(seeded)
    with firm_scope(seeded("synced")):
        check_people_are_grown_up_and_themselves()
        check_required_questions_are_answered()
        check_papers_were_received_before_they_were_approved()
        bytes_ = Upload.objects.values_list("sha256", flat=True)
        assert len(set(bytes_)) == len(bytes_) > 20


def check_the_clock_only_goes_forward():
    for intake in Intake.objects.select_related("matter"):
        in_order(intake.matter.created_at, intake.sent_at, intake.begun_at,
                 intake.submitted_at, intake.approved_at)  # fmt: skip
    for upload in Upload.objects.select_related("item__intake", "document"):
        whole, document = upload.item.intake, upload.document
        in_order(whole.begun_at, upload.uploaded_at, whole.submitted_at)
        in_order(upload.uploaded_at, upload.reviewed_at, whole.approved_at)
        in_order(upload.uploaded_at, document and document.added_at, whole.approved_at)


def in_order(*moments):
    known = [moment for moment in moments if moment] + [timezone.now()]
    assert known == sorted(known)


def check_the_same_stage_again_changes_nothing(seeded):
    counted = []
    for _ in range(2):
        with firm_scope(seeded("reviewing")):
            waiting = Upload.objects.awaiting_review().count()
            counted.append((waiting, Document.objects.count()))
            assert waiting >= 8
    assert counted[0] == counted[1]


def check_people_are_grown_up_and_themselves():
    born = Item.objects.filter(title="Your date of birth").exclude(answer=None)
    days = [date.fromisoformat(item.answer) for item in born]
    homes = Item.objects.filter(title="Where you live now").exclude(answer=None)
    assert len(days) == len(set(days)) == len({home.answer["line1"] for home in homes}) >= 6
    assert all(1930 < day.year < 2004 for day in days)
    others = Item.objects.filter(answer_type="person").exclude(answer=None)
    told = [one.intake.matter.title for one in others if one.answer["name"] == "Marcus Rivera"]
    assert told == ["Rivera — Divorce"]


def check_required_questions_are_answered():
    begun = Intake.objects.exclude(status__in=["draft", "sent"])
    left = [item for intake in begun for item in completeness.progress(intake).still_open]
    assert begun.count() >= 6
    assert [item.title for item in left if item.kind == Item.Kind.QUESTION] == []


def check_papers_were_received_before_they_were_approved():
    reviewed = Upload.objects.exclude(reviewed_at=None)
    assert reviewed.count() > 10
    assert [one.name for one in reviewed if one.uploaded_at >= one.reviewed_at] == []
    assert not Upload.objects.filter(uploaded_at__lt=F("item__intake__sent_at")).exists()


def test_every_answer_of_the_story_is_to_a_question_that_ships():
    asked = {ask.title for asks in CHECKLISTS.values() for ask in asks}
    assert {title for said in PEOPLE.values() for title in said} - asked == set()
