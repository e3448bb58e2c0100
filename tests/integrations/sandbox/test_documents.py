import hashlib

import pytest

from .conftest import ask, put

MARK = [{"name": "casehug", "value": "d-1"}]


def test_three_steps(api):
    matter = api.matter()
    id, version = api.document("Lease 2024 é.pdf", {"id": matter, "type": "Matter"})
    assert version["put_url"].startswith(f"http://{api.clio.uploads}/")
    assert (version["fully_uploaded"], version["size"]) == (False, None)
    assert api.get("documents", matter_id=matter).data == []

    body = b"%PDF-1.7 " + bytes(range(256)) * 40
    assert put(version, body).status == 200
    assert api.get("documents", matter_id=matter).data == []

    fields = (
        "id,name,size,filename,content_type,latest_document_version{fully_uploaded,size,put_url}"
    )
    done = api.patch(
        f"documents/{id}.json", {"uuid": version["uuid"], "fully_uploaded": "true"}, fields=fields
    )
    expected = {
        "id": id,
        "name": "Lease 2024 é.pdf",
        "size": len(body),
        "filename": "Lease 2024 é.pdf",
        "content_type": "application/pdf",
        "latest_document_version": {"fully_uploaded": True, "size": len(body), "put_url": ""},
    }
    assert (done.status, done.data) == (200, expected)
    assert api.get("documents", matter_id=matter, fields=fields).data == [expected]

    download = api.get(f"documents/{id}/download.json")
    assert (download.status, download.body) == (303, b"")
    found = ask("GET", download.headers["Location"])
    assert (found.status, found.body) == (200, body)
    assert found.headers["Content-Type"] == "application/pdf"
    [stored] = api.clio.store()["documents"]
    assert stored["versions"][0]["sha256"] == hashlib.sha256(body).hexdigest()
    assert (stored["fully_uploaded"], stored["versions"][0]["size"]) == (True, len(body))


def test_an_empty_file_is_a_file(api):
    id = api.upload(b"")
    assert api.get(f"documents/{id}", fields="size").data == {"size": 0}


def test_marking_before_the_bytes(api):
    id, version = api.document("file.jpg")
    answer = api.patch(f"documents/{id}", {"uuid": version["uuid"], "fully_uploaded": True})
    assert answer.error == (
        422,
        "UploadNotFoundError",
        f"A matching remote file was not found for the file named file.jpg with UUID {version['uuid']}",
    )
    assert api.get("documents").data == []


def test_marking_twice_is_an_error(api):
    id, version = api.document()
    put(version, b"x")
    data = {"uuid": version["uuid"], "fully_uploaded": True}
    assert api.patch(f"documents/{id}", data).status == 200
    assert api.patch(f"documents/{id}", data).error == (
        422,
        "RecordInvalid",
        "Document is already marked as fully uploaded",
    )


def test_marking_wants_the_right_uuid(api):
    id, version = api.document()
    put(version, b"x")
    assert api.patch(f"documents/{id}", {"fully_uploaded": True}).error[:2] == (
        400,
        "ArgumentError",
    )
    wrong = {"fully_uploaded": True, "uuid": "0"}
    assert api.patch(f"documents/{id}", wrong).status == 404
    assert api.get("documents").data == []


def test_a_fresh_address_while_it_waits_and_none_after(api):
    id, version = api.document()
    api.clio.clock(3600)
    assert put(version, b"x").status == 403
    fields = "latest_document_version{uuid,put_url,put_headers}"
    fresh = api.get(f"documents/{id}", fields=fields).data["latest_document_version"]
    assert fresh["uuid"] == version["uuid"]
    assert put(fresh, b"x").status == 200
    api.clio.settings(put_url_renewed=False)
    stale = api.get(f"documents/{id}", fields=fields).data["latest_document_version"]
    assert put(stale, b"y").status == 403


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"name": ""}, (422, "RecordInvalid")),
        ({"name": "no-extension"}, (422, "RecordInvalid")),
        ({"name": "a.pdf", "content_type": "pdf"}, (400, "ArgumentError")),
        ({"parent": None}, (422, "RecordInvalid")),
        ({"parent": {"type": "Matter"}}, (422, "RecordInvalid")),
        ({"parent": {"id": 99, "type": "Matter"}}, (404, "NotFound")),
        ({"parent": {"id": 17000001, "type": "Contact"}}, (404, "NotFound")),
        ({"parent": {"id": 17000001, "type": "matter"}}, (400, "ArgumentError")),
        ({"parent": {"id": 17000001}}, (400, "ArgumentError")),
        (
            {"external_properties": [{"name": f"n{i}", "value": "v"} for i in range(6)]},
            (422, "RecordInvalid"),
        ),
        ({"external_properties": {"name": "n"}}, (400, "ArgumentError")),
    ],
)
def test_refused_documents(api, change, error):
    data = {"name": "a.pdf", "parent": {"id": 17000001, "type": "Matter"}} | change
    assert api.post("documents.json", data).error[:2] == error
    assert api.clio.store()["documents"] == []


