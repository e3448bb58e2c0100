"""Every reason a sync waits for says whose move it is, and has a way to make it."""

import pytest

from integrations.domain import connections
from integrations.errors import Reason
from integrations.models import CaseTypeMapping, Link, PracticeArea, Sync
from integrations.views.exits import EXITS, Whose
from matters.domain.matters import change_matter
from tests.integrations.conftest import work_off
from tests.markup import flat

BY_ITSELF = {Whose.CLIO, Whose.OURS, Whose.NOBODY}


def test_every_reason_has_an_exit():
    assert set(EXITS) == set(Reason.values)


@pytest.fixture
def held(connection, matter, lena):
    """held("unmapped") → the page of a matter whose sync waits for that."""

    def hold(reason):
        link = Link.objects.create(
            clio_account=connection.clio_account, kind="contact", client=matter.client
        )
        if reason in {Reason.SEVERAL_CONTACTS, Reason.MOVED}:
            link.candidates = [{"id": 7, "name": "Maya Ruiz", "phone": "", "created_at": ""}]
        if reason in {Reason.DELETED, Reason.LOST, Reason.GONE_IN_CLIO}:
            link.state, link.reason, link.clio_id = "parked", Reason.DELETED, 7
        link.save()
        return Sync.objects.create(
            matter=matter, trigger="manual", state="held", reason=reason, requested_by=lena,
            clio_account=connection.clio_account, sentence="Clio is busy.",
        )  # fmt: skip

    return hold


WAYS = {
    "client": "/client/",
    "settings": 'href="/settings/integrations/"',
    "test": 'action="/settings/integrations/clio/test/"',
    "refused": "Correct the matter",
    "again": '/sync/"',
    "sent-again": "/again/",
}
# Places that are a form on the matter's page itself.
FORMS = {
    Reason.UNMAPPED: 'action="/settings/integrations/mappings/',
    Reason.SEVERAL_CONTACTS: "/clio/contact/",
    Reason.MOVED: "/clio/contact/",
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("reason", Reason.values)
def test_page_says_whose_move_it_is_and_how(held, signed_in, mara, matter, reason):
    way, sync = EXITS[reason], held(reason)
    page = flat(signed_in(mara).get(f"/matters/{matter.pk}/").content.decode())
    panel = page.split('id="clio-panel"')[1].split("</section>")[0]
    assert "Clio is busy." in panel
    assert str(way.whose.value) in panel
    if way.whose in BY_ITSELF:
        assert not way.place
    else:
        assert FORMS.get(reason, WAYS.get(way.place, "")) in panel
        assert way.place
        assert str(way.words)
    assert signed_in(mara).get(f"/settings/integrations/syncs/{sync.pk}/").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("reason", Reason.values)
def test_staff_are_told_as_well(held, signed_in, lena, matter, reason):
    held(reason)
    page = signed_in(lena).get(f"/matters/{matter.pk}/").content.decode()
    assert str(EXITS[reason].whose.value) in page
    assert 'action="/settings/' not in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("reason", ["forbidden", "credentials"])
def test_test_connection_releases_it_and_leads_back(held, signed_in, mara, matter, reason):
    sync = held(reason)
    Link.objects.all().delete()
    answer = signed_in(mara).post("/settings/integrations/clio/test/", {"next": matter.pk})
    assert answer.url == f"/matters/{matter.pk}/"
    work_off()
    assert Sync.objects.newest().get(matter=matter).state == "synced"
    sync.refresh_from_db()
    assert not sync.is_newest


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("reason", ["forbidden", "credentials"])
def test_good_sync_of_another_matter_releases_it(held, matter, sync_now, divorce, reason):
    held(reason)
    Link.objects.all().delete()
    other = type(matter).objects.create(
        title="Ruiz — Custody", client=matter.client, case_type=divorce, state="OR"
    )
    assert sync_now(other).state == "synced"
    assert Sync.objects.newest().get(matter=matter).state == "synced"


@pytest.mark.django_db(transaction=True)
def test_what_stays_forbidden_does_not_turn_in_circles(
    clio, held, matter, sync_now, divorce, file_document
):
    """A good sync lets it try once; that it is refused again calls nobody."""
    held("forbidden")
    Link.objects.all().delete()
    file_document(matter, "Passport.pdf")
    refused = {"status": 403, "type": "ForbiddenError", "message": "User is forbidden"}
    clio.faults("error", times=None, match={"method": "POST", "path": "documents"}, **refused)
    other = type(matter).objects.create(
        title="Ruiz — Custody", client=matter.client, case_type=divorce, state="OR"
    )
    sync_now(other)
    assert Sync.objects.filter(matter=matter).count() == 2
    assert Sync.objects.newest().get(matter=matter).reason == "forbidden"


@pytest.mark.django_db(transaction=True)
def test_corrected_matter_is_sent_at_once(clio, connection, lena, matter, sync_now):
    refused = {"status": 422, "type": "RecordInvalid", "message": "Description is odd"}
    clio.faults("error", match={"method": "POST", "path": "matters"}, **refused)
    assert sync_now(matter).reason == "refused"
    change_matter(matter=matter, by=lena, title="Ruiz — Divorce, corrected")
    work_off()
    assert Sync.objects.newest().get().state == "synced"


@pytest.mark.django_db(transaction=True)
def test_area_deleted_in_clio_is_chosen_anew_on_the_matters_page(
    clio, connection, signed_in, mara, matter, sync_now
):
    area = PracticeArea.objects.get(name="Family Law")
    CaseTypeMapping.objects.filter(case_type=matter.case_type).update(practice_area=area)
    clio.delete("practice_areas", area.clio_id, purge=True)
    assert sync_now(matter).reason == "unmapped"
    desk = signed_in(mara)
    assert "Save and sync" in desk.get(f"/matters/{matter.pk}/").content.decode()
    other = PracticeArea.objects.filter(gone_at=None).first()
    form = {"practice_area": other.pk, "next": matter.pk}
    desk.post(f"/settings/integrations/mappings/{matter.case_type_id}/", form)
    work_off()
    assert Sync.objects.newest().get().state == "synced"


@pytest.mark.django_db(transaction=True)
def test_reconnecting_releases_what_was_forbidden(held, connection, matter):
    held("forbidden")
    Link.objects.all().delete()
    connections.resume_access()
    work_off()
    assert Sync.objects.newest().get(matter=matter).state == "synced"
