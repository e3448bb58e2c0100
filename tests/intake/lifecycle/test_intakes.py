import pytest

from intake.lifecycle.intakes import create_intake, remove_item
from intake.models import Intake, Item
from intake.progress.completeness import progress
from intake.progress.visibility import visible_items


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
    for item in visible_items(intake)[4:]:
        remove_item(item=item, by=lena)
    first, second, third, fourth = visible_items(intake)
    Item.objects.filter(pk=first.pk).update(state="given", required=True)
    Item.objects.filter(pk=second.pk).update(excuse="need_help", required=True)
    Item.objects.filter(pk=fourth.pk).update(required=False)
    Item.objects.filter(pk=third.pk).update(required=True)
    now = progress(intake)
    assert (now.done, now.total, now.percent, now.optional) == (2, 3, 66, 1)
    assert (now.came_in, now.wanted, now.percent_in, now.explained) == (1, 3, 33, 1)
    assert now.open_required == [third]
    Item.objects.filter(pk=third.pk).update(excuse="someone_else")
    assert progress(intake).percent == 100


def test_what_the_firm_does_without_is_wanted_no_more(intake, lena):
    for item in visible_items(intake)[2:]:
        remove_item(item=item, by=lena)
    first, second = visible_items(intake)
    Item.objects.filter(pk=first.pk).update(state="approved", required=True)
    Item.objects.filter(pk=second.pk).update(excuse="coming", state="approved", required=True)
    now = progress(intake)
    assert (now.came_in, now.wanted, now.approved, now.percent_in) == (1, 1, 1, 100)
