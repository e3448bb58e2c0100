"""One primary button a matter's page, and it is the next thing to do there."""

import pytest
from django.utils import timezone

from intake.links import private_links
from intake.models import Intake, Item, Upload
from intake.progress import contact_safety
from integrations.models import Connection, Link, Sync
from matters.models import Document, Matter
from tests.markup import primary_of


@pytest.fixture
def primary(lenas, modest):
    """What the primary buttons of the matter's page say."""

    def read():
        return primary_of(lenas.get(f"/matters/{modest.matter_id}/"))

    return read


@pytest.fixture
def new(modest):
    Intake.objects.update(status="draft")
    modest.refresh_from_db()
    return modest


def upload(intake, state="uploaded"):
    item = intake.items.get(title="Passport")
    item.state = "given"
    item.save()
    return Upload.objects.create(
        item=item, name="passport.pdf", file="x", size=1, sha256="0" * 64, state=state,
        content_type="application/pdf",
    )  # fmt: skip


@pytest.fixture
def connection(in_firm):
    return Connection.objects.create(region="us", account_id="1")


def all_in_clio(matter):
    for about in (
        {"client": matter.client, "kind": "contact"},
        {"matter": matter, "kind": "matter"},
    ):
        kind = about.pop("kind")
        Link.objects.create(
            clio_account="us:1", kind=kind, state="done", clio_id=7,
            verified_at=timezone.now(), **about,
        )  # fmt: skip


def test_a_new_matter_wants_its_link_sent(primary, new, connection):
    assert primary() == ["Send the link"]


def test_without_a_client_one_is_added_first(primary, new):
    Matter.objects.update(client=None)
    assert primary() == ["Add the client"]


def test_a_client_without_email_is_handed_the_link(primary, new, maya):
    maya.email = ""
    maya.save()
    assert primary() == ["Copy the link"]


def test_whom_no_email_may_reach_gets_none(primary, new):
    Item.objects.create(
        intake=new, kind="question", answer_type="choices", title="How may we contact you?",
        key=contact_safety.KEY, answer=["call"], state="given",
        options=[{"value": "email"}, {"value": "call"}],
    )  # fmt: skip
    assert primary() == []


def test_what_came_in_is_looked_at_before_anything_else(primary, modest, connection):
    upload(modest)
    assert primary() == ["Review 1 upload"]


def test_an_intake_with_nothing_outstanding_is_approved(primary, modest, connection):
    Item.objects.update(state="approved")
    assert primary() == ["Approve the intake"]


def test_what_clio_does_not_have_is_sent(primary, modest, connection):
    private_links.make_link(intake=modest, by=None)
    assert primary() == ["Sync to Clio"]
    Sync.objects.create(matter=modest.matter)
    assert primary() == []


def test_a_choice_that_holds_a_sync_is_made_first(primary, modest, connection):
    private_links.make_link(intake=modest, by=None)
    Sync.objects.create(matter=modest.matter, state="held", reason="several_contacts")
    Link.objects.create(
        clio_account="us:1", kind="contact", client=modest.matter.client, state="parked",
        candidates=[{"id": 1, "name": "Maya Ruiz"}],
    )  # fmt: skip
    assert primary() == ["Save and sync"]


def test_waiting_for_the_client_needs_nothing(primary, modest):
    private_links.make_link(intake=modest, by=None)
    assert primary() == []


def test_a_client_whose_link_is_over_gets_one(primary, modest):
    assert primary() == ["Send the link"]


def test_a_matter_that_is_done_has_none(primary, modest, connection):
    Item.objects.update(state="approved")
    Intake.objects.update(status="approved")
    assert primary() == ["Sync to Clio"]
    all_in_clio(modest.matter)
    assert primary() == []
    Document.objects.create(
        matter=modest.matter, name="Paper.pdf", file="x", size=1, sha256="0" * 64,
        content_type="application/pdf", kind="staff",
    )  # fmt: skip
    assert primary() == ["Sync to Clio"]
