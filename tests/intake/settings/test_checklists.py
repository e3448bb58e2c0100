import re

import pytest

from intake.checklists import checklists, items, ordering
from intake.lifecycle import checklist_update
from intake.lifecycle.intakes import remove_item
from intake.models import Checklist, ChecklistItem, Item
from intake.models.order import in_order
from intake.progress.visibility import visible_items
from matters.models import CaseType
from tests.markup import flat


@pytest.fixture
def checklist(divorce):
    checklists.ship(firm=divorce.firm)
    return Checklist.objects.get(case_type=divorce, state="")


def titled(checklist, title):
    return checklist.items.get(title=title)


def form_of(**changes):
    return {"kind": "document", "title": "Boat papers", "title_es": "Papeles del barco", "help": "",
            "help_es": "", "category": "property", "required": "on", **changes}  # fmt: skip


@pytest.fixture
def address(checklist):
    return f"/settings/templates/{checklist.pk}/"


def test_staff_do_not_find_the_templates(lenas, address):
    for path in ("/settings/templates/", "/settings/templates/new/", address, f"{address}copy/"):
        assert lenas.get(path).status_code == 404


def test_another_firm_does_not_find_the_checklist(ottos, address, checklist):
    item = checklist.items.first().pk
    for path in ("", "copy/", "items/new/", f"items/{item}/", f"items/{item}/removal/"):
        assert ottos.get(address + path).status_code == 404


def test_item_is_added_changed_and_removed(maras, address, checklist):
    maras.post(f"{address}items/new/", form_of())
    item = titled(checklist, "Boat papers")
    maras.post(f"{address}items/{item.pk}/", form_of(title="Boat title", states="or, wa"))
    item.refresh_from_db()
    assert (item.title, item.states) == ("Boat title", ["OR", "WA"])
    maras.post(f"{address}items/{item.pk}/removal/")
    assert not ChecklistItem.objects.filter(pk=item.pk).exists()


def test_document_of_the_library_is_added(maras, address, checklist):
    maras.post(f"{address}items/new/", {"ready": "green_card"})
    assert not titled(checklist, "Permanent resident card (green card)").required


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Say what you ask for."),
        ({"states": "XX"}, "There is no state XX."),
        ({"kind": "question"}, "Choose how the client answers."),
        ({"kind": "question", "answer_type": "choice", "options": "One"}, "at least two options"),
    ],
)
def test_form_says_what_is_wrong(maras, address, changes, words):
    response = maras.post(f"{address}items/new/", form_of(**changes))
    assert response.status_code == 422
    assert words in response.content.decode()


def test_condition_must_come_later_than_its_question(maras, address, checklist):
    question = titled(checklist, "Has anybody given you court papers?")
    shown = f"{question.pk}:yes"
    response = maras.post(f"{address}items/new/", form_of(shown=shown))
    assert "Choose a later category here." in response.content.decode()
    maras.post(f"{address}items/new/", form_of(shown=shown, category="other"))
    item = titled(checklist, "Boat papers")
    assert (item.shown_if, item.shown_if_value) == (question, "yes")


def test_options_keep_their_values_when_reworded(maras, address, checklist):
    item = titled(checklist, "Do you own or rent your home?")
    options = "We own it | Es nuestra\nWe rent it | La alquilamos\nOther | Otra"
    maras.post(f"{address}items/{item.pk}/", form_of(kind="question", title=item.title,
               answer_type="choice", options=options))  # fmt: skip
    item.refresh_from_db()
    assert [one["value"] for one in item.options] == ["own", "rent", "family"]


def test_option_that_shows_something_stays(maras, address, checklist):
    item = titled(checklist, "Do you own or rent your home?")
    options = "We rent it | La alquilamos\nOther | Otra"
    response = maras.post(f"{address}items/{item.pk}/", form_of(kind="question", title=item.title,
                          answer_type="choice", options=options))  # fmt: skip
    assert response.status_code == 422
    assert "Change that first." in response.content.decode()


def test_what_counts_is_said_in_the_form(maras, address, checklist):
    def send(**changes):
        maras.post(f"{address}items/new/", form_of(title="Asked", **changes))
        item = titled(checklist, "Asked")
        page = maras.get(f"{address}items/{item.pk}/").content.decode()
        maras.post(f"{address}items/{item.pk}/removal/")
        return item, page

    item, _ = send(kind="question", answer_type="date", date_bounds="past", autofill="bday",
                   may_be_typed="on", parts=["name"])  # fmt: skip
    assert (item.date_bounds, item.autofill, item.parts) == ("past", "bday", [])
    assert not item.may_be_typed
    item, page = send(kind="question", answer_type="person", parts=["phone"], date_bounds="past")
    assert (item.parts, item.date_bounds) == (["name", "phone"], "any")
    assert 'value="phone" id="id_parts_0_2" checked' in page
    item, _ = send(
        kind="question", answer_type="person", parts=["name", "relation", "phone", "email"]
    )
    assert item.parts == []
    item, _ = send(may_be_typed="on", autofill="name")
    assert (item.may_be_typed, item.autofill) == (True, "")
    options = "Cars | Autos\nNone | Nada | alone"
    item, page = send(kind="question", answer_type="choices", options=options)
    assert [one.get("alone", False) for one in item.options] == [False, True]
    assert "None | Nada | alone" in page


