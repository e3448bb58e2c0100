from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from casehug.security.tokens import hashed
from intake.answers.answers import give_answer
from intake.checklists import items
from intake.links import private_links
from intake.models import Checklist, Device, Email, Intake, Item, PortalLink
from intake.progress.visibility import visible_items
from matters.domain.matters import change_matter
from matters.models import CaseType, Matter
from tests.markup import flat


@pytest.fixture
def page(lenas, intake):
    def read():
        return flat(lenas.get(f"/matters/{intake.matter_id}/").content.decode())

    return read


@pytest.fixture
def post(lenas, intake):
    def send(path="", *, follow=False, **data):
        return lenas.post(f"/matters/{intake.matter_id}/intake/{path}", data, follow=follow)

    return send


def test_panel_says_how_far_it_is(page, intake):
    items = visible_items(intake)
    required = [item for item in items if item.required]
    first, second, third = required[:3]
    Item.objects.filter(pk=first.pk).update(state="approved")
    Item.objects.filter(pk=second.pk).update(excuse="coming", excuse_note="from the bank")
    Item.objects.filter(pk=third.pk).update(excuse="not_applicable", state="approved")
    text = page()
    total, others = len(required), len(items) - len(required)
    told = f"3 of {total} required, {others} optional · 2 approved · 1 explained"
    assert f"{300 // total}% · {told}" in text
    assert "Says it is coming: “from the bank”" in text.replace("&quot;", '"')
    assert "No private link yet" in text


def test_an_approved_intake_shows_no_percent(page, intake):
    first = next(item for item in visible_items(intake) if item.required)
    Item.objects.filter(pk=first.pk).update(state="approved")
    Intake.objects.update(status="approved")
    text = page().split('id="intake-panel"')[1]
    assert " · 1 approved" in text
    assert "%" not in text.split("required")[0]


def test_a_half_answer_is_not_in(page, intake, item_named):
    give_answer(item=item_named("Where you live now"), answer={"line1": "12 M"})
    text = page()
    assert "0 of" in text
    assert "Begun, not whole yet" in text


def test_matter_without_intake_offers_to_start_one(lenas, matter):
    assert "Start an intake" in lenas.get(f"/matters/{matter.pk}/").content.decode()
    lenas.post(f"/matters/{matter.pk}/intake/")
    lenas.post(f"/matters/{matter.pk}/intake/")
    assert Intake.objects.get(matter=matter).items.exists()


def test_link_is_shown_and_kept_as_a_hash(post, intake):
    response = post("link/copy/")
    token = response.context["address"].rstrip("/").rsplit("/", 1)[-1]
    link = PortalLink.objects.get(intake=intake)
    assert link.token_hash == hashed(token)
    assert response["Cache-Control"] == "no-store"
    assert token not in PortalLink.objects.extra(select={"raw": "token"}).values_list("raw")[0][0]


def test_copying_again_gives_the_same_link(post, intake):
    assert post("link/copy/").context["address"] == post("link/copy/").context["address"]
    assert PortalLink.objects.filter(intake=intake).count() == 1


def test_renewal_ends_the_former_link(post, intake):
    former = post("link/copy/").context["address"]
    assert post("link/renewal/").context["address"] != former
    assert intake.links.live().count() == 1
    assert intake.links.count() == 2


def test_revoked_link_says_so(post, page, intake):
    post("link/copy/")
    post("link/revocation/")
    assert not intake.links.live().exists()
    assert "The private link was revoked" in page()


def test_panel_tells_of_devices(page, post, intake):
    post("link/copy/")
    link = intake.links.get()
    for number in range(2):
        Device.objects.create(link=link, secret_hash=str(number))
    assert "2 devices" in page()


def test_sending_marks_it_sent(post, page, intake):
    post("link/sending/")
    intake.refresh_from_db()
    assert intake.status == Intake.Status.SENT
    assert intake.matter.emails.filter(kind="invitation").count() == 1


def test_sending_without_an_address_explains(lenas, new_intake):
    intake = new_intake(client=None)
    response = lenas.post(f"/matters/{intake.matter_id}/intake/link/sending/", follow=True)
    assert "There is no email to send it to" in response.content.decode()
    intake.refresh_from_db()
    assert intake.status == Intake.Status.DRAFT


def test_staff_ask_for_more_and_less(post, page, intake, item_named):
    post("items/new/", ready="green_card", required="on")
    assert "Permanent resident card (green card)" in page()
    post(f"items/{item_named('Permanent resident card (green card)').pk}/removal/")
    asked = page().split('aria-labelledby="timeline"')[0]  # Which tells of it for ever.
    assert "Permanent resident card (green card)" not in asked.replace(
        "“Permanent resident card (green card)”", ""
    )


