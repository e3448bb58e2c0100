"""Headers of every answer, whoever gave it."""

import pytest
from django.test import Client

from casehug.models import Firm
from casehug.tenancy.scope import firm_scope
from casehug.web.headers import HEADERS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("method", "path", "host", "status"),
    [
        ("get", "/accounts/login/", "localhost", 200),
        ("get", "/nowhere/", "localhost", 404),
        ("get", "/", "localhost", 302),
        ("get", "/", "evil.example", 400),
        ("get", "/firm/", "localhost", 302),
        ("get", "/healthz", "localhost", 200),
        ("get", "/static/casehug/css/tokens.css", "localhost", 200),
        ("get", "/p/nobody/", "localhost", 404),
        ("put", "/join/nobody/", "localhost", 405),
    ],
)
def test_every_answer_carries_them(method, path, host, status):
    browser = Client(raise_request_exception=False)
    answer = getattr(browser, method)(path, headers={"Host": host})
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_pages_of_the_firm_are_kept_nowhere(signed_in, lena):
    browser = signed_in(lena)
    for path in ("/", "/matters/", "/clients/", "/settings/profile/", "/accounts/email/"):
        assert "no-store" in browser.get(path)["Cache-Control"], path


def test_firm_name_stays_on_one_line(signed_in, mara):
    form = {
        "name": "Hart\r\nBcc: me@evil.example & Vale",
        "phone": "",
        "email": "",
        "website": "",
        "address": "",
    }
    assert signed_in(mara).post("/settings/profile/", form).status_code == 302
    with firm_scope(mara.firm_id):
        name = Firm.objects.get(pk=mara.firm_id).name
    assert name == "Hart Bcc: me@evil.example & Vale"
