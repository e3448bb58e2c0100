import pytest

ALL = "id,name,first_name,last_name,type,email_addresses{id,name,address,primary},phone_numbers{name,number,primary}"
NO_NAME = (422, "RecordInvalid", "At least one of first name or last name must be provided")


def emails(*addresses, **flags):
    return [{"name": "Home", "address": one} | flags for one in addresses]


def test_a_person_in_full(api):
    answer = api.post(
        "contacts.json",
        {
            "type": "Person",
            "first_name": "Ana",
            "last_name": "Rivera",
            "email_addresses": [
                {"name": "Work", "address": "ana@work.example"},
                {"address": "ana@example.com", "default_email": True},
            ],
            "phone_numbers": [{"name": "Mobile", "number": "(503) 555-0100"}],
        },
        fields=ALL + ",primary_email_address,initials,is_client",
    )
    assert answer.status == 201
    data = answer.data
    ids = [row.pop("id") for row in data["email_addresses"]]
    assert data == {
        "id": data["id"],
        "name": "Ana Rivera",
        "first_name": "Ana",
        "last_name": "Rivera",
        "type": "Person",
        "email_addresses": [
            {"name": "Work", "address": "ana@work.example", "primary": False},
            {"name": "Other", "address": "ana@example.com", "primary": True},
        ],
        "phone_numbers": [{"name": "Mobile", "number": "(503) 555-0100", "primary": True}],
        "primary_email_address": "ana@example.com",
        "initials": "AR",
        "is_client": False,
    }
    assert len(set(ids)) == 2
    again = api.get(f"contacts/{data['id']}.json", fields="name,primary_email_address")
    assert again.data == {"name": "Ana Rivera", "primary_email_address": "ana@example.com"}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (
            {"last_name": "x"},
            (400, "ArgumentError", "type must be one of the follow: 'Company', or 'Person'"),
        ),
        (
            {"type": "person", "last_name": "x"},
            (400, "ArgumentError", "type must be one of the follow: 'Company', or 'Person'"),
        ),
        ({"type": "Person"}, NO_NAME),
        ({"type": "Person", "first_name": "  ", "last_name": ""}, NO_NAME),
        ({"type": "Person", "name": " "}, NO_NAME),
        ({"type": "Company"}, (422, "RecordInvalid", "Name can't be blank")),
        (
            {"type": "Person", "last_name": "x", "email_addresses": emails("nobody")},
            (422, "RecordInvalid", "Email addresses address is invalid"),
        ),
        (
            {"type": "Person", "last_name": "x", "email_addresses": {"address": "a@b.c"}},
            (400, "ArgumentError", "email_addresses must be an array of objects"),
        ),
        (
            {"type": "Person", "last_name": 7},
            (400, "ArgumentError", "last_name must be a string"),
        ),
    ],
)
def test_refused_people(api, data, error):
    before = len(api.clio.store()["contacts"])
    assert api.post("contacts.json", data).error == error
    assert len(api.clio.store()["contacts"]) == before


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [("Ana Maria Rivera", "Ana", "Rivera"), ("Cher", "Cher", None)],
)
def test_a_name_alone_is_split_by_guess(api, name, first, last):
    fields = "name,first_name,last_name"
    data = api.post("contacts.json", {"type": "Person", "name": name}, fields=fields).data
    assert data == {"name": name, "first_name": first, "last_name": last}


@pytest.mark.parametrize(
    ("rows", "key"),
    [("email_addresses", "address"), ("phone_numbers", "number"), ("addresses", "street")],
)
def test_twenty_rows_and_no_more(api, rows, key):
    def person(count):
        return {
            "type": "Person",
            "last_name": "x",
            rows: [{"name": "Home", key: f"a{n}@b.example"} for n in range(count)],
        }

    assert api.post("contacts.json", person(20)).status == 201
    assert api.post("contacts.json", person(21)).error[:2] == (422, "RecordInvalid")


