from datetime import UTC, datetime, timedelta

import pytest

FIELDS = (
    "id,number,display_number,custom_number,description,status,client_reference,open_date,"
    "close_date,client{id,name},practice_area{id,name}"
)
FAMILY = 4500001


def today():
    return datetime.now(UTC).date().isoformat()


def test_a_matter_in_full(api):
    client = api.contact()
    answer = api.post(
        "matters.json",
        {
            "client": {"id": client},
            "description": "Divorce",
            "status": "open",
            "practice_area": {"id": FAMILY},
            "client_reference": "casehug:m1",
            "display_number": "mine",
        },
        fields=FIELDS,
    )
    expected = {
        "id": answer.data["id"],
        "number": 4,
        "display_number": "00004-Rivera",
        "custom_number": None,
        "description": "Divorce",
        "status": "Open",
        "client_reference": "casehug:m1",
        "open_date": today(),
        "close_date": None,
        "client": {"id": client, "name": "Ana Rivera"},
        "practice_area": {"id": FAMILY, "name": "Family Law"},
    }
    assert (answer.status, answer.data) == (201, expected)
    assert api.get(f"matters/{expected['id']}.json", fields=FIELDS).data == expected


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"client": None}, (422, "RecordInvalid")),
        ({"client": {"id": None}}, (422, "RecordInvalid")),
        ({"client": {"id": 99}}, (404, "NotFound")),
        ({"client": {"id": []}}, (404, "NotFound")),
        ({"client": 7}, (400, "ArgumentError")),
        ({"description": ""}, (422, "RecordInvalid")),
        ({"description": 7}, (400, "ArgumentError")),
        ({"practice_area": {"id": 99}}, (404, "NotFound")),
        ({"responsible_attorney": {"id": 99}}, (404, "NotFound")),
        ({"status": "Open"}, (400, "ArgumentError")),
        ({"open_date": "1/2/2026"}, (400, "ArgumentError")),
    ],
)
def test_refused_matters(api, change, error):
    data = {"client": {"id": api.contact()}, "description": "Divorce"} | change
    assert api.post("matters.json", data).error[:2] == error
    assert len(api.clio.store()["matters"]) == 3


@pytest.mark.parametrize(
    ("status", "day"),
    [("open", "open_date"), ("pending", "pending_date"), ("closed", "close_date")],
)
def test_status_goes_in_small_and_comes_out_capitalised(api, status, day):
    id = api.matter()
    data = api.patch(f"matters/{id}", {"status": status}, fields=f"status,{day}").data
    assert data == {"status": status.capitalize(), day: today()}


def test_a_change_leaves_the_rest_alone(api):
    id = api.matter(practice_area={"id": FAMILY}, client_reference="r")
    before = api.get(f"matters/{id}", fields=FIELDS).data
    data = {"description": "Custody", "practice_area": {"id": None}, "display_number": "x"}
    after = api.patch(f"matters/{id}", data, fields=FIELDS).data
    assert after == before | {"description": "Custody", "practice_area": None}
    assert api.patch(f"matters/{id}", {"description": ""}).error[:2] == (422, "RecordInvalid")
    assert api.patch(f"matters/{id}", {"client": {"id": 9}}).status == 404


def test_filters(api):
    ana, bo = api.contact(), api.contact("Bo", "Berg")
    one = api.matter(client=ana, practice_area={"id": FAMILY}, client_reference="wanted")
    two = api.matter(client=ana, status="pending", description="Lease on Alder Street")
    three = api.matter(client=bo, status="closed", billable=False)

    def ids(**query):
        known = {17000001, 17000002, 17000003}
        return {row["id"] for row in api.get("matters.json", **query).data} - known

    assert ids() == {one, two, three}
    assert ids(client_id=ana) == {one, two}
    assert ids(status="pending") == {two}
    assert ids(status="pending,closed") == {two, three}
    assert ids(practice_area_id=FAMILY) == {one}
    assert ids(query="alder") == {two}
    assert ids(query="berg") == {three}
    assert ids(query="wanted") == set()  # client_reference is not searched
    assert ids(billable="false") == {three}
    assert ids(**{"ids[]": [one, three]}) == {one, three}
    assert api.get("matters", status="Open").status == 400


