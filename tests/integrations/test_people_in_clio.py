"""People work in Clio too: what they delete, restore, merge or move is noticed, and has a way out."""

import pytest

from integrations.domain.links import choose_contact, send_again
from integrations.models import Link, Sync
from matters.models import Client, Matter
from tests.integrations.conftest import work_off
from tests.integrations.test_push import ours, seed  # noqa: F401 - fixture

pytestmark = pytest.mark.django_db(transaction=True)


def newest(matter):
    return Sync.objects.get(matter=matter, is_newest=True)


def another(matter, title="Ruiz — Custody", client=None):
    about = {"case_type": matter.case_type, "state": "OR", "client": client or matter.client}
    return Matter.objects.create(title=title, **about)


def person(clio, last_name, email="maya.ruiz@example.com"):
    return clio.add(
        "contacts",
        type="Person",
        first_name="Maya",
        last_name=last_name,
        email_addresses=[{"name": "Work", "address": email}],
    )["id"]


def test_a_contact_two_clients_share_is_made_again_once(clio, connection, matter, sync_now, lena):
    twin = Client.objects.create(first_name="Maya", last_name="R.", email="MAYA.ruiz@example.com")
    others = another(matter, client=twin)
    sync_now(matter)
    sync_now(others)
    gone = Link.objects.get(client=matter.client)
    clio.delete("contacts", gone.clio_id, purge=True)
    for title, client in (("One", matter.client), ("Two", twin)):
        assert sync_now(another(matter, title, client)).reason == "deleted"
    gone.refresh_from_db()
    assert send_again(link=gone, matter=Matter.objects.get(title="One"), by=lena)
    work_off()
    assert newest(Matter.objects.get(title="One")).state == "synced"
    assert sync_now(Matter.objects.get(title="Two")).state == "synced"
    (there,) = ours(clio)[0]
    assert set(Link.objects.filter(kind="contact").values_list("clio_id", flat=True)) == {there}


def test_a_merge_is_followed(clio, connection, matter, sync_now):
    sync_now(matter)
    (number,) = ours(clio)[1]
    survivor, old = person(clio, "Ruiz (kept)"), Link.objects.get(kind="contact").clio_id
    clio.change("matters", number, client={"id": survivor})
    clio.delete("contacts", old, purge=True)
    sync = sync_now(matter)
    assert (sync.state, sync.reason) == ("synced", "")
    assert Link.objects.get(kind="contact").clio_id == survivor
    assert "merged in Clio" in sync.events.first().sentence
    assert sync_now(another(matter)).state == "synced"
    assert {row["client_id"] for row in ours(clio)[1].values()} == {survivor}


def test_a_new_matter_of_a_merged_contact_goes_to_the_survivor(
    clio, connection, matter, sync_now, lena
):
    sync_now(matter)
    (number,) = ours(clio)[1]
    survivor, old = person(clio, "Ruiz (kept)"), Link.objects.get(kind="contact").clio_id
    clio.change("matters", number, client={"id": survivor})
    clio.delete("contacts", old, purge=True)
    other = another(matter)
    sync_now(other)
    assert sync_now(other, by=lena).state == "synced"
    assert {row["client_id"] for row in ours(clio)[1].values()} == {survivor}


@pytest.mark.parametrize("keep", ["ours", "theirs"])
def test_a_matter_moved_in_clio_has_a_way_out(
    clio, connection, matter, file_document, sync_now, lena, signed_in, keep
):
    sync_now(matter)
    (number,) = ours(clio)[1]
    contact = Link.objects.get(kind="contact")
    stranger = person(clio, "Stranger", "stranger@example.com")
    clio.change("matters", number, client={"id": stranger})
    file_document(matter, "Passport.pdf")
    sync = sync_now(matter)
    assert (sync.state, sync.reason) == ("held", "moved")
    page = signed_in(lena).get(f"/matters/{matter.pk}/").content.decode()
    assert "Whose should this matter be in Clio?" in page
    assert "Not in Clio yet" not in page
    contact.refresh_from_db()
    chosen = contact.clio_id if keep == "ours" else stranger
    assert choose_contact(link=contact, clio_id=chosen, matter=matter, by=lena)
    work_off()
    assert newest(matter).state == "synced"
    assert ours(clio)[1][number]["client_id"] == chosen
    assert Link.objects.get(kind="contact").clio_id == contact.clio_id
    assert sync_now(matter).state == "synced"