def test_own_item_is_asked_with_all_its_fields(post, intake, item_named):
    post("items/new/", kind="question", title="Color of the boat", title_es="Color del barco",
         category="property", answer_type="choice", options="Red | Rojo\nBlue | Azul")  # fmt: skip
    item = item_named("Color of the boat")
    assert item.options == [{"value": "red", "labels": {"en": "Red", "es": "Rojo"}},
                            {"value": "blue", "labels": {"en": "Blue", "es": "Azul"}}]  # fmt: skip
    assert not item.required


def test_something_more_opens_a_submitted_intake_again(post, intake):
    Intake.objects.filter(pk=intake.pk).update(status="submitted")
    post("items/new/", ready="green_card", required="on")
    intake.refresh_from_db()
    assert intake.status == Intake.Status.RETURNED


def test_update_is_offered_after_the_checklist_changed(post, page, intake, mara):
    assert "The checklist changed" not in page()
    checklist = Checklist.objects.get(case_type=intake.matter.case_type)
    items.add_item(checklist=checklist, by=mara, kind="document", title="Boat papers")
    assert "The checklist changed" in page()
    post("checklist/")
    assert "The checklist changed" not in page()
    assert "Boat papers" in page()


def test_update_is_offered_after_the_case_type_changed(page, intake, lena):
    wills = CaseType.objects.get(name="Wills")
    change_matter(matter=Matter.objects.get(pk=intake.matter_id), case_type=wills, by=lena)
    assert "The checklist changed" in page()


@pytest.mark.parametrize("count", [0, 25])
def test_panel_costs_the_same_queries(lenas, intake, count, django_assert_max_num_queries):
    for number in range(count):
        Item.objects.create(intake=intake, kind="document", title=f"Paper {number}")
    address = f"/matters/{intake.matter_id}/"
    lenas.get(address)
    with django_assert_max_num_queries(12):
        lenas.get(address)


def test_what_was_removed_comes_back_with_what_was_given(post, page, intake):
    item = visible_items(intake)[0]
    Item.objects.filter(pk=item.pk).update(answer="Maya Ruiz", state="given")
    said = post(f"items/{item.pk}/removal/", follow=True).content.decode()
    assert f"“{item.title}” is no longer asked." in said
    assert item.pk not in [one.pk for one in visible_items(intake)]
    post(f"items/{item.pk}/return/")
    item.refresh_from_db()
    assert (item.removed_at, item.answer, item.state) == (None, "Maya Ruiz", "given")


def test_removing_offers_to_undo_at_once(lenas, intake):
    item = visible_items(intake)[0]
    path = f"/matters/{intake.matter_id}/intake/items/{item.pk}"
    panel = lenas.post(f"{path}/removal/", headers={"HX-Request": "true"}).content.decode()
    assert f'hx-post="{path}/return/"' in panel
    assert "Undo</button>" in panel


def test_renewed_link_says_what_it_is_for(post, intake):
    page = post("link/renewal/").content.decode()
    assert "the one the client has no longer works. Send them this one." in page
    assert "Send it to maya.ruiz@example.com" in page


ADDRESSES = ["", "checklist/", "items/new/", "items/{item}/removal/", "items/{item}/return/", "link/sending/",
             "link/copy/", "link/renewal/", "link/revocation/"]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_intake_of_another_firm_does_not_exist(ottos, intake, address, method):
    item = visible_items(intake)[0].pk
    path = f"/matters/{intake.matter_id}/intake/{address.format(item=item)}"
    assert getattr(ottos, method)(path, {"ready": "visa"}).status_code in {404, 405}


def test_a_firm_without_an_address_is_asked_for_one_before_its_first_link(
    page, post, in_firm, signed_in, mara, intake
):
    in_firm.email = ""
    in_firm.save()
    assert "A firm admin can add one in Settings → Firm Profile." in page()
    admins = signed_in(mara).get(f"/matters/{intake.matter_id}/").content.decode()
    assert 'href="/settings/profile/">Add the firm’s email address first' in admins
    in_firm.email = "office@hart.example"
    in_firm.save()
    assert "no email address here" not in page()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_firm_emails_so_many_links_an_hour(lenas, intake, monkeypatch, headers):
    monkeypatch.setattr(private_links, "EMAILS_AN_HOUR", 2)
    sending = f"/matters/{intake.matter_id}/intake/link/sending/"
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(2):
            lenas.post(sending)
        links = list(PortalLink.objects.values())
        page = flat(lenas.post(sending, follow=True, headers=headers).content.decode())
        assert (
            "Your firm has emailed many links within the hour, so this one did not leave." in page
        )
        assert Email.objects.filter(kind="invitation").count() == 2
        assert list(PortalLink.objects.values()) == links
        assert lenas.post(f"/matters/{intake.matter_id}/intake/link/copy/").status_code == 200
        clock.shift(timedelta(hours=1, seconds=1))
        lenas.post(sending)
        assert Email.objects.filter(kind="invitation").count() == 3
