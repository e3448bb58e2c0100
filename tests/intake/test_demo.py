"""The story's intakes stop at named moments and go on from there."""

import pytest
from django.core.management import call_command

from casehug.models import Member, User
from casehug.tenancy import firm_scope, person_scope
from intake.models import Intake, Upload
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


def statuses():
    return set(Intake.objects.values_list("status", flat=True))


def test_stages_follow_one_another(seeded):
    for stage, found in (
        ("seeded", {"draft"}),
        ("invited", {"draft", "sent"}),
        ("reviewing", {"draft", "sent", "in_progress", "submitted", "returned"}),
        ("synced", {"draft", "sent", "in_progress", "submitted", "returned", "approved"}),
    ):
        with firm_scope(seeded(stage)):
            assert statuses() == found
            assert Intake.objects.count() == Matter.objects.count()


def test_reviewing_leaves_uploads_to_review_once(seeded):
    with firm_scope(seeded("reviewing")):
        waiting = Upload.objects.awaiting_review().count()
        documents = Document.objects.count()
        assert waiting >= 8
    with firm_scope(seeded("reviewing")):
        assert (Upload.objects.awaiting_review().count(), Document.objects.count()) == (
            waiting,
            documents,
        )
