import hashlib
import re

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
