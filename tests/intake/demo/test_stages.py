"""How far an intake is, on the list of matters: a badge, a filter, and the dashboard's way there."""

import html
import re

import pytest

from intake.links import private_links
from intake.models import Intake, Item, Upload
from matters.models import Matter
from matters.views import matter_list
from tests.intake.mark import marked
from tests.matters.test_matter_list import titles


@pytest.fixture
def matters(in_firm, divorce, maya, lena):
    """matters(3, status="sent") → new ones, each with an intake and its link."""

    def make(count, prefix="Matter", **fields):
        made = [
            Matter.objects.create(
                title=f"{prefix} {number}", case_type=divorce, client=maya, state="OR"
            )
            for number in range(count)
        ]
        for matter in made:
            intake = Intake.objects.create(matter=matter, **fields)
            Item.objects.create(intake=intake, kind="document", title="Passport")
            private_links.make_link(intake=intake, by=lena)
        return made

    return make


def upload(matter):
    return Upload.objects.create(
        item=matter.intake.items.get(), nonce="1", name="a.pdf", file="x", size=1,
        sha256="0" * 64, content_type="application/pdf",
    )  # fmt: skip


def row(page, title):
    return page.split(f">{title}<")[1].split("</tr>")[0]


@pytest.fixture
def one_of_each(matters):
    for status in Intake.Status.values:
        matters(1, prefix=status, status=status)
    (with_file,) = matters(1, prefix="with file", status="in_progress")
    upload(with_file)
    (closed,) = matters(1, prefix="closed", status="sent")
    Matter.objects.filter(pk=closed.pk).update(status="closed")
    marked()


@pytest.mark.usefixtures("one_of_each")
def test_a_badge_says_how_far_the_intake_is(lenas):
    page = lenas.get("/matters/").content.decode()
    words = {
        "draft 0": None, "sent 0": "Waiting for the client", "in_progress 0": "Waiting for the client",
        "returned 0": "Waiting for the client", "submitted 0": "To review",
        "approved 0": "Intake approved", "with file 0": "To review",
    }  # fmt: skip
    rows = page.split("<tbody>")[1]
    stages = ["Waiting for the client", "To review", "Intake approved"]
    for title, wanted in words.items():
        assert [s for s in stages if s in row(rows, title)] == ([wanted] if wanted else []), title


@pytest.mark.usefixtures("one_of_each")
@pytest.mark.parametrize(
    ("stage", "wanted"),
    [
        ("review", {"submitted 0", "with file 0"}),
        ("client", {"sent 0", "in_progress 0", "returned 0", "with file 0"}),
        ("approved", {"approved 0"}),
    ],
)
def test_the_filter_finds_those(lenas, stage, wanted):
    page = lenas.get("/matters/", {"intake": stage}).content.decode()
    assert set(titles(page)) == wanted
    assert f'<option value="{stage}" selected>' in page


@pytest.mark.usefixtures("one_of_each")
def test_an_unknown_stage_narrows_nothing(lenas):
    assert len(titles(lenas.get("/matters/?intake=nonsense").content.decode())) == 8


def test_pages_keep_the_filter(lenas, matters, monkeypatch):
    monkeypatch.setattr(matter_list, "PAGE", 4)
    matters(6, status="sent")
    matters(3, prefix="Other", status="approved")
    url, found = "/matters/?intake=client", []
    while url:
        page = lenas.get(url).content.decode()
        found += titles(page)
        older = re.search(r'href="([^"]+)">Older', page)
        url = older and html.unescape(older[1])
    assert found == [f"Matter {number}" for number in reversed(range(6))]


@pytest.mark.parametrize("stage", ["", "review", "client", "approved"])
@pytest.mark.parametrize("count", [2, 60])
def test_the_list_costs_the_same_queries(
    lenas, matters, count, stage, django_assert_max_num_queries
):
    matters(count, status={"review": "submitted", "approved": "approved"}.get(stage, "sent"))
    lenas.get("/matters/")
    with django_assert_max_num_queries(4):
        assert len(titles(lenas.get(f"/matters/?intake={stage}").content.decode())) == min(
            count, 50
        )


def test_the_dashboard_leads_to_the_rest(lenas, matters):
    matters(7, status="sent")
    matters(8, prefix="Given", status="submitted")
    page = lenas.get("/").content.decode()
    assert 'href="/matters/?intake=client">See all 7<' in page
    assert 'href="/matters/?intake=review">See all 8<' in page
    assert page.count("Given ") <= 6 + 6
    Matter.objects.filter(title__endswith="0").delete()
    assert "See all 7" in lenas.get("/").content.decode()


@pytest.mark.usefixtures("one_of_each")
def test_another_firm_filters_its_own(ottos):
    for stage in ("review", "client", "approved"):
        assert titles(ottos.get(f"/matters/?intake={stage}").content.decode()) == []
