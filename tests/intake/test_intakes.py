import pytest

from intake.domain.intakes import create_intake, progress, remove_item, visible_items
from intake.models import Intake, Item


def titles(intake):
    return [item.title for item in visible_items(intake)]


def test_intake_comes_with_the_matter(intake):
    assert intake.status == Intake.Status.DRAFT
    assert "Most recent tax return" in titles(intake)


def test_intake_is_made_once(intake, lena):
    assert create_intake(matter=intake.matter, by=lena) == intake


def test_answer_shows_what_it_asks_for(intake):
    assert "Last three pay stubs" not in titles(intake)
    intake.items.filter(title="How do you earn your living?").update(answer="employed")
    assert "Last three pay stubs" in titles(intake)


@pytest.mark.parametrize("count", [0, 30])
def test_items_cost_two_queries(intake, count, django_assert_num_queries):
    for number in range(count):
        Item.objects.create(intake=intake, kind="document", title=f"Paper {number}")
    with django_assert_num_queries(2):
        for item in visible_items(intake):
            list(item.uploads.all())


def test_progress_counts_what_is_in(intake, lena):
    for item in visible_items(intake)[3:]:
        remove_item(item=item, by=lena)
    first, second, third = visible_items(intake)
    Item.objects.filter(pk=first.pk).update(state="given")
    Item.objects.filter(pk=second.pk).update(excuse="not_applicable")
    now = progress(intake)
    assert (now.done, now.total, now.percent) == (2, 3, 66)
    assert now.open_required == [third]
