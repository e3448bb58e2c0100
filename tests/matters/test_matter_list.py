import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from matters.domain import search_index
from matters.domain.clients import change_client
from matters.models import Matter
from matters.views import matter_list


@pytest.fixture
def lenas(signed_in, lena):
    return signed_in(lena)


@pytest.fixture
def many(in_firm, divorce, maya, lena):
    def make(count, **fields):
        matters = Matter.objects.bulk_create(
            Matter(title=f"Matter {number}", case_type=divorce, client=maya, state="OR", **fields)
            for number in range(count)
        )
        search_index.learn_matters(matters)
        return matters

    return make


def titles(text):
    return re.findall(r'table__link" href="[^"]+">([^<]+)<', text)


def pages(lenas, link, url="/matters/"):
    """All pages from this one along "Older" or "Newer"."""
    while True:
        text = lenas.get(url).content.decode()
        yield titles(text), url
        following = re.search(rf'href="([^"]+)">(?:<svg[^>]*>.*?</svg>)?{link}', text)
        if not following:
            return
        url = html.unescape(following[1])


@pytest.mark.parametrize("at_once", [True, False])
def test_pages_hold_every_matter_once(lenas, many, monkeypatch, at_once):
    monkeypatch.setattr(matter_list, "PAGE", 4)
    moment = timezone.now()
    for number, matter in enumerate(many(14)):
        when = moment if at_once else moment + timedelta(microseconds=number)
        Matter.objects.filter(pk=matter.pk).update(created_at=when)
    wanted = [f"Matter {number}" for number in reversed(range(14))]
    downwards = list(pages(lenas, "Older"))
    assert [title for found, _ in downwards for title in found] == wanted
    assert [len(found) for found, _ in downwards] == [4, 4, 4, 2]
    upwards = list(pages(lenas, "Newer", downwards[-1][1]))
    assert upwards[-1][0] == wanted[:4]


@pytest.mark.parametrize("mark", ["x", "1", "-", "1-1", f"{'9' * 40}-1", "-5--7"])
def test_unreadable_place_shows_matters(lenas, many, mark):
    many(2)
    assert lenas.get("/matters/", {"older": mark}).status_code == 200
    assert lenas.get("/matters/", {"newer": mark}).status_code == 200


@pytest.mark.parametrize("count", [3, 300])
def test_list_costs_the_same_queries(lenas, many, count, django_assert_max_num_queries):
    many(count)
    lenas.get("/matters/")
    with django_assert_max_num_queries(8) as asked:
        lenas.get("/matters/?q=matter&status=open")
    few = {3: 5, 300: 6}  # The count is asked for only where one page does not show it.
    assert len(asked) <= few[count] + 1


def test_count_stops_at_a_thousand(lenas, many, monkeypatch):
    monkeypatch.setattr(matter_list, "MOST_COUNTED", 60)
    many(61)
    assert "60+ matters" in lenas.get("/matters/").content.decode()


@pytest.mark.parametrize("query", ["Ruiz", "maya.ruiz@ex", "MAYA divorce", "ruíz", "div may"])
def test_matter_is_found_by_title_client_and_email(lenas, new_matter, maya, query):
    new_matter("Ruiz — Divorce", client=maya)
    new_matter("Okafor — Custody")
    assert titles(lenas.get("/matters/", {"q": query}).content.decode()) == ["Ruiz — Divorce"]


def test_search_follows_a_changed_name(lenas, new_matter, new_client, lena):
    client = new_client("Ana", "Rivera")
    new_matter("Divorce", client=client)
    change_client(client=client, last_name="O’Brien", by=lena)
    assert titles(lenas.get("/matters/?q=obrien").content.decode()) == ["Divorce"]
    assert titles(lenas.get("/matters/?q=rivera,").content.decode()) == ["Divorce"]  # by email


def test_status_filters(lenas, many):
    many(2, status="closed")
    assert titles(lenas.get("/matters/?status=open").content.decode()) == []
    assert len(titles(lenas.get("/matters/?status=closed").content.decode())) == 2
    assert len(titles(lenas.get("/matters/?status=nonsense").content.decode())) == 2


def test_fragment_and_page_share_an_address(lenas, many):
    many(1)
    response = lenas.get("/matters/", headers={"HX-Request": "true"})
    assert "HX-Request" in response.headers["Vary"]
    assert "<html" not in response.content.decode()
    assert titles(response.content.decode()) == ["Matter 0"]


def test_empty_list_says_how_to_begin(lenas):
    assert "Create the first one" in lenas.get("/matters/").content.decode()
    assert "No matter fits" in lenas.get("/matters/?q=x").content.decode()
