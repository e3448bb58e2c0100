"""Otto works at Lindgren Law. Nothing of Hart & Vale answers him, at any address."""

import pytest

from matters.domain.documents import add_document
from matters.models import Client, Document, Matter
from tests.matters.conftest import upload


@pytest.fixture
def ottos(signed_in, otto):
    return signed_in(otto)


@pytest.fixture
def theirs(in_firm, new_matter, new_client, lena):
    client = new_client("Maya", "Ruiz", "maya.ruiz@example.com")
    matter = new_matter("Ruiz — Divorce", client=client)
    document = add_document(matter=matter, file=upload(), by=lena)
    return {"matter": matter.pk, "client": client.pk, "document": document.pk}


ADDRESSES = [
    "/matters/{matter}/",
    "/matters/{matter}/edit/",
    "/matters/{matter}/client/",
    "/matters/{matter}/status/",
    "/matters/{matter}/documents/",
    "/documents/{document}/",
    "/clients/{client}/",
    "/clients/{client}/edit/",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_rows_of_another_firm_do_not_exist(ottos, theirs, address, method):
    response = getattr(ottos, method)(address.format(**theirs), {"status": "closed"})
    assert response.status_code in {404, 405}
    assert "Ruiz" not in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/", "/matters/", "/matters/?q=ruiz", "/clients/", "/clients/search/?find=maya",
                "/clients/search/?client={client}", "/matters/new/?client={client}"],
)  # fmt: skip
def test_lists_show_nothing_of_another_firm(ottos, theirs, address):
    text = ottos.get(address.format(**theirs)).content.decode()
    assert "Maya" not in text
    assert "Ruiz —" not in text


def test_nothing_was_changed(ottos, theirs):
    ottos.post(f"/matters/{theirs['matter']}/documents/", {"files": [upload("Otto.pdf")]})
    ottos.post(f"/matters/{theirs['matter']}/status/", {"status": "closed"})
    assert Matter.objects.get().status == "open"
    assert Document.objects.count() == 1
    assert Client.objects.count() == 1


@pytest.mark.parametrize("address", ["/", "/matters/", "/clients/", *ADDRESSES])
def test_strangers_are_sent_to_the_sign_in(client, theirs, address):
    response = client.get(address.format(**theirs))
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")
