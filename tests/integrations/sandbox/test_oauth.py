import base64
from urllib.parse import parse_qs, urlsplit

import pytest

from .conftest import CALLBACK, Api, ask, asked, code_from, decide, token_call

INVALID_TOKEN = {
    "error": "invalid_token",
    "error_description": "The access token provided is expired, revoked, malformed or invalid "
    "for other reasons.",
}


def authorize_page(clio, **changes):
    return ask("GET", f"{clio.url}/oauth/authorize", fields=asked(**changes))


def grant(clio):
    code = code_from(decide(clio))
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
    return token_call(clio, **form).json


def exchange(clio, code, **changes):
    usual = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
    return token_call(clio, **(usual | changes))


def oauth_error(answer):
    return answer.status, answer.json["error"]


def works(clio, token):
    return Api(clio, token).get("practice_areas.json").status == 200


def test_the_page_says_who_asks_for_what(clio):
    page = authorize_page(clio)
    text = page.body.decode()
    assert page.status == 200
    for words in (
        "CaseHug asks to use Hart &amp; Vale LLP",
        "<b>Matters</b> (read/write)",
        "<b>Contacts</b> (read/write)",
        "<b>Documents</b> (read/write)",
        ">Allow Access</button>",
        ">Decline</button>",
        "Mara Hart &lt;mara@hartvale.example&gt;",
    ):
        assert words in text


def test_the_page_escapes_what_the_address_says(clio):
    text = authorize_page(clio, state='"><script>x</script>').body.decode()
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "somebody"},
        {"client_id": None},
        {"redirect_uri": None},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": "http://127.0.0.1/x#y"},
    ],
)
@pytest.mark.parametrize("act", [authorize_page, decide])
def test_an_app_that_is_not_known_gets_a_page_not_a_redirect(clio, act, changes):
    answer = act(clio, **changes)
    assert answer.status == 400
    assert "Location" not in answer.headers
    assert "This app cannot be connected" in answer.body.decode()


def test_only_registered_addresses_once_some_are_registered(clio):
    clio.settings(redirect_uris=[CALLBACK])
    assert authorize_page(clio).status == 200
    assert (
        authorize_page(clio, redirect_uri=CALLBACK.replace("127.0.0.1", "localhost")).status == 400
    )


def test_another_response_type_is_sent_back(clio):
    answer = authorize_page(clio, response_type="token")
    assert answer.status == 302
    assert parse_qs(urlsplit(answer.headers["Location"]).query) == {
        "error": ["unsupported_response_type"],
        "state": ["s-1"],
    }


def test_allow_access_sends_the_code_and_the_state(clio):
    answer = decide(clio, state="a b&c")
    location = urlsplit(answer.headers["Location"])
    assert answer.status == 302
    assert f"{location.scheme}://{location.netloc}{location.path}" == CALLBACK
    assert parse_qs(location.query)["state"] == ["a b&c"]
    assert len(parse_qs(location.query)["code"][0]) > 20


def test_decline_redirects_only_when_asked_to(clio):
    stays = decide(clio, "decline")
    assert (stays.status, "Location" in stays.headers) == (200, False)
    back = decide(clio, "decline", redirect_on_decline="true")
    assert back.status == 302
    assert back.headers["Location"] == f"{CALLBACK}?error=access_denied&state=s-1"


def test_a_code_becomes_tokens_once(clio):
    code = code_from(decide(clio))
    first, second = exchange(clio, code), exchange(clio, code)
    assert first.status == 200
    assert set(first.json) == {"token_type", "access_token", "expires_in", "refresh_token"}
    assert (first.json["token_type"], first.json["expires_in"]) == ("bearer", 2_592_000)
    number, _, rest = first.json["access_token"].partition("-")
    assert number.isdecimal()
    assert (len(rest), rest.isalnum()) == (36, True)
    assert first.headers["Cache-Control"] == "no-store"
    assert works(clio, first.json["access_token"])
    assert oauth_error(second) == (400, "invalid_grant")


def test_a_code_is_bound_to_its_redirect_address(clio):
    code = code_from(decide(clio))
    assert oauth_error(exchange(clio, code, redirect_uri=CALLBACK + "x")) == (400, "invalid_grant")


