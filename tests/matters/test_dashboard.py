import pytest

from matters.domain.matters import set_status


@pytest.fixture
def lenas(signed_in, lena):
    return signed_in(lena)


def test_empty_firm_is_told_how_to_begin(lenas):
    assert "How to begin" in lenas.get("/").content.decode()


def test_matters_without_client_wait_here(lenas, new_matter, lena):
    matter = new_matter("Lindqvist — Estate")
    text = lenas.get("/").content.decode()
    assert "Matters without a client" in text
    assert f"/matters/{matter.pk}/client/" in text
    set_status(matter=matter, status="closed", by=lena)
    assert "Matters without a client" not in lenas.get("/").content.decode()


@pytest.mark.parametrize("count", [3, 30])
def test_dashboard_costs_the_same_queries(lenas, new_matter, count, django_assert_max_num_queries):
    for number in range(count):
        new_matter(f"Matter {number}")
    lenas.get("/")
    with django_assert_max_num_queries(7):
        lenas.get("/")
