"""What ships is whole, in both languages, and can be asked in the order it is written."""

import pytest

from casehug import languages
from intake.checklists import checklists
from intake.checklists.defaults import CHECKLISTS
from intake.checklists.defaults.library import ALL, DOCUMENTS
from intake.models import Asked, Category, Checklist, ChecklistItem, order
from matters.case_type_defaults import CASE_TYPES
from matters.models import CaseType
from matters.states import STATES

EVERY = [(name, ask) for name, asks in CHECKLISTS.items() for ask in asks]
CODES = {code for code, _ in STATES}
CHOOSING = {Asked.Answer.CHOICE, Asked.Answer.CHOICES}
MOST_WORDS = 30
FURTHER = languages.further()


def test_every_case_type_that_ships_has_a_checklist():
    assert set(CHECKLISTS) == {name for names in CASE_TYPES.values() for name in names}


def test_library_is_large_and_names_each_once():
    assert len(ALL) == len(DOCUMENTS) == len({ask.title for ask in ALL}) >= 65


def test_every_document_of_the_library_is_asked_for_somewhere():
    asked = {ask.key.partition("@")[0] for _, ask in EVERY if ask.kind == "document"}
    assert asked == set(DOCUMENTS)


@pytest.mark.parametrize("name", CHECKLISTS)
def test_keys_are_asked_once(name):
    keys = [ask.key for ask in CHECKLISTS[name]]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("name", CHECKLISTS)
def test_checklist_asks_enough_and_not_too_much(name):
    assert 18 <= len(CHECKLISTS[name]) <= 75


@pytest.mark.parametrize("code", FURTHER)
def test_everything_speaks_every_language(code):
    def has(ask, field):
        return bool(ask.translations().get(code, {}).get(field))

    silent = [ask.key for _, ask in EVERY if not ask.title or not has(ask, "title")]
    halved = [ask.key for _, ask in EVERY if bool(ask.help) != has(ask, "help")]
    untold = [ask.key for ask in ALL if not ask.help]
    options = [
        one for _, ask in EVERY for one in ask.options if code not in one.translated()["labels"]
    ]
    assert (silent, halved, untold, options) == ([], [], [], [])


def test_helps_are_one_or_two_short_sentences():
    assert [a.key for _, a in EVERY if len(a.help.split()) > MOST_WORDS] == []
    assert [a.key for _, a in EVERY if a.help and not a.help.endswith(".")] == []
    helps = [a.translations()[code]["help"] for _, a in EVERY if a.help for code in FURTHER]
    assert [one for one in helps if not one.endswith(".")] == []


def test_days_that_must_have_been_are_asked_as_such():
    days = {ask.key: ask.date_bounds for _, ask in EVERY if ask.answer_type == "date"}
    assert {key for key, bounds in days.items() if bounds != "past"} == {"hearing_on"}


def test_nobody_is_asked_twice_who_somebody_is_to_them():
    for name, asks in CHECKLISTS.items():
        keys = {ask.key for ask in asks}
        for ask in asks:
            if ask.answer_type == "person":
                asks_it = not ask.parts or "relation" in ask.parts
                told = ask.key in {"spouse", "other_parent", "other_driver", "relative"}
                assert not (asks_it and (told or "relation" in keys)), f"{name}: {ask.key}"


def test_the_clients_own_is_filled_in_and_lists_may_be_typed():
    own = {ask.key: ask.autofill for _, ask in EVERY if ask.autofill}
    assert own == {"full_name": "name", "born_on": "bday", "address": "address", "phone": "tel"}
    lists = {ask.key for ask in ALL if ask.may_be_typed}
    assert lists >= {"witness_list", "asset_list", "digital_assets_list", "family_tree",
                     "travel_history", "monthly_budget"}  # fmt: skip


def test_recordings_are_welcome_where_injuries_and_custody_are_shown():
    welcome = {ask.key for ask in ALL if ask.takes_recordings}
    assert welcome == {"injury_photos", "scene_photos", "damage_photos", "custody_messages"}


def test_none_of_these_excludes_the_others():
    alone = {(ask.key, one.value) for _, ask in EVERY for one in ask.options if one.alone}
    assert alone == {("owned", "none"), ("treated", "nobody")}


def test_what_counts_reaches_the_firms_own_checklists(in_firm):
    checklists.ship(firm=in_firm)
    items = ChecklistItem.objects.filter(checklist__case_type__name="Divorce — Standard")
    assert items.get(title="Your spouse").parts == ["name", "phone", "email"]
    items = ChecklistItem.objects.filter(checklist__case_type__name="Probate")
    assert items.get(title="Date of death").date_bounds == "past"
    assert items.get(title="List of the closest relatives of the person who died").may_be_typed


def test_questions_have_an_answer_and_choices_have_options():
    for _, ask in EVERY:
        assert ask.category in Category.values
        assert bool(ask.answer_type) == (ask.kind == "question"), ask.key
        assert bool(ask.options) == (ask.answer_type in CHOOSING), ask.key


@pytest.mark.parametrize("name", CHECKLISTS)
def test_conditions_follow_an_earlier_question_and_one_of_its_answers(name):
    seen = {}
    for ask in order.in_order(CHECKLISTS[name]):
        if ask.when:
            key, value = ask.when
            assert key in seen, f"{ask.key} comes before {key}"
            assert value in answers_of(seen[key]), ask.key
            assert set(ask.states) <= set(seen[key].states or ask.states or CODES)
        seen[ask.key] = ask


def answers_of(ask):
    return {one.value for one in ask.options} if ask.options else {"yes", "no"}


def test_states_exist_and_some_things_vary_by_them():
    varied = {ask.key for _, ask in EVERY if ask.states}
    assert {code for _, ask in EVERY for code in ask.states} <= CODES
    assert len(varied) >= 4


def test_firm_gets_its_checklists_when_it_first_needs_one(in_firm):
    assert Checklist.objects.count() == 0
    checklists.ship(firm=in_firm)
    assert Checklist.objects.count() == len(CHECKLISTS) == CaseType.objects.count()


def test_shipping_again_changes_nothing(in_firm, django_assert_max_num_queries):
    checklists.ship(firm=in_firm)
    first = Checklist.objects.first()
    first.items.all().delete()
    with django_assert_max_num_queries(6):
        checklists.ship(firm=in_firm)
    assert Checklist.objects.count() == len(CHECKLISTS)
    assert not first.items.exists()