def test_items_move_within_their_category(maras, address, checklist):
    first, second = checklist.items.filter(category="about_you")[:2]
    answer = maras.post(f"{address}items/{second.pk}/place/", {"to": "up"})
    assert list(checklist.items.filter(category="about_you")[:2]) == [second, first]
    # The other arrow is gone at the top.
    assert answer.headers["Location"] == f"{address}?moved={second.pk}#down-{second.pk}"
    maras.post(f"{address}items/{second.pk}/place/", {"to": "up"})
    assert checklist.items.filter(category="about_you")[0] == second


def test_item_stays_behind_its_question(checklist, mara):
    home = titled(checklist, "Do you own or rent your home?")
    deed = home.shows.order_by("position")[0]
    assert not items.move_item(item=deed, by=mara, up=True)


# --- To another place in one go ------------------------------------------------------------------


def order(checklist):
    return in_order(checklist.items.all())


def offered(client, address, item):
    page = client.get(f"{address}items/{item.pk}/place/").content.decode()
    return re.findall(r'<option value="(.*?)"( selected)?>', page.partition('id="to"')[2])


def test_an_item_moves_anywhere_at_once(maras, address, checklist):
    moved, after = order(checklist)[1], checklist.items.filter(category="financial")[3]
    place = f"{address}items/{moved.pk}/place/"
    answer = maras.post(place, {"to": f"financial:{after.pk}"})
    row = list(checklist.items.filter(category="financial"))
    assert row[3:5] == [after, moved]
    there = f"{address}?moved={moved.pk}"
    assert answer.headers["Location"] == f"{there}#place-{moved.pk}"
    page = flat(maras.get(there).content.decode())
    assert f'id="said-{moved.pk}">Now 5 of {len(row)} in Financial.<' in page
    assert f'id="place-{moved.pk}" aria-describedby="said-{moved.pk}"' in page
    maras.post(place, {"to": "financial:"})
    assert checklist.items.filter(category="financial")[0] == moved
    assert [one for one in order(checklist) if one.category == "financial"] == [
        moved,
        *row[:4],
        *row[5:],
    ]


def test_an_empty_category_may_be_begun(maras, address, checklist):
    checklist.items.filter(category="medical").delete()
    moved = checklist.items.filter(category="financial", shown_if=None, shows=None)[0]
    maras.post(f"{address}items/{moved.pk}/place/", {"to": "medical:"})
    assert list(checklist.items.filter(category="medical")) == [moved]


def test_where_it_stands_is_chosen_at_first(maras, address, checklist):
    first, second, *_ = order(checklist)
    chosen = [value for value, is_chosen in offered(maras, address, second) if is_chosen]
    assert chosen == [f"{first.category}:{first.pk}"]
    before = list(checklist.items.values("pk", "position"))
    maras.post(f"{address}items/{second.pk}/place/", {"to": chosen[0]})
    assert list(checklist.items.values("pk", "position")) == before


def test_only_places_that_keep_questions_first_are_offered(maras, address, checklist, mara):
    for item in order(checklist):
        others = [one for one in order(checklist) if one.pk != item.pk]
        asks = [at for at, one in enumerate(others) if one.pk == item.shown_if_id]
        shows = [at for at, one in enumerate(others) if one.shown_if_id == item.pk]
        fit = others[min(asks, default=0) : min(shows, default=len(others))]
        behind = [value for value, _ in offered(maras, address, item) if value[-1] != ":"]
        assert behind == [f"{one.category}:{one.pk}" for one in fit], item
    home = titled(checklist, "Do you own or rent your home?")
    deed = home.shows.order_by("position")[0]
    for value, _ in offered(maras, address, deed):
        assert ordering.place_item(item=titled(checklist, deed.title), value=value, by=mara)
        found = [one.pk for one in order(checklist)]
        assert found.index(home.pk) < found.index(deed.pk), value


@pytest.mark.parametrize(
    "value", ["", "x", "financial:0", "about_you:", "nowhere:", "financial:9999999999999999999"]
)
def test_a_place_it_may_not_have_changes_nothing(maras, address, checklist, value):
    deed = titled(checklist, "Do you own or rent your home?").shows.order_by("position")[0]
    before = list(checklist.items.values("pk", "category", "position"))
    page = maras.post(f"{address}items/{deed.pk}/place/", {"to": value}, follow=True)
    assert "It stays: a question comes before" in page.content.decode()
    assert list(checklist.items.values("pk", "category", "position")) == before


