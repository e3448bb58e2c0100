"""The story's intakes stop at named moments and go on from there."""

import pytest
from django.core.management import call_command
from django.utils import timezone

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


def test_the_storys_clock_only_goes_forward(seeded):
    for stage in ("reviewing", "synced"):
        with firm_scope(seeded(stage)):
            intakes, uploads = Intake.objects.select_related("matter"), Upload.objects.all()
            for intake in intakes:
                in_order(intake.matter.created_at, intake.sent_at, intake.begun_at,
                         intake.submitted_at, intake.approved_at)  # fmt: skip
            for upload in uploads.select_related("item__intake", "document"):
                whole, document = upload.item.intake, upload.document
                in_order(whole.begun_at, upload.uploaded_at, whole.submitted_at)
                in_order(upload.uploaded_at, upload.reviewed_at, whole.approved_at)
                in_order(upload.uploaded_at, document and document.added_at, whole.approved_at)


def in_order(*moments):
    known = [moment for moment in moments if moment] + [timezone.now()]
    assert known == sorted(known)


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