def test_a_code_lives_ten_minutes(clio):
    young, old = code_from(decide(clio)), code_from(decide(clio))
    clio.clock(595)
    assert exchange(clio, young).status == 200
    clio.clock(605)
    assert oauth_error(exchange(clio, old)) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"client_secret": "wrong", "grant_type": "refresh_token"}, (401, "invalid_client")),
        ({"client_id": None, "grant_type": "refresh_token"}, (401, "invalid_client")),
        ({"grant_type": None}, (400, "invalid_request")),
        ({"grant_type": "password"}, (400, "unsupported_grant_type")),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, (400, "invalid_grant")),
        ({"grant_type": "authorization_code", "code": "x"}, (400, "invalid_grant")),
    ],
)
def test_refusals_of_the_token_address(clio, form, error):
    assert oauth_error(token_call(clio, **form)) == error


def test_the_client_may_name_itself_by_http_basic(clio):
    text = base64.b64encode(b"sandbox-client:sandbox-secret").decode()
    form = {"client_id": None, "client_secret": None, "grant_type": "refresh_token"}
    answer = token_call(
        clio,
        **form,
        refresh_token=grant(clio)["refresh_token"],
        headers={"Authorization": f"Basic {text}"},
    )
    assert answer.status == 200


def test_refresh_tokens_are_reusable_and_not_sent_again(clio):
    first = grant(clio)
    form = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    once, twice = token_call(clio, **form).json, token_call(clio, **form).json
    assert set(once) == {"token_type", "access_token", "expires_in"}
    tokens = [one["access_token"] for one in (first, once, twice)]
    assert len(set(tokens)) == 3
    assert [works(clio, one) for one in tokens] == [True, True, True]


def test_refresh_as_other_guesses_have_it(clio):
    clio.settings(rotate_refresh=True, refresh_ends_old_token=True, expires_in=60)
    first = grant(clio)
    form = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = token_call(clio, **form).json
    assert second["expires_in"] == 60
    assert second["refresh_token"] != first["refresh_token"]
    assert not works(clio, first["access_token"])
    assert works(clio, second["access_token"])
    assert oauth_error(token_call(clio, **form)) == (400, "invalid_grant")


def test_access_ends_when_the_token_says(clio):
    token = grant(clio)["access_token"]
    clio.clock(2_592_000 + 5)
    answer = Api(clio, token).get("practice_areas.json")
    assert (answer.status, answer.json) == (401, INVALID_TOKEN)


def test_expired_tokens_can_be_refreshed_and_revoked_ones_cannot(clio):
    tokens = grant(clio)
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    clio.expire_tokens()
    assert not works(clio, tokens["access_token"])
    fresh = token_call(clio, **form).json["access_token"]
    assert works(clio, fresh)
    clio.revoke_grants()
    assert not works(clio, fresh)
    assert oauth_error(token_call(clio, **form)) == (400, "invalid_grant")


def deauthorize(clio, token):
    headers = {"Authorization": f"Bearer {token}"}
    return ask(
        "POST",
        f"{clio.url}/oauth/deauthorize",
        fields={"token": token},
        headers=headers,
        encode_multipart=False,
    )


def test_deauthorize_ends_that_token(clio):
    one, other = grant(clio)["access_token"], grant(clio)["access_token"]
    answer = deauthorize(clio, one)
    assert (answer.status, answer.body) == (200, b"")
    assert (works(clio, one), works(clio, other)) == (False, True)
    assert deauthorize(clio, one).status == 401


def test_deauthorize_may_end_the_whole_grant(clio):
    clio.settings(deauthorize_ends_grant=True)
    tokens = grant(clio)
    deauthorize(clio, tokens["access_token"])
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    assert oauth_error(token_call(clio, **form)) == (400, "invalid_grant")


def test_no_secret_reaches_the_ledger(clio):
    tokens = grant(clio)
    works(clio, tokens["access_token"])
    text = str(clio.ledger())
    assert tokens["access_token"] not in text
    assert tokens["refresh_token"] not in text
    assert "sandbox-secret" not in text