def test_the_page_of_places_says_why_some_are_missing(maras, address, checklist):
    home = titled(checklist, "Do you own or rent your home?")
    page = maras.get(f"{address}items/{home.pk}/place/").content.decode()
    assert "It stays before what its answer asks for: " in page
    deed = home.shows.first()
    page = maras.get(f"{address}items/{deed.pk}/place/").content.decode()
    assert f"It stays after the question that asks for it: {home.title}." in page


def test_removing_a_question_removes_what_it_shows(checklist, mara):
    items.remove_item(item=titled(checklist, "Do you own or rent your home?"), by=mara)
    assert not checklist.items.filter(title="Lease or rental agreement").exists()


def test_state_gets_a_checklist_of_its_own(maras, address, checklist, new_intake):
    maras.post(f"{address}copy/", {"state": "WA"})
    own = Checklist.objects.get(case_type=checklist.case_type, state="WA")
    lease = titled(own, "Lease or rental agreement")
    assert lease.shown_if == titled(own, "Do you own or rent your home?")
    ChecklistItem.objects.create(checklist=own, kind="document", title="Ferry pass")
    assert "Ferry pass" in [i.title for i in visible_items(new_intake(state="WA"))]
    assert "Ferry pass" not in [i.title for i in visible_items(new_intake(state="OR"))]


def test_removed_state_goes_by_the_one_for_all(maras, checklist, mara, new_intake):
    own = checklists.copy_to_state(checklist=checklist, state="WA", by=mara)
    maras.post(f"/settings/templates/{own.pk}/removal/")
    maras.post(f"/settings/templates/{checklist.pk}/removal/")
    assert list(Checklist.objects.filter(case_type=checklist.case_type)) == [checklist]
    assert visible_items(new_intake(state="WA"))


def test_items_of_other_states_are_not_asked(new_intake):
    form = "Your state’s financial statement form"
    assert form in [item.title for item in visible_items(new_intake(state="CA"))]
    assert form not in [item.title for item in visible_items(new_intake(state="OR"))]


def test_own_case_type_begins_with_a_copy(maras, checklist, new_intake):
    maras.post("/settings/templates/new/", {"name": "Adoption", "practice_area": "Family",
                                            "like": checklist.pk})  # fmt: skip
    adoption = CaseType.objects.get(name="Adoption")
    assert adoption.checklists.get().items.count() == checklist.items.count()
    assert visible_items(new_intake(case_type=adoption))
    again = maras.post("/settings/templates/new/", {"name": "adoption", "practice_area": "Family"})
    assert "already" in again.content.decode()


# --- Intakes and their checklist -----------------------------------------------------------------


def test_changed_checklist_changes_no_intake(intake, checklist, mara):
    before = list(Item.objects.filter(intake=intake).values())
    items.add_item(checklist=checklist, by=mara, kind="document", title="Boat papers")
    license_ = titled(checklist, "Driver’s license or state ID")
    items.change_item(item=license_, by=mara, title="Any photo ID")
    items.move_item(item=license_, by=mara, up=False)
    assert list(Item.objects.filter(intake=intake).values()) == before


def test_update_changes_what_is_unanswered_alone(intake, checklist, mara, item_named):
    answered, unanswered = item_named("Your full legal name"), item_named("Your date of birth")
    Item.objects.filter(pk=answered.pk).update(answer="Maya Ruiz", state="given")
    for title in (answered.title, unanswered.title):
        one = titled(checklist, title)
        items.change_item(item=one, by=mara, title=f"{title}, again")
    items.add_item(checklist=checklist, by=mara, kind="document", title="Boat papers")
    assert checklist_update.apply_checklist(intake=intake, by=mara) == 2
    asked = [item.title for item in visible_items(intake)]
    assert {"Your full legal name", "Your date of birth, again", "Boat papers"} <= set(asked)
    assert checklist_update.apply_checklist(intake=intake, by=mara) == 0


def test_update_leaves_removed_items_removed(intake, mara, item_named):
    remove_item(item=item_named("Credit report"), by=mara)
    checklist_update.apply_checklist(intake=intake, by=mara)
    assert "Credit report" not in [item.title for item in visible_items(intake)]


def test_copies_point_at_each_other(intake, item_named):
    lease = item_named("Lease or rental agreement")
    assert lease.shown_if == item_named("Do you own or rent your home?")


def test_lists_cost_the_same_queries(maras, address, django_assert_max_num_queries):
    maras.get("/settings/templates/")
    with django_assert_max_num_queries(9):
        maras.get("/settings/templates/")
    with django_assert_max_num_queries(9):
        maras.get(address)
