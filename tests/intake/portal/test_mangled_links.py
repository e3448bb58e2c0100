"""A client's link, however it arrives, opens or meets the client's page, never the firm's."""

import pytest

from intake.models import PortalLink
from tests.intake.conftest import Phone

FIRMS_SIDE = ("Go to the dashboard", "This page is not here")


@pytest.mark.parametrize(
    "form", ["/p/{})", "/p/{}/", "/p/{}/>", "/p/{}./", "/p/{}//", "/P/{}/", "/p/{},", "/p/{}.", "/p/{}"]
)  # fmt: skip
def test_what_stands_around_a_link_does_not_matter(client, token, form):
    answer = client.get(form.format(token), follow=True)
    assert answer.status_code == 200
    assert "Hello." in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/p/", "/p", "/p/x/y/z/", "/p/nothing", "/portal/", "/portal/a/b/"]
)
def test_a_wrong_path_meets_the_clients_page(client, in_firm, path):
    answer = client.get(path, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert answer["Cache-Control"] == "no-store"
    assert "This link does not open here" in page
    assert "Este enlace no se abre aquí" in page
    assert not any(words in page for words in FIRMS_SIDE)


def test_another_device_is_told_how_to_open_the_list(phone, small):
    page = Phone(small).get(phone.at()).content.decode()
    assert "Your list is not open on this phone or computer" in page
    assert "Open the link in the newest email from Hart &amp; Vale." in page
    assert "It may be old" not in page


def test_a_scanner_that_looks_has_not_opened_it(client, token, lenas, small):
    def panel():
        return lenas.get(f"/matters/{small.matter_id}/").content.decode().split('"intake-panel"')[1]

    client.get(f"/p/{token}/")
    client.head(f"/p/{token}/")
    assert PortalLink.objects.get().opened_at is None
    assert "not opened yet" in panel()
    client.post(f"/p/{token}/")
    assert PortalLink.objects.get().opened_at
    assert "not opened yet" not in panel()
