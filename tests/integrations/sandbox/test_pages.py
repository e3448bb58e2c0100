import hashlib
import re
from urllib.parse import urlencode

import pytest

from .conftest import ask


def page(clio, path):
    answer = ask("GET", clio.url + path)
    text = answer.body.decode()
    assert "<title>Clio Manage (sandbox)</title>" in text
    return answer.status, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text.partition("<main>")[2]))


def links(clio, path):
    return re.findall(r'href="(/\w+/\d+[^"]*)"', ask("GET", clio.url + path).body.decode())


def test_a_person_finds_the_documents_of_a_client(api):
    client = api.contact(phone_numbers=[{"name": "Mobile", "number": "(503) 555-0100"}])
    matter = api.matter(client=client, practice_area={"id": 4500001}, client_reference="casehug:m")
    parent = {"id": matter, "type": "Matter"}
    body = b"%PDF Dear Ana"
    done = api.upload(body, parent=parent)
    api.document("waiting.pdf", parent)

    _, contact_page = page(api.clio, f"/contacts/{client}")
    for words in (
        "Ana Rivera",
        "ana@example.com (Home)",
        "(503) 555-0100 (Mobile)",
        "00004-Rivera",
    ):
        assert words in contact_page
    assert f"/matters/{matter}" in links(api.clio, f"/contacts/{client}")

    _, matter_page = page(api.clio, f"/matters/{matter}")
    digest = hashlib.sha256(body).hexdigest()
    for words in (
        "00004-Rivera · Divorce",
        "Family Law",
        "casehug:m",
        f"letter.pdf 13 bytes complete {digest} 1",
        "waiting.pdf not complete 1",
    ):
        assert words in matter_page
    assert f"/documents/{done}" in links(api.clio, f"/matters/{matter}")

    _, document_page = page(api.clio, f"/documents/{done}")
    assert digest in document_page
    opened = ask("GET", f"{api.clio.url}/documents/{done}/file")
    assert opened.status == 303
    assert ask("GET", opened.headers["Location"]).body == body


def test_lists(api):
    api.contact()
    status, contacts = page(api.clio, "/contacts")
    assert (status, "Ana Rivera Person ana@example.com (Home)" in contacts) == (200, True)
    for path in ("/", "/matters", "/nc/", "/nc"):
        status, text = page(api.clio, path)
        assert status == 200
        assert "00001-Lindqvist" in text


def test_the_address_of_a_deep_link_works_without_its_fragment(clio):
    text = ask("GET", f"{clio.url}/nc/").body.decode()
    assert "location.hash" in text
    assert "/matters/17000001" in text


@pytest.mark.parametrize(
    "path", ["/matters/9", "/contacts/9", "/documents/9", "/documents/9/file", "/x"]
)
def test_what_is_not_there(clio, path):
    status, text = page(clio, path)
    assert (status, "not" in text) == (404, True)


def test_nothing_from_a_record_becomes_markup(api):
    evil = "<script>alert(1)</script>"
    client = api.contact(last=evil)
    matter = api.matter(client=client, description=evil, client_reference=evil)
    api.document(evil + ".pdf", {"id": matter, "type": "Matter"})
    for path in ("/matters", f"/matters/{matter}", "/contacts", f"/contacts/{client}"):
        assert evil not in ask("GET", api.clio.url + path).body.decode()


def test_a_document_in_the_trash_says_so(api):
    matter = api.matter()
    id = api.upload(parent={"id": matter, "type": "Matter"})
    api.delete(f"documents/{id}")
    assert "complete · in the trash" in page(api.clio, f"/matters/{matter}")[1]


def post(api, path, **said):
    form = urlencode(said).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return ask("POST", api.clio.url + path, body=form, headers=kind)


def test_a_person_changes_a_matter(api):
    client, other = api.contact(), api.contact(first="Luis")
    matter = api.matter(client=client)
    about = {
        "description": "Renamed",
        "status": "Closed",
        "client": other,
        "practice_area": 4500001,
    }
    assert post(api, f"/matters/{matter}", **about).status == 303
    _, shown = page(api.clio, f"/matters/{matter}")
    assert all(words in shown for words in ("Renamed", "Closed", "Luis", "Family Law"))
    assert post(api, f"/matters/{matter}", **about | {"description": ""}).status == 422


def test_a_person_changes_a_contact(api):
    client = api.contact()
    about = {"first_name": "Ana", "last_name": "Stone", "email": "ana@stone.example", "phone": "12"}
    assert post(api, f"/contacts/{client}", **about).status == 303
    _, shown = page(api.clio, f"/contacts/{client}")
    assert "Ana Stone" in shown
    assert "ana@stone.example" in shown
    assert "ana@example.com" not in shown
    post(api, f"/contacts/{client}", **about | {"email": ""})
    assert "ana@stone.example" not in page(api.clio, f"/contacts/{client}")[1]


def test_deleted_by_a_person_and_restored(api):
    client = api.contact()
    matter = api.matter(client=client)
    paper = api.upload(b"%PDF", parent={"id": matter, "type": "Matter"})
    assert post(api, f"/contacts/{client}/delete").status == 403
    assert post(api, f"/matters/{matter}/delete").status == 303
    assert page(api.clio, f"/matters/{matter}")[0] == 404
    _, trash = page(api.clio, "/trash")
    assert "matter" in trash
    assert "document" in trash
    assert post(api, f"/matters/{matter}/restore").status == 303
    assert page(api.clio, f"/matters/{matter}")[0] == 200
    assert "in the trash" not in page(api.clio, f"/documents/{paper}")[1]
    assert post(api, f"/documents/{paper}/delete").status == 303
    assert "in the trash" in page(api.clio, f"/matters/{matter}")[1]
    assert post(api, f"/documents/{paper}/restore").status == 303
    assert post(api, f"/documents/{paper}/restore").status == 404


def test_a_person_merges_two_contacts(api):
    client, other = api.contact(), api.contact(first="Luis")
    matter = api.matter(client=client)
    assert post(api, f"/contacts/{client}/merge", into=client).status == 422
    assert post(api, f"/contacts/{client}/merge", into=other).status == 303
    assert page(api.clio, f"/contacts/{client}")[0] == 404
    assert "Luis" in page(api.clio, f"/matters/{matter}")[1]


def test_a_person_renames_and_deletes_a_practice_area(api):
    assert post(api, "/practice-areas/4500001", name="Kinship").status == 303
    assert "Kinship" in ask("GET", api.clio.url + "/practice-areas").body.decode()
    assert post(api, "/practice-areas/4500001/delete").status == 303
    assert "Kinship" not in ask("GET", api.clio.url + "/practice-areas").body.decode()