def test_client_reference_is_no_filter(api, off_contract):
    api.matter(client_reference="wanted")
    assert len(api.get("matters", client_reference="wanted").data) == 4


def test_custom_number_is_not_written(api, off_contract):
    id = api.matter(custom_number="mine")
    assert api.get(f"matters/{id}", fields="custom_number").data == {"custom_number": None}


def test_created_since_counts_whole_seconds(api):
    id = api.matter()
    created = datetime.fromisoformat(
        api.get(f"matters/{id}", fields="created_at").data["created_at"]
    )
    assert created.microsecond == 0
    at, after = created.isoformat(), (created + timedelta(milliseconds=1)).isoformat()
    assert [row["id"] for row in api.get("matters", created_since=at).data][-1] == id
    assert id not in [row["id"] for row in api.get("matters", created_since=after).data]


def test_order(api):
    api.clio.reset_budget()
    rows = api.get("matters", order="client.name(desc)", fields="client{name}").data
    names = [row["client"]["name"] for row in rows]
    assert names == ["Theo Lindqvist", "Samuel Okafor", "Priya Raman"]
    assert [r["id"] for r in api.get("matters", order="id(desc)").data] == [
        17000003,
        17000002,
        17000001,
    ]


def test_the_client_of_a_matter(api):
    client = api.contact()
    id = api.matter(client=client)
    assert api.get(f"matters/{id}/client.json", fields="id,name").data == {
        "id": client,
        "name": "Ana Rivera",
    }


def test_a_deleted_matter_is_gone_and_its_documents_are_in_the_trash(api):
    id = api.matter()
    document = api.upload(parent={"id": id, "type": "Matter"})
    gone = api.delete(f"matters/{id}.json")
    assert (gone.status, gone.body) == (204, b"")
    assert api.get(f"matters/{id}.json").status == 404
    assert api.delete(f"matters/{id}.json").status == 404
    assert api.get(f"documents/{document}", fields="deleted_at").data["deleted_at"] is not None


def test_practice_areas_are_listed_and_kept(api):
    rows = api.get("practice_areas.json", fields="id,name,code,category").data
    assert len(rows) == 10
    assert rows[0] == {"id": FAMILY, "name": "Family Law", "code": "FAM", "category": "family"}
    assert [r["name"] for r in api.get("practice_areas", code="IMM", fields="name").data] == [
        "Immigration"
    ]
    assert len(api.get("practice_areas", name="Family Law").data) == 1
    assert len(api.get("practice_areas", name="Family").data) == 0
    made = api.post("practice_areas.json", {"name": "Adoption"}, fields="id,name,category")
    assert (made.status, made.data["name"], made.data["category"]) == (201, "Adoption", None)
    path = f"practice_areas/{made.data['id']}.json"
    assert api.patch(path, {"name": "Adoptions"}, fields="name").data == {"name": "Adoptions"}
    assert api.post("practice_areas.json", {}).error[:2] == (422, "RecordInvalid")
    assert api.delete(path).status == 204
    assert api.get(path).status == 404


def test_a_deleted_practice_area_leaves_its_matters(api):
    id = api.matter(practice_area={"id": FAMILY})
    api.delete(f"practice_areas/{FAMILY}.json")
    assert api.get(f"matters/{id}", fields="practice_area").data == {"practice_area": None}
    assert api.post("matters.json", {"client": {"id": api.contact()}, "description": "x",
                                     "practice_area": {"id": FAMILY}}).status == 404  # fmt: skip


def test_practice_areas_may_have_moved(api):
    api.clio.settings(practice_area_307=True)
    answer = api.post("practice_areas.json", {"name": "Adoption"})
    assert answer.status == 307
    followed = api.post(answer.headers["Location"], {"name": "Adoption"})
    assert followed.status == 201
    assert len(api.get(api.get("practice_areas.json").headers["Location"]).data) == 11
