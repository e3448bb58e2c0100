"""Matters and clients in the pseudo-language: also what was typed wrong, refused, or is not there."""

import pytest
from django.utils import translation

from casehug import audit
from matters import presenter, timeline
from matters.domain.clients import change_client
from matters.domain.matters import change_matter, set_client, set_status
from matters.models import Client, Matter
from tests.matters.conftest import packed, upload
from tests.pseudo_language import (  # noqa: F401 - fixtures
    pseudo_catalogues,
    pseudo_language,
)
from tests.pseudo_pages import (  # noqa: F401 - fixtures
    assert_marked,
    by_password,
    english_in,
    readers,
)

TYPED = "Rivera"


@pytest.fixture
def lenas(readers, in_firm, lena):  # noqa: F811
    return by_password(lena)


@pytest.fixture
def ours(matter):
    """What the firm itself wrote."""
    return [matter.title, matter.case_type.name, matter.case_type.practice_area]


@pytest.fixture
def case_types(divorce):
    return [
        one for pair in type(divorce).objects.values_list("name", "practice_area") for one in pair
    ]


def test_a_new_firms_pages_are_marked(lenas):
    for page in ("/", "/matters/", "/clients/", "/matters/?q=zebra", "/clients/?q=zebra"):
        assert_marked(lenas.get(page), 200, "zebra")
    for status in ("open", "closed", "pending"):
        assert_marked(lenas.get("/matters/", {"status": status}))
    assert_marked(lenas.get("/clients/search/", {"find": "zebra"}), 200, "zebra")
    assert_marked(lenas.get("/clients/search/"))


def test_lists_and_their_parts_are_marked(lenas, matter, maya, ours):
    Matter.objects.create(title=TYPED, case_type=matter.case_type, state="OR", created_by=None)
    client = f"/clients/{maya.pk}/"
    for page in ("/", "/matters/", "/matters/?q=ruiz", "/clients/", "/clients/?q=ruiz", client):
        assert_marked(lenas.get(page), 200, *ours, TYPED, "ruiz")
        answer = lenas.get(page, headers={"HX-Request": "true"})
        assert_marked(answer, 200, *ours, TYPED, "ruiz")


def test_more_than_a_page_is_marked(lenas, matter, monkeypatch, ours):
    monkeypatch.setattr("matters.views.matter_list.PAGE", 1)
    monkeypatch.setattr("matters.views.matter_list.MOST_COUNTED", 1)
    monkeypatch.setattr("matters.views.clients.MOST_SHOWN", 1)
    for number in range(3):
        Client.objects.create(last_name=f"Ruiz{number}", email="")
        Matter.objects.create(title=TYPED, case_type=matter.case_type, state="OR")
    first = lenas.get("/matters/")
    assert_marked(first, 200, *ours, TYPED)
    older = first.content.decode().partition("?q=")[2].partition('"')[0].replace("&amp;", "&")
    assert_marked(lenas.get(f"/matters/?q={older}"), 200, *ours, TYPED)
    for most in (1000, 1):
        monkeypatch.setattr("matters.models.FEW", most)
        assert_marked(lenas.get("/clients/", {"q": "Ruiz"}), 200, TYPED)


def test_a_matter_typed_wrong_is_told(lenas, new_client, case_types, typed):
    maya = new_client("Maya", "Ruiz", "maya@example.com")
    names = [*case_types, "Rivera — Divorce", "Multnomah", "Ana", "Rivera", "zebra"]
    for about in (
        {},
        {"who": "found"},
        {"who": "found", "find": "zebra"},
        {"who": "later"},
        {"new-email": "x", "new-phone": "1", "new-last_name": ""},
        {"new-email": maya.email},
        {"state": "XX", "case_type": "7000"},
    ):
        wrong = (typed | {"title": ""} | about) if about else {}
        assert_marked(lenas.post("/matters/new/", wrong), 422, *names)
    for press in ({"look": "1", "find": "maya"}, {"use": str(maya.pk)}):
        assert_marked(lenas.post("/matters/new/", typed | press), 200, *names, "maya")


