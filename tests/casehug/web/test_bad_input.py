"""Whatever a browser or a mischief-maker sends: an answer in words, never a fault of ours."""

import re

import pytest
from django.test import Client

from casehug.tenancy.scope import firm_scope

HUGE = "9" * 5000
NASTY = [
    "",
    "\x00",
    "a\x00b",
    HUGE,
    "-1",
    "0",
    "1e9",
    "²",
    "٣",
    "'; --",
    "<script>",
    "~",
    "-",
    "%",
    "é" * 400,
]
LISTS = {
    "/": ["q"],
    "/matters/": ["q", "status", "older", "newer"],
    "/matters/new/": ["client"],
    "/clients/": ["q"],
    "/clients/search/": ["find", "client"],
    "/settings/integrations/": ["state", "span", "before"],
    "/settings/integrations/syncs/": ["state", "span", "before"],
    "/accounts/login/": ["next"],
}  # fmt: skip
PLACES = [
    "99999999999999999999-1", "-99999999999999999999-1", "1-" + HUGE, "1--5", "0-0",
    "2026-01-01T00:00:00+00:00~" + HUGE, "2026-01-01T00:00:00+00:00~" + "9" * 30,
    "0001-01-01T00:00:00+14:00~1", "9999-12-31T23:59:59-14:00~1", "2026-01-01~1", "~1",
]  # fmt: skip


@pytest.fixture
def maras(signed_in, mara, matter):
    client = signed_in(mara)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("path", "name"), [(path, name) for path, names in LISTS.items() for name in names]
)
def test_list_answers_whatever_is_asked(maras, path, name):
    faults = [
        value[:40]
        for value in NASTY + PLACES
        if maras.get(path, {name: value}).status_code not in {200, 302}
    ]
    assert faults == []


@pytest.mark.parametrize("path", LISTS)
def test_query_string_that_is_not_text_is_answered(maras, path):
    assert maras.get(path, QUERY_STRING="q=%ff%fe&status=%c3%28&before=%80").status_code in {
        200,
        302,
    }


@pytest.mark.parametrize(
    "path",
    [
        "/matters/{}/", "/matters/{}/edit/", "/matters/{}/client/", "/matters/{}/clio/",
        "/documents/{}/", "/clients/{}/", "/clients/{}/edit/", "/settings/integrations/syncs/{}/",
        "/settings/integrations/clio/callback/{}/", "/settings/integrations/mappings/{}/",
    ],
)  # fmt: skip
def test_absurd_address_is_not_found(maras, path):
    for number in ("0", "9" * 18, "9" * 30, HUGE, "%00", "-1", "%ff"):
        assert maras.get(path.format(number)).status_code in {302, 404, 405}, number[:40]


@pytest.mark.parametrize("value", NASTY)
def test_actions_answer_whatever_is_sent(maras, matter, value):
    posts = {
        "/firm/": ["firm"],
        f"/matters/{matter.pk}/status/": ["status"],
        f"/matters/{matter.pk}/client/": ["who", "find", "client", "use", "new-email"],
        f"/matters/{matter.pk}/clio/contact/": ["link", "contact"],
        "/settings/integrations/clio/connect/": ["region"],
        "/settings/integrations/clio/switches/approval/": ["on"],
        f"/settings/integrations/mappings/{matter.case_type_id}/": ["practice_area", "next"],
    }
    answers = {
        (path, name): maras.post(path, {name: value}).status_code
        for path, names in posts.items()
        for name in names
    }
    assert {asked: status for asked, status in answers.items() if status >= 500} == {}


