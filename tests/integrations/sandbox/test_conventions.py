import json

import pytest

from .conftest import Api, ask

KINDS = ["contacts", "matters", "documents", "practice_areas"]


def test_who_am_i(api):
    assert api.get("users/who_am_i.json").status == 403
    api.clio.settings(users_permission=True)
    answer = api.get("users/who_am_i.json", fields="id,name,email,account{id,name}")
    assert answer.status == 200
    assert answer.data == {
        "id": 350001,
        "name": "Mara Hart",
        "email": "mara@hartvale.example",
        "account": {"id": 310001, "name": "Hart & Vale LLP"},
    }
    assert set(api.get("users/who_am_i").data) == {"id", "etag", "name"}


@pytest.mark.parametrize("header", [None, "Bearer x", "Bearer", "Basic x", "token"])
def test_without_a_live_token_the_answer_is_in_the_shape_of_oauth(clio, header):
    headers = {"Authorization": header} if header else {}
    answer = ask("GET", f"{clio.url}/api/v4/contacts.json", headers=headers)
    assert answer.status == 401
    assert answer.json["error"] == "invalid_token"
    assert "X-RateLimit-Limit" in answer.headers


@pytest.mark.parametrize("kind", KINDS)
def test_the_suffix_is_optional_and_the_envelope_exact(api, kind):
    if kind == "documents":
        api.upload()
    with_suffix, without = api.get(f"{kind}.json"), api.get(kind)
    assert with_suffix.json == without.json
    rows = with_suffix.data
    assert with_suffix.json["meta"] == {"paging": {}, "records": len(rows)}
    assert len(rows) >= 1
    assert {type(row["id"]) for row in rows} == {int}


def test_defaults_by_kind(api):
    api.upload()
    shown = {kind: set(api.get(kind).data[0]) for kind in KINDS}
    assert shown == {
        "contacts": {"id", "etag", "name"},
        "matters": {"id", "etag", "display_number"},
        "documents": {"id", "etag"},
        "practice_areas": {"id", "etag"},
    }


def test_nested_without_braces_shows_defaults(api):
    id = api.matter()
    data = api.get(f"matters/{id}", fields="client,practice_area,folder").data
    assert set(data["client"]) == {"id", "etag", "name"}
    assert data["practice_area"] is None
    assert set(data["folder"]) == {"id", "etag"}


@pytest.mark.parametrize(
    ("kind", "fields", "name"),
    [
        ("documents", "document_versions", "document_versions"),
        ("contacts", "id,emial", "emial"),
        ("matters", "id,client{email_addresses}", "email_addresses"),
        ("matters", "id,client{id,company{id}}", "company}"),
        ("matters", "description{id}", "description"),
        ("matters", "id, etag", " etag"),
        ("matters", "id,", ""),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_wrong_field_takes_the_whole_request_down(api, kind, fields, name, method):
    before = api.clio.store()[kind]
    data = {"type": "Person", "last_name": "X"} if method == "POST" else None
    answer = api(method, f"{kind}.json", data, fields=fields)
    assert answer.error == (400, "InvalidFields", f"{name} is not a valid field")
    assert api.clio.store()[kind] == before


def test_the_full_version_is_offered_inside_a_document(api):
    id, _ = api.document()
    fields = "latest_document_version{uuid,put_url,put_headers,multiparts,creator}"
    version = api.get(f"documents/{id}", fields=fields).data["latest_document_version"]
    assert set(version) == {"uuid", "put_url", "put_headers", "multiparts", "creator"}
    assert version["put_headers"] == [
        {"name": "x-amz-server-side-encryption", "value": "AES256"},
        {"name": "Content-Type", "value": "application/pdf"},
    ]


def test_versions(api):
    echoed = api.get("contacts.json", headers={"X-API-VERSION": "4.0.12"})
    assert (echoed.status, echoed.headers["X-API-VERSION"]) == (200, "4.0.12")
    assert api.get("contacts.json").headers["X-API-VERSION"] == "4.0.13"
    gone = api.get("contacts.json", headers={"X-API-VERSION": "4.0.1"})
    assert gone.status == 410
    assert "X-RateLimit-Limit" in gone.headers


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_there_is_a_404_of_the_chosen_type(api, kind):
    assert api.get(f"{kind}/99.json").error[:2] == (404, "NotFound")
    api.clio.settings(type_404="RecordNotFound")
    assert api.get(f"{kind}/99.json").error[:2] == (404, "RecordNotFound")


def test_the_api_refused_altogether(api):
    api.clio.settings(api_access=False)
    assert api.get("users/who_am_i").error == (
        403,
        "ForbiddenError",
        "User is forbidden from taking that action",
    )


@pytest.mark.parametrize("agent", ["node", "CaseHug (+https://casehug.example)"])
def test_the_firewall_answers_some_agents_in_html(api, agent):
    answer = api.get("contacts.json", headers={"User-Agent": agent})
    assert (answer.status, answer.headers["Content-Type"].split(";")[0]) == (403, "text/html")
    assert api.get("contacts.json", headers={"User-Agent": "CaseHug/1.0"}).status == 200


# -- etags --------------------------------------------------------------------


def test_etags_are_strings_that_contain_quotes(api):
    answer = api.get(f"contacts/{api.contact()}.json")
    assert answer.data["etag"] == answer.headers["ETag"]
    assert (answer.data["etag"][0], answer.data["etag"][-1]) == ('"', '"')
    assert answer.headers["Last-Modified"].endswith("GMT")


def test_not_modified(api):
    path = f"matters/{api.matter()}.json"
    first = api.get(path)
    same = api.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status, same.body, same.headers["ETag"]) == (304, b"", first.headers["ETag"])
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert api.get(path, headers=since).status == 304
    api.patch(path, {"description": "Custody"})
    changed = api.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("contacts", {"title": "Ms"}),
        ("matters", {"location": "x"}),
        ("documents", {"name": "b.pdf"}),
    ],
)
def test_if_match_guards_a_change(api, kind, change):
    id = {"contacts": api.contact, "matters": api.matter, "documents": api.upload}[kind]()
    path, [name] = f"{kind}/{id}.json", change
    stale = api.get(path).headers["ETag"]
    fresh = api.patch(path, change, headers={"If-Match": stale}, fields=f"etag,{name}")
    assert (fresh.status, fresh.data[name]) == (200, change[name])
    refused = api.patch(path, {name: "other"}, headers={"If-Match": stale})
    assert refused.status == 412
    assert api.get(path, fields=f"etag,{name}").data == fresh.data