def test_nested_rows_change_by_id(api):
    id = api.contact()
    api.patch(f"contacts/{id}", {"email_addresses": emails("second@example.com")})
    first, second = api.get(f"contacts/{id}", fields=ALL).data["email_addresses"]
    answer = api.patch(
        f"contacts/{id}",
        {
            "email_addresses": [
                {"id": first["id"], "_destroy": True},
                {"id": second["id"], "name": "Work"},
                {"name": "Home", "address": "third@example.com", "default_email": True},
            ]
        },
        fields="email_addresses{name,address,primary}",
    )
    assert answer.data["email_addresses"] == [
        {"name": "Work", "address": "second@example.com", "primary": False},
        {"name": "Home", "address": "third@example.com", "primary": True},
    ]
    unknown = api.patch(f"contacts/{id}", {"email_addresses": [{"id": 1, "address": "a@b.c"}]})
    assert unknown.status == 404


def test_a_change_leaves_the_rest_alone(api):
    id = api.contact(phone_numbers=[{"name": "Work", "number": "1"}])
    before = api.get(f"contacts/{id}", fields=ALL).data
    after = api.patch(f"contacts/{id}", {"last_name": "Rivas"}, fields=ALL).data
    assert after == before | {"last_name": "Rivas", "name": "Ana Rivas"}
    assert api.patch(f"contacts/{id}", {"first_name": "", "last_name": None}).error == NO_NAME


def test_query_is_a_wildcard_and_never_proof(api):
    ana = api.contact(email="ana@example.com")
    diana = api.contact("Diana", "Prince", "diana@example.com")
    api.contact("Bo", "Berg", "bo@example.com")
    api.matter(client=diana, description="Estate of ana@example.com")

    def found(query, **more):
        return {row["id"] for row in api.get("contacts", query=query, **more).data}

    assert found("ana@example.com") == {ana, diana}
    assert found("ANA@EXAMPLE.COM") == {ana, diana}
    assert found("estate of") == {diana}
    assert found("rivera ana") == {ana}
    assert found("(503) 555-0117") == {15000001}
    assert found("nobody") == set()
    assert found("ana", type="Company") == set()


def test_filters(api):
    ana = api.contact(email=None)
    client = api.contact("Bo", "Berg")
    api.matter(client=client)
    company = api.post("contacts.json", {"type": "Company", "name": "Acme"}).data["id"]
    worker = api.post(
        "contacts.json", {"type": "Person", "last_name": "W", "company": {"id": company}}
    ).data["id"]

    def ids(**query):
        return {row["id"] for row in api.get("contacts", **query).data} - {
            15000001,
            15000002,
            15000003,
        }

    assert ids() == {ana, client, company, worker}
    assert ids(type="Company") == {company}
    assert ids(client_only="true") == {client}
    assert ids(email_only="true") == {client}
    assert ids(initial="B") == {client}
    assert ids(**{"exclude_ids[]": [ana, client]}) == {company, worker}
    assert ids(query="acme") == {company, worker}
    assert api.get(f"contacts/{worker}", fields="company{id,name}").data["company"] == {
        "id": company,
        "name": "Acme",
    }


def test_duplicates_are_nobodys_business_but_yours(api):
    assert api.contact() != api.contact()
    assert len(api.get("contacts", query="ana@example.com").data) == 2


def test_a_contact_with_matters_cannot_be_deleted(api):
    matter = api.matter()
    client = api.get(f"matters/{matter}", fields="client{id}").data["client"]["id"]
    assert api.delete(f"contacts/{client}").error == (
        403,
        "ForbiddenError",
        "User is forbidden from taking that action",
    )
    free = api.contact()
    gone = api.delete(f"contacts/{free}.json")
    assert (gone.status, gone.body) == (204, b"")
    assert api.get(f"contacts/{free}").status == 404


def test_full_lists_of_nested_rows(api):
    id = api.contact(phone_numbers=[{"name": "Work", "number": "1"}])
    addresses = api.get(f"contacts/{id}/email_addresses.json", fields="address,name").data
    numbers = api.get(f"contacts/{id}/phone_numbers.json", fields="number,name").data
    assert addresses == [{"address": "ana@example.com", "name": "Home"}]
    assert numbers == [{"number": "1", "name": "Work"}]