def test_another_client_chosen_here_moves_the_matter(clio, connection, matter, sync_now):
    sync_now(matter)
    matter.client = Client.objects.create(first_name="Noor", last_name="Ali", email="n@example.com")
    matter.save()
    assert sync_now(matter).state == "synced"
    (there,) = ours(clio)[1].values()
    assert there["client_id"] == Link.objects.get(client=matter.client).clio_id


def test_a_matter_that_is_gone_is_sent_again_with_its_new_documents(
    clio, connection, matter, file_document, sync_now, lena
):
    sync_now(matter)
    (number,) = ours(clio)[1]
    clio.delete("matters", number)
    file_document(matter, "Passport.pdf")
    sync = sync_now(matter)
    assert (sync.state, sync.reason) == ("held", "deleted")
    assert "was deleted in Clio" in sync.sentence
    assert send_again(link=Link.objects.get(kind="matter"), matter=matter, by=lena)
    work_off()
    assert newest(matter).state == "synced"
    assert [len(rows) for rows in ours(clio)] == [1, 1, 1]


@pytest.mark.parametrize("again", [False, True], ids=["synced again", "sent again"])
def test_a_restored_document_is_not_made_twice(
    clio, connection, matter, file_document, sync_now, lena, again
):
    file_document(matter, "Passport.pdf")
    sync_now(matter)
    link = Link.objects.get(kind="document")
    clio.delete("documents", link.clio_id)
    assert sync_now(matter).reason == "deleted"
    clio.change("documents", link.clio_id, restore=True)
    if again:
        link.refresh_from_db()
        assert send_again(link=link, matter=matter, by=lena)
    assert sync_now(matter).state == "synced"
    assert [row["id"] for row in ours(clio)[2]] == [link.clio_id]


def test_a_restored_matter_is_not_made_twice(clio, connection, matter, sync_now, lena):
    sync_now(matter)
    link = Link.objects.get(kind="matter")
    clio.faults("error", times=2, status=404, match={"method": "GET", "path": "matters/"})
    assert sync_now(matter).reason == "deleted"
    assert sync_now(matter).reason == "deleted"
    link.refresh_from_db()
    assert send_again(link=link, matter=matter, by=lena)
    work_off()
    assert newest(matter).state == "synced"
    assert list(ours(clio)[1]) == [link.clio_id]


def test_a_choice_of_contact_reaches_the_clients_other_matters(
    clio, connection, matter, sync_now, lena
):
    twins = [person(clio, name) for name in ("Ruiz", "Ruiz (old)")]
    other = another(matter)
    for one in (matter, other):
        assert sync_now(one).reason == "several_contacts"
    link = Link.objects.get(kind="contact")
    assert choose_contact(link=link, clio_id=twins[1], matter=matter, by=lena)
    work_off()
    assert [newest(one).state for one in (matter, other)] == ["synced", "synced"]


def test_forbidden_goes_on_when_the_connection_is_tested(
    clio, connection, matter, sync_now, signed_in, mara
):
    clio.settings(permissions=["contacts", "documents"])
    assert sync_now(matter).reason == "forbidden"
    clio.settings(permissions=["contacts", "matters", "documents"])
    signed_in(mara).post("/settings/integrations/clio/test/")
    work_off()
    assert newest(matter).state == "synced"


def test_wrong_credentials_that_were_mended_hold_nobody(
    clio, connection, matter, sync_now, settings, lena
):
    other = another(matter)
    settings.CLIO_CLIENT_SECRET = "wrong"
    clio.expire_tokens()
    for one in (matter, other):
        assert sync_now(one).reason == "credentials"
    settings.CLIO_CLIENT_SECRET = "s3cret"
    assert sync_now(matter, by=lena).state == "synced"
    assert newest(other).state == "synced"