# -- pages of a list ----------------------------------------------------------


@pytest.fixture
def seven(api):
    return [api.contact(last=f"P{n}") for n in range(7)]


def test_cursor_pages_are_followed_to_the_end(api, seven):
    answer, seen = api.get("contacts.json", limit=3, order="id(asc)", fields="id"), []
    while True:
        seen.append([row["id"] for row in answer.data])
        if "next" not in answer.json["meta"]["paging"]:
            break
        link = answer.json["meta"]["paging"]["next"]
        assert link.startswith(f"{api.clio.url}/api/v4/contacts.json?")
        assert "page_token=" in link
        answer = api.get(link)
    assert [len(page) for page in seen] == [3, 3, 3, 1]
    assert [id for page in seen for id in page][3:] == seven


def test_a_record_deleted_between_pages_shifts_nothing(api, seven):
    first = api.get("contacts.json", limit=5, fields="id")
    api.delete(f"contacts/{first.data[3]['id']}.json")
    rest = api.get(first.json["meta"]["paging"]["next"])
    assert [row["id"] for row in rest.data] == seven[2:]


def test_offset_pages(api, seven):
    answer = api.get("contacts.json", limit=4, offset=4, order="name(asc)", fields="id")
    assert [row["id"] for row in answer.data] == [*seven[4:], 15000002]
    paging = answer.json["meta"]["paging"]
    assert set(paging) == {"next", "previous"}
    assert [row["id"] for row in api.get(paging["next"]).data] == [15000003, 15000001]
    assert [row["id"] for row in api.get(paging["previous"]).data] == seven[:4]


def test_offsets_end_at_ten_thousand(api):
    assert api.get("contacts.json", offset=9_999, limit=1).status == 200
    refused = api.get("contacts.json", offset=10_000, limit=1)
    assert refused.error[:2] == (422, "ArgumentError")


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": 201},
        {"limit": "x"},
        {"page_token": "x"},
        {"order": "colour(asc)"},
        {"order": "id"},
        {"created_since": "2026-01-01T00:00:00"},
        {"updated_since": "yesterday"},
        {"ids[]": "x"},
    ],
)
def test_wrong_list_parameters(api, query):
    assert api.get("contacts.json", **query).error[:2] == (400, "ArgumentError")


def test_common_filters(api, seven):
    assert [r["id"] for r in api.get("contacts", **{"ids[]": seven[:2]}).data] == seven[:2]
    assert api.get("contacts", created_since="2100-01-01T00:00:00Z").data == []
    assert len(api.get("contacts", updated_since="2020-01-01T00:00:00+02:00").data) == 10
    assert [r["id"] for r in api.get("contacts", order="id(desc)", limit=1).data] == seven[-1:]


# -- bodies -------------------------------------------------------------------


@pytest.mark.parametrize("body", ["{", "[]", '{"contact": {}}', '{"data": []}', ""])
def test_bodies_without_data(api, body):
    headers = {"Authorization": f"Bearer {api.token}", "Content-Type": "application/json"}
    answer = ask("POST", f"{api.clio.url}/api/v4/contacts.json", body=body, headers=headers)
    assert answer.error[:2] == (400, "ArgumentError")


def test_form_encoded_bodies(api):
    answer = ask(
        "POST",
        f"{api.clio.url}/api/v4/contacts.json?fields=name,email_addresses{{name,address}}",
        fields=[
            ("data[type]", "Person"),
            ("data[last_name]", "Rivera"),
            ("data[email_addresses][][name]", "Work"),
            ("data[email_addresses][][address]", "a@example.com"),
            ("data[email_addresses][][name]", "Home"),
            ("data[email_addresses][][address]", "b@example.com"),
        ],
        headers={"Authorization": f"Bearer {api.token}"},
        encode_multipart=False,
    )
    assert answer.status == 201
    assert answer.data == {
        "name": "Rivera",
        "email_addresses": [
            {"name": "Work", "address": "a@example.com"},
            {"name": "Home", "address": "b@example.com"},
        ],
    }


def test_an_unknown_path_and_method(api):
    assert api.get("colours.json").status == 404
    assert api("PUT", "contacts/15000001.json", {}).status == 405


def test_each_token_has_its_own_name_in_the_ledger(api):
    other = Api(api.clio)
    mark = api.clio.mark()
    api.get("contacts.json", limit=1)
    other.get("contacts.json", limit=1)
    first, second = api.clio.ledger(mark)
    assert first["token"] != second["token"]
    assert json.dumps(first).count(api.token) == 0
    assert (first["method"], first["path"], first["query"]) == (
        "GET",
        "/api/v4/contacts.json",
        "limit=1",
    )
    assert first["response"]["meta"]["records"] == 1
    assert (first["status"], first["origin"]) == (200, "clio")