@pytest.mark.parametrize(
    ("name", "said", "content_type"),
    [
        ("a.PDF", None, "application/pdf"),
        ("scan.heic", None, "image/heic"),
        (
            "will.docx",
            None,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("plain", "text", "text/octet-stream"),
        ("a.pdf", "image/png", "image/png"),
    ],
)
def test_content_types(api, name, said, content_type):
    more = {"content_type": said} if said else {}
    _, version = api.document(name, {"id": 17000001, "type": "Matter"}, **more)
    headers = {one["name"]: one["value"] for one in version["put_headers"]}
    assert headers == {
        "Content-Type": content_type,
        "x-amz-server-side-encryption": "AES256",
    }


def test_external_properties_find_a_document(api):
    matter = api.matter()
    wanted = api.upload(parent={"id": matter, "type": "Matter"}, external_properties=MARK)
    waiting, _ = api.document(parent={"id": matter, "type": "Matter"},
                              external_properties=[{"name": "casehug", "value": "d-2"}])  # fmt: skip
    api.upload(parent={"id": matter, "type": "Matter"})

    def ids(**query):
        return {row["id"] for row in api.get("documents.json", matter_id=matter, **query).data}

    assert ids(external_property_name="casehug") == {wanted}
    assert ids(external_property_name="casehug", show_uncompleted="true") == {wanted, waiting}
    by_value = {"external_property_name": "casehug", "external_property_value": "d-1"}
    assert ids(**by_value) == {wanted}
    assert ids(**by_value | {"external_property_value": "d-"}) == set()
    assert ids(external_property_name="CaseHug") == set()
    alone = api.get("documents", external_property_value="d-1")
    assert alone.error[:2] == (400, "ArgumentError")


def test_external_properties_change_by_id(api):
    id = api.upload(external_properties=MARK)
    fields = "external_properties{id,name,value}"
    [row] = api.get(f"documents/{id}", fields=fields).data["external_properties"]
    changed = [{"id": row["id"], "value": "d-9"}, {"name": "more", "value": "1"}]
    rows = api.patch(f"documents/{id}", {"external_properties": changed}, fields=fields).data
    assert [(one["name"], one["value"]) for one in rows["external_properties"]] == [
        ("casehug", "d-9"),
        ("more", "1"),
    ]
    gone = [{"id": row["id"], "_destroy": True}]
    rows = api.patch(f"documents/{id}", {"external_properties": gone}, fields=fields).data
    assert [one["name"] for one in rows["external_properties"]] == ["more"]


def test_trash_and_back(api):
    matter = api.matter()
    id = api.upload(parent={"id": matter, "type": "Matter"})
    gone = api.delete(f"documents/{id}.json")
    assert (gone.status, gone.body) == (204, b"")

    def listed(**query):
        return [row["id"] for row in api.get("documents", matter_id=matter, **query).data]

    assert (listed(), listed(include_deleted="true")) == ([], [id])
    assert api.get(f"documents/{id}", fields="deleted_at").data["deleted_at"] is not None
    api.clio.settings(trashed_is_404=True)
    assert api.get(f"documents/{id}").status == 404
    api.clio.settings(trashed_is_404=False)
    back = api.patch(f"documents/{id}", {"restore": True}, fields="deleted_at")
    assert back.data == {"deleted_at": None}
    assert listed() == [id]


def test_a_new_version(api):
    id = api.upload(b"first", name="a.pdf")
    same, version = api.document("a.pdf", {"id": id, "type": "Document"})
    assert same == id
    put(version, b"second")
    api.patch(f"documents/{id}", {"uuid": version["uuid"], "fully_uploaded": True})
    rows = api.get(
        f"documents/{id}/versions.json", fields="id,version_number,size,fully_uploaded"
    ).data
    numbers = [(row["version_number"], row["size"], row["fully_uploaded"]) for row in rows]
    assert numbers == [(1, 5, True), (2, 6, True)]
    latest = ask("GET", api.get(f"documents/{id}/download.json").headers["Location"])
    first = api.get(f"documents/{id}/download.json", document_version_id=rows[0]["id"])
    assert latest.body == b"second"
    assert ask("GET", first.headers["Location"]).body == b"first"
    assert len(api.get("documents").data) == 1


def test_a_document_of_a_contact_gets_a_folder(api):
    contact = api.contact()
    id = api.upload(parent={"id": contact, "type": "Contact"})
    data = api.get(f"documents/{id}", fields="contact{id},matter,parent{id,name,root}").data
    folder = data["parent"].pop("id")
    assert data == {
        "contact": {"id": contact},
        "matter": None,
        "parent": {"name": "Ana Rivera", "root": True},
    }
    beside = api.upload(parent={"id": folder, "type": "Folder"})
    listed = {row["id"] for row in api.get("documents", contact_id=contact).data}
    assert listed == {id, beside}


def test_names_may_repeat_and_documents_can_be_found_by_name(api):
    parent = {"id": api.matter(), "type": "Matter"}
    one, two = api.upload(parent=parent), api.upload(parent=parent)
    other = api.upload(parent=parent, name="other.pdf")
    assert [row["id"] for row in api.get("documents", query="LETTER").data] == [one, two]
    assert api.get("documents", order="name(desc)").data[0]["id"] == other


def test_a_closed_matter_takes_documents_unless_told_otherwise(api):
    parent = {"id": api.matter(status="closed"), "type": "Matter"}
    api.upload(parent=parent)
    api.clio.settings(closed_matter_takes_documents=False)
    answer = api.post("documents.json", {"name": "a.pdf", "parent": parent})
    assert answer.error[:2] == (422, "RecordInvalid")


def test_what_is_not_complete_cannot_be_downloaded(api):
    id, _ = api.document()
    assert api.get(f"documents/{id}/download.json").status == 404
