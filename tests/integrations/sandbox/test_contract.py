import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.clio.sandbox.answers import Refusal
from integrations.clio.sandbox.api import ROUTES
from integrations.clio.sandbox.attributes import DEFAULTS, MOMENTS, NESTED, PLAIN
from integrations.clio.sandbox.fields import selection
from tests import clio_contract, clio_schemas
from tests.clio_contract import check_exchange, chosen
from tests.clio_schemas import properties, require_document, type_of

# Legal aid in the United Kingdom: two attributes that lead to tables nobody here needs.
LEFT_OUT = {"LegalAidUkContact", "LegalAidUkMatter"}


@pytest.fixture(scope="module")
def document():
    return require_document()


def test_tables_hold_exactly_what_each_type_offers(document):
    for name, attributes in PLAIN.items():
        assert set(attributes.split()) == set(properties(f"{name}_base")), name


def test_tables_nest_exactly_as_the_document_does(document):
    schemas = document["components"]["schemas"]
    for name in NESTED:
        extra = schemas[name]["allOf"][1]["properties"]
        shapes = {
            key: type_of(one) + ("[]" if "items" in one else "") for key, one in extra.items()
        }
        assert NESTED[name] == shapes, name


def test_every_nested_type_has_a_table():
    named = {
        one.removesuffix("[]").removesuffix("_base")
        for row in NESTED.values()
        for one in row.values()
    }
    assert named - set(PLAIN) == LEFT_OUT


def test_defaults_and_moments_are_attributes(document):
    for name, attributes in DEFAULTS.items():
        assert set(attributes) <= {*PLAIN[name].split(), *NESTED.get(name, {})}
    for name in PLAIN:
        times = {
            key
            for key, one in properties(f"{name}_base").items()
            if one.get("format") == "date-time"
        }
        assert times <= MOMENTS | {"completed_at"}, name


def test_every_route_is_an_operation_of_the_document(document):
    routes = {
        (method, rule.rule.replace("<int:id>", "7"))
        for rule in ROUTES.iter_rules()
        for method in rule.methods - {"HEAD"}
    }
    assert {one for one in routes if clio_contract.operation(*one)[1] is None} == set()


WORDS = (
    "id etag name client matter folder nonsense uuid creator status company email_addresses "
    "latest_document_version put_headers"
)
names = st.sampled_from([*WORDS.split(), ""])
items = st.one_of(
    names,
    st.tuples(names, st.lists(names, max_size=3)).map(lambda p: f"{p[0]}{{{','.join(p[1])}}}"),
)


@given(
    kind=st.sampled_from(["Contact", "Matter", "Document", "User"]),
    parts=st.lists(items, min_size=1, max_size=4),
)
def test_two_readers_of_fields_agree(kind, parts):
    require_document()
    text = ",".join(parts)
    if not text:
        return
    try:
        expected = chosen(kind, text)
    except ValueError:
        with pytest.raises(Refusal):
            selection(kind, text)
    else:
        found = selection(kind, text)
        assert set(found) == set(expected)
        assert {k: set(found[k]) for k, v in expected.items() if v is not None} == {
            k: v for k, v in expected.items() if v is not None
        }


ENTRY = {
    "origin": "clio",
    "method": "GET",
    "path": "/api/v4/matters/7.json",
    "query": "fields=id,client{id}",
    "request": None,
    "status": 200,
    "headers": dict.fromkeys(clio_contract.HEADERS, "1"),
    "response": {"data": {"id": 7, "client": {"id": 8}}},
}


def test_an_exchange_that_agrees(document):
    assert check_exchange(ENTRY) == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"path": "/api/v4/mattrs/7.json"}, "no such operation"),
        ({"method": "PUT"}, "no such operation"),
        ({"query": "fields=id,client{id}&colour=red"}, "unknown parameter colour"),
        ({"query": "fields=id,colour"}, "colour is not offered by Matter"),
        ({"query": "fields=id,client{email_addresses}"}, "email_addresses"),
        ({"query": "fields=id,client{id,company{id}}"}, "not the fields language"),
        ({"response": {"data": {"id": "7", "client": {"id": 8}}}}, "not of type integer"),
        ({"response": {"data": {"id": 7}}}, "asked for"),
        ({"response": {"data": {"id": 7, "client": {"id": 8, "name": "x"}}}}, "shows ['name']"),
        ({"headers": {}}, "headers missing"),
        ({"status": 401, "response": {"error": {"type": "x", "message": "y"}}}, "shape of OAuth"),
        ({"status": 404, "response": {"error": "gone"}}, "without type and message"),
        ({"status": 418, "response": None}, "in no document"),
        ({"status": 201}, "status 201 is not in the document"),
    ],
)
def test_an_exchange_that_does_not(document, change, complaint):
    found = check_exchange(ENTRY | change)
    assert len(found) >= 1
    assert complaint in found[0]


def body_entry(data, path="/api/v4/matters.json", method="POST"):
    return ENTRY | {
        "method": method,
        "path": path,
        "query": "",
        "request": {"data": data},
        "status": None,
    }


@pytest.mark.parametrize(
    ("entry", "complaints"),
    [
        (body_entry({"client": {"id": 1}, "description": "x", "status": "open"}), []),
        (body_entry({"client": {"id": 1}}), [".data.description is missing"]),
        (
            body_entry({"client": {"id": 1}, "description": "x", "status": "Open"}),
            [".data.status is not one of the listed values: 'Open'"],
        ),
        (
            body_entry({"client": {"id": 1}, "description": "x", "custom_number": "1"}),
            [".data.custom_number is not in the document"],
        ),
        (body_entry({"type": "Person", "last_name": "x"}, "/api/v4/contacts.json"), []),
        (body_entry({"fully_uploaded": "true"}, "/api/v4/documents/1.json", "PATCH"), []),
        (
            body_entry({"open_date": "1/2/2026"}, "/api/v4/matters/1.json", "PATCH"),
            [".data.open_date is not a date: '1/2/2026'"],
        ),
    ],
)
def test_request_bodies(document, entry, complaints):
    assert [one.split(": ", 1)[1] for one in check_exchange(entry)] == complaints


def test_a_refused_request_is_forgiven_only_when_deliberate(document):
    refused = {"error": {"type": "InvalidFields", "message": "x is not a valid field"}}
    entry = ENTRY | {"query": "fields=x", "status": 400, "response": refused}
    assert check_exchange(entry, deliberate=True) == []
    assert len(check_exchange(entry)) == 1


@pytest.mark.parametrize(("ci", "outcome"), [("true", "Failed"), ("", "Skipped")])
def test_an_absent_document_fails_in_ci_and_is_told_elsewhere(monkeypatch, tmp_path, ci, outcome):
    monkeypatch.setenv("CLIO_OPENAPI", str(tmp_path / "nowhere.json"))
    monkeypatch.setenv("CI", ci)
    clio_schemas.document.cache_clear()
    try:
        with pytest.raises(BaseException, match=r"nowhere\.json; set CLIO_OPENAPI") as raised:
            require_document()
    finally:
        clio_schemas.document.cache_clear()
    assert raised.typename == outcome