def test_null_character_is_refused_beside_its_field(maras, matter):
    typed = {"title": "Rivera\x00", "state": "OR", "county": "Multnomah", "status": "open"}
    typed |= {"case_type": matter.case_type_id, "who": "new", "new-last_name": "Rivera\x00"}
    answer = maras.post("/matters/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This holds a character that cannot be kept." in page
    assert 'value="Multnomah"' in page


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/clients/new/", ["first_name", "last_name", "email", "phone"]),
        ("/settings/profile/", ["name", "phone", "website", "address"]),
        ("/accounts/login/", ["login", "password"]),
        ("/accounts/password/reset/", ["email"]),
    ],
)
def test_form_answers_whatever_is_typed(maras, path, names):
    for value in NASTY:
        answer = maras.post(path, dict.fromkeys(names, value))
        assert answer.status_code < 500, value[:40]


def test_malformed_multipart_is_answered(maras, matter):
    for body, kind in [
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=" + "x" * 300),
        (
            b'--x\r\nContent-Disposition: form-data; name="title"\r\n',
            "multipart/form-data; boundary=x",
        ),
        (b"title=%ff%fe", "application/x-www-form-urlencoded; charset=nonsense"),
    ]:
        for path in ("/matters/new/", f"/matters/{matter.pk}/documents/"):
            answer = maras.generic("POST", path, body, kind)
            assert answer.status_code in {200, 400, 403, 422}, (path, kind, body)


def test_body_too_large_is_said_in_words(maras):
    answer = maras.post("/clients/new/", {"last_name": "x" * (4 * 1024 * 1024 + 1)})
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()


def test_too_many_fields_are_refused_in_words(maras):
    answer = maras.post("/clients/new/", {f"f{n}": "1" for n in range(1100)})
    assert answer.status_code == 400
    assert "We could not read that" in answer.content.decode()


def test_foreign_host_is_refused_in_words(client, db):
    client.raise_request_exception = False
    answer = client.get("/accounts/login/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


@pytest.mark.parametrize("url", ["http://[", "http://[::1", "//", "\\\\", "javascript:1"])
def test_fragment_of_an_odd_page_is_sent_to_the_sign_in(client, db, url):
    client.raise_request_exception = False
    answer = client.get("/matters/", headers={"HX-Request": "true", "HX-Current-URL": url})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith("/accounts/login/?next=")


def test_cookies_of_nonsense_are_nobody(client, db, settings):
    client.raise_request_exception = False
    for value in ["x", "x" * 5000, "%00%00%00%00%00%00%00%00", "é" * 12]:
        client.cookies[settings.SESSION_COOKIE_NAME] = value
        client.cookies["messages"] = value
        assert client.get("/matters/").status_code == 302


MAILTO = re.compile(r'href="mailto:[^"]*"')
ERRORS = {"/no-such-page/": 404, "/settings/integrations/syncs/1/": 404}


@pytest.mark.parametrize(("path", "status"), ERRORS.items())
def test_error_page_tells_nothing_of_anybody(maras, mara, path, status):
    answer = maras.get(path)
    page = answer.content.decode()
    assert answer.status_code == status
    assert "Hart" not in MAILTO.sub(
        "", page
    )  # To support goes which firm it is, and no one's name.
    for private in (mara.user.email, mara.user.name, "Mara", "Ruiz", "Traceback"):
        assert private not in page


def test_fault_of_ours_is_said_in_words(maras, mara, monkeypatch):
    monkeypatch.setattr("matters.views.clients.found_clients", lambda *_: 1 / 0)
    answer = maras.get("/clients/search/", {"find": "ruiz"})
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Something went wrong on our side" in page
    for private in (mara.user.email, "ZeroDivision", "ruiz"):
        assert private not in page


def test_form_without_its_token_is_explained(django_client_with_csrf, lena):
    answer = django_client_with_csrf.post("/clients/new/", {"last_name": "Rivera"})
    assert answer.status_code == 403
    assert "This page was open too long" in answer.content.decode()


@pytest.fixture
def django_client_with_csrf(lena):
    client = Client(enforce_csrf_checks=True)
    client.force_login(lena.user)
    with firm_scope(lena.firm_id):
        yield client
