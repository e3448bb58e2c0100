import pytest

from casehug.models import AuditEntry
from casehug.tenancy.scope import firm_scope
from matters.events import matter_created
from matters.models import Client, Matter


@pytest.fixture
def lenas(signed_in, lena):
    return signed_in(lena)


def test_matter_is_created_with_a_new_client(lenas, typed, lena):
    heard = []
    listener = lambda **news: heard.append((news["matter"], news["by"]))  # noqa: E731
    matter_created.connect(listener)
    response = lenas.post("/matters/new/", typed)
    matter_created.disconnect(listener)
    matter = Matter.objects.get()
    assert response.headers["Location"] == f"/matters/{matter.pk}/"
    assert matter.client.email == "ana.rivera@example.com"
    assert (matter.county, matter.created_by) == ("Multnomah", lena)
    assert heard == [(matter, lena)]
    verbs = (
        AuditEntry.objects.filter(actor="Lena Ortiz").order_by("id").values_list("verb", flat=True)
    )
    assert list(verbs) == ["client.created", "matter.created", "intake.created"]


def test_client_never_reads_the_title(lenas, typed):
    lenas.post("/matters/new/", typed)
    assert Matter.objects.get().name_for_client() == "Divorce — Standard"


def test_matter_takes_a_client_found(lenas, typed, new_client):
    maya = new_client("Maya", "Ruiz", "maya.ruiz@example.com")
    lenas.post("/matters/new/", typed | {"who": "found", "client": maya.pk})
    assert Matter.objects.get().client == maya


def test_client_may_be_added_later(lenas, typed):
    lenas.post("/matters/new/", typed | {"who": "later"})
    assert Matter.objects.get().client is None
    assert Client.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Give the matter a title."),
        ({"case_type": ""}, "Choose a case type."),
        ({"state": ""}, "Choose a state."),
        (
            {"new-first_name": "", "new-last_name": ""},
            "Enter the client’s name; one name is enough.",
        ),
        ({"new-email": "ana@"}, "Write a whole address"),
        ({"new-phone": "call me"}, "Write the number with its area code"),
        ({"who": "found", "find": "Zzz"}, "Choose a client from the list"),
    ],
)
def test_what_was_typed_is_kept(lenas, typed, wrong, words):
    response = lenas.post("/matters/new/", typed | wrong)
    text = response.content.decode()
    assert response.status_code == 422
    assert words in text
    for name, value in (typed | wrong).items():
        if name.startswith("new-") or name in {"title", "county", "find"}:
            assert f'name="{name}" value="{value}"' in text or not value
    assert f'<option value="{typed["case_type"]}" selected>' in text or "case_type" in wrong
    assert Matter.objects.count() == Client.objects.count() == 0


def test_client_of_the_same_email_is_offered(lenas, typed, new_client):
    ana = new_client(email="Ana.Rivera@Example.com")
    response = lenas.post("/matters/new/", typed)
    assert "Ana Rivera already has this email." in response.content.decode()
    response = lenas.post("/matters/new/", typed | {"use": ana.pk})
    text = response.content.decode()
    assert f'name="client" value="{ana.pk}" checked' in text
    assert 'name="title" value="Rivera — Divorce"' in text
    assert Matter.objects.count() == 0


def test_search_button_works_without_scripts(lenas, typed, new_client):
    ana = new_client()
    response = lenas.post("/matters/new/", typed | {"who": "found", "find": "ana.riv", "look": "1"})
    text = response.content.decode()
    assert f'name="client" value="{ana.pk}"' in text
    assert 'name="new-phone" value="(503) 555-0118"' in text
    assert "Give the matter" not in text


def test_clients_are_found_while_typing(lenas, new_client):
    ana = new_client()
    new_client("Maya", "Ruiz", "maya.ruiz@example.com")
    response = lenas.get("/clients/search/?find=RIV", headers={"HX-Request": "true"})
    text = response.content.decode()
    assert f'value="{ana.pk}"' in text
    assert "Maya" not in text
    assert "<html" not in text


def test_case_types_are_grouped_by_practice_area(lenas):
    text = lenas.get("/matters/new/").content.decode()
    assert text.index('<optgroup label="Family">') < text.index("Divorce — Standard")
    assert text.index("Post-Decree Modification") < text.index('<optgroup label="Immigration">')


def test_client_of_another_firm_cannot_be_taken(lenas, typed, otto):
    with firm_scope(otto.firm_id):
        theirs = Client.objects.create(first_name="Iker", last_name="Castellan")
    response = lenas.post("/matters/new/", typed | {"who": "found", "client": theirs.pk})
    assert response.status_code == 422
    assert "Castellan" not in response.content.decode()
