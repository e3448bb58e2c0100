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
    assert (now.approved, now.explained) == (0, 1)
    assert now.still_open == [third]
    Item.objects.filter(pk=third.pk).update(excuse="someone_else")
    assert progress(intake).percent == 100


def test_what_the_firm_does_without_is_done(intake, lena):
    for item in visible_items(intake)[2:]:
        remove_item(item=item, by=lena)
    first, second = visible_items(intake)
    Item.objects.filter(pk=first.pk).update(state="approved", required=True)
    Item.objects.filter(pk=second.pk).update(excuse="coming", state="approved", required=True)
    now = progress(intake)
    assert (now.done, now.total, now.approved, now.percent) == (2, 2, 2, 100)


def test_a_return_makes_anything_count(intake, lena):
    for item in visible_items(intake)[2:]:
        remove_item(item=item, by=lena)
    first, second = visible_items(intake)
    Item.objects.filter(pk=first.pk).update(state="approved", required=True)
    Item.objects.filter(pk=second.pk).update(state="returned", required=False)
    now = progress(intake)
    assert (now.done, now.total, now.percent, now.optional) == (1, 2, 50, 0)
    assert now.still_open == [second]
    Item.objects.filter(pk=second.pk).update(excuse="not_applicable")
    assert (progress(intake).percent, progress(intake).total) == (100, 1)