def test_a_matter_is_marked(lenas, matter, maya, ours, case_types):
    page = f"/matters/{matter.pk}/"
    assert_marked(lenas.get(page), 200, *ours)
    for one in ("edit/", "client/", "timeline/"):
        assert_marked(lenas.get(page + one), 200, *ours, *case_types)
    assert_marked(lenas.post(f"{page}edit/", {"title": ""}), 422, *ours, *case_types)
    assert_marked(lenas.post(f"{page}client/", {"who": "found"}), 422, *ours)
    Matter.objects.update(client=None, county="Lane")
    assert_marked(lenas.get(page), 200, *ours, "Lane")
    assert_marked(lenas.get(f"{page}client/"), 200, *ours)
    assert_marked(lenas.get(f"{page}status/"), 405)
    Client.objects.update(email="", phone="")
    Matter.objects.update(client=maya)
    assert_marked(lenas.get(page), 200, *ours, "Lane")
    assert_marked(lenas.get(f"/clients/{maya.pk}/"), 200, *ours)


def test_a_client_typed_wrong_is_told(lenas, new_client):
    maya = new_client("Maya", "Ruiz", "maya@example.com")
    other = Client.objects.create(last_name="Ruiz", email="b@example.com")
    for page in ("/clients/new/", f"/clients/{other.pk}/edit/"):
        assert_marked(lenas.get(page))
        assert_marked(lenas.post(page, {"last_name": "", "email": "x", "phone": "1"}), 422)
        assert_marked(lenas.post(page, {"last_name": "Ruiz", "email": maya.email}), 422)


def test_what_happened_is_told(lenas, matter, maya, lena, ours):
    other = Client.objects.create(last_name="Ruiz", email="b@example.com")
    fields = [one for one in timeline.FIELD_WORDS if one not in {"client", "status"}]
    set_client(matter=matter, client=None, by=lena)
    set_client(matter=matter, client=other, by=lena)
    for status in Matter.Status.values:
        set_status(matter=matter, status=status, by=lena)
    changes = {"county": "Lane", "title": TYPED, "client_facing_name": TYPED}
    change_matter(
        matter=matter, by=lena, **changes, translations={"es": {"client_facing_name": TYPED}}
    )
    change_client(client=other, by=lena, first_name="Maya", phone="(503) 555-0142")
    audit.record("client.created", other, by=lena.user)
    audit.record("matter.changed", matter, by=None, matter=matter.pk, fields=fields)
    audit.record("matter.created", matter, by=None, matter=matter.pk)
    lenas.post(f"/matters/{matter.pk}/documents/", {"files": [upload()]})
    page = lenas.get(f"/matters/{matter.pk}/timeline/")
    assert_marked(page, 200, TYPED, "Passport.pdf")
    assert page.content.count(b"timeline__event") > 10
    told = page.content.decode()
    assert not [one for one in timeline.FIELD_WORDS if f"{one}," in told]


def test_documents_added_and_refused_are_told(lenas, matter, ours):
    page = f"/matters/{matter.pk}/documents/"
    added = lenas.post(page, {"files": [upload(), upload()]}, follow=True)
    assert_marked(added, 200, *ours, "Passport.pdf", "Passport (2).pdf")
    names = ("Passport", ".pdf", "a.zip", "a.psd", "a.exe", "a.key", "a.xyz", "a.png", "a", "(3)")
    refused = [
        *(upload(name, b"hello") for name in names[2:7]),
        upload("Passport.png", b"hello"),
        upload("a", b""),
        upload("a.png", packed("word/document.xml", "[Content_Types].xml")),
        upload("a.docx", packed("vbaProject.bin", "[Content_Types].xml")),
        upload(),
    ]
    answer = lenas.post(page, {"files": refused})
    assert_marked(
        answer,
        422,
        *ours,
        "Passport (3).pdf",
        "Passport (2).pdf",
        "Passport",
        *names,
        ".png",
        "a.docx",
    )
    assert_marked(lenas.post(page), 422, *ours, *names, "a.docx")


def test_badges_and_figures_are_of_the_language_that_is_active(readers):  # noqa: F811
    assert "Open" in presenter.status_badge("open")
    with translation.override("es"):
        assert "Abierto" in presenter.status_badge("open")
    assert english_in(presenter.status_badge("open")) == ["Open"]
