import pytest

from matters.domain.documents import add_document
from matters.domain.matters import set_status
from matters.events import matter_changed
from matters.models import Client, Matter
from tests.markup import flat
from tests.matters.conftest import upload


@pytest.fixture
def lenas(signed_in, lena, in_firm):
    return signed_in(lena)


@pytest.fixture
def file(new_matter, new_client):
    return new_matter(client=new_client(phone="(503) 555-0118"), county="Multnomah")


def test_page_says_what_the_matter_is(lenas, file):
    text = flat(lenas.get(f"/matters/{file.pk}/").content.decode())
    for words in ("Rivera — Divorce", "Open", "Divorce — Standard", "Oregon, Multnomah County",
                  "Ana Rivera", "ana.rivera@example.com", "(503) 555-0118", "No documents yet"):  # fmt: skip
        assert words in text


def test_timeline_tells_what_was_done(lenas, file, lena, mara):
    add_document(matter=file, file=upload(), by=lena)
    set_status(matter=file, status="closed", by=mara)
    text = lenas.get(f"/matters/{file.pk}/").content.decode()
    told = ["Mara Hart set the status to Closed", "Lena Ortiz added Passport.pdf",
            "Lena Ortiz created the matter", "Lena Ortiz added the client"]  # fmt: skip
    places = [text.index(words) for words in told]
    assert places == sorted(places)


@pytest.mark.parametrize("count", [0, 12])
def test_page_costs_the_same_queries(lenas, file, lena, count, django_assert_max_num_queries):
    for _ in range(count):
        add_document(matter=file, file=upload(), by=lena)
    lenas.get(f"/matters/{file.pk}/")
    with django_assert_max_num_queries(12):
        lenas.get(f"/matters/{file.pk}/")


def test_matter_without_client_offers_to_add_one(lenas, new_matter, new_client):
    matter, ana = new_matter(), new_client()
    address = f"/matters/{matter.pk}/client/"
    assert address in lenas.get(f"/matters/{matter.pk}/").content.decode()
    lenas.post(address, {"who": "found", "client": ana.pk})
    matter.refresh_from_db()
    assert matter.client == ana
    assert [m.pk for m in Matter.objects.matching("ana")] == [matter.pk]


def test_client_form_of_a_matter_keeps_what_was_typed(lenas, new_matter):
    address = f"/matters/{new_matter().pk}/client/"
    typed = {"who": "new", "new-first_name": "Ana", "new-last_name": "", "new-phone": "12"}
    response = lenas.post(address, typed)
    assert response.status_code == 422
    assert 'value="Ana"' in response.content.decode()
    assert Client.objects.count() == 0


def test_edit_changes_and_tells(lenas, file, typed):
    heard = []
    listener = lambda **news: heard.append(news["matter"].title)  # noqa: E731
    matter_changed.connect(listener)
    lenas.post(f"/matters/{file.pk}/edit/", typed | {"title": "Rivera — Separation"})
    lenas.post(f"/matters/{file.pk}/edit/", typed | {"title": "Rivera — Separation"})
    matter_changed.disconnect(listener)
    assert heard == ["Rivera — Separation"]
    assert "changed title" in lenas.get(f"/matters/{file.pk}/").content.decode()


def test_edit_keeps_what_was_typed(lenas, file, typed):
    response = lenas.post(f"/matters/{file.pk}/edit/", typed | {"title": "", "county": "Lane"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Give the matter a title." in text
    assert 'value="Lane"' in text
    file.refresh_from_db()
    assert file.county == "Multnomah"


def test_status_is_set_and_nonsense_ignored(lenas, file):
    lenas.post(f"/matters/{file.pk}/status/", {"status": "pending"})
    lenas.post(f"/matters/{file.pk}/status/", {"status": "nonsense"})
    file.refresh_from_db()
    assert file.status == "pending"


def test_markup_in_a_name_stays_text(lenas, new_matter):
    matter = new_matter("<script>alert(1)</script>")
    assert b"<script>alert(1)" not in lenas.get(f"/matters/{matter.pk}/").content
    assert b"<script>alert(1)" not in lenas.get("/matters/").content
