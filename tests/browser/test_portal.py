"""Maya's phone: answers kept as they are given, files that go on after a cut, leaving quickly."""

import pytest
from playwright.sync_api import expect

from intake.lifecycle.intakes import add_item
from intake.models import Item, Upload
from matters.demo import papers
from tests.browser.conftest import RENT

LARGE = papers.pdf("Tax return", ["2025"]).replace(b"%%EOF", b"%" + b"A" * 3_500_000 + b"\n%%EOF")


def test_answers_are_kept_as_they_are_given(phone, intake):
    phone.get_by_role("link", name="Begin").click()
    phone.get_by_label("What is your name?").fill("Maya Ruiz")
    expect(phone.locator("#progress")).to_contain_text("1 of 3 required · saved just now")
    phone.get_by_role("radio", name="We rent").check()
    rent = phone.get_by_label("How much is the rent?")
    rent.fill("a lot")
    rent.blur()
    expect(phone.get_by_text("Write the amount in numbers")).to_be_visible()
    assert rent.get_attribute("aria-invalid") == "true"
    rent.fill("900")
    phone.get_by_role("button", name="Save and continue").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Tax return")
    kept = dict(Item.objects.filter(intake=intake).values_list("title", "answer"))
    assert kept == {
        "Where do you live?": "rent",
        "How much is the rent?": "900",
        "What is your name?": "Maya Ruiz",
        "Tax return": None,
    }


def test_a_date_typed_digit_by_digit_is_not_called_wrong_before_its_year(phone, intake, lena):
    about = {"kind": "question", "category": "about_you", "answer_type": "date"}
    born = add_item(intake=intake, by=lena, title="Born on", **about)
    phone.clock.install()
    phone.get_by_role("link", name="Begin").click()
    field, state = phone.get_by_label("Born on"), phone.locator(f"#state-{born.pk}")
    sent = []
    phone.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    field.focus()
    for key in "0503198":
        phone.keyboard.press(key)
    phone.clock.fast_forward(5000)  # Longer than a change waits.
    assert (field.input_value(), sent) == ("0198-05-03", [])
    phone.keyboard.press("5")
    expect(state).to_contain_text("Saved")
    assert len(sent) == 1
    assert field.get_attribute("aria-invalid") is None
    field.fill("0198-05-03")
    field.blur()
    expect(state).to_contain_text("it is too long ago")


def test_a_day_in_three_fields_is_not_called_wrong_while_it_is_typed(phone, intake, lena):
    about = {"kind": "question", "category": "about_you", "answer_type": "date"}
    born = add_item(intake=intake, by=lena, title="Born on", date_bounds="past", **about)
    phone.get_by_role("link", name="Begin").click()
    state = phone.locator(f"#state-{born.pk}")
    phone.get_by_label("Month").fill("3")
    phone.get_by_label("Day").fill("7")
    phone.get_by_label("Year").press_sequentially("1985", delay=50)
    expect(state).to_contain_text("Saved")
    assert Item.objects.get(pk=born.pk).answer == "1985-03-07"
    phone.get_by_label("Day").fill("")
    phone.get_by_label("What is your name?").focus()
    expect(state).to_contain_text("Write all three: the month, the day and the year.")
    assert Item.objects.get(pk=born.pk).answer == "1985-03-07"


def test_what_a_group_lacks_is_said_once_it_is_left(phone, intake, lena):
    about = {"kind": "question", "category": "about_you", "answer_type": "person"}
    add_item(intake=intake, by=lena, title="Your sister", **about)
    phone.get_by_role("link", name="Begin").click()
    phone.get_by_label("Phone").fill("5035550142")
    expect(phone.locator("#progress")).to_contain_text("saved just now")
    expect(phone.get_by_text("Still missing: the name.")).to_be_hidden()
    phone.get_by_label("What is your name?").focus()
    expect(phone.get_by_text("Still missing: the name.")).to_be_visible()


def test_what_is_wrong_is_one_press_away(phone, intake, lena):
    about = {"kind": "question", "category": "about_you"}
    add_item(intake=intake, by=lena, title="Born on", answer_type="date", **about)
    options = [*RENT, {"value": "none", "labels": {"en": "None of these"}, "alone": True}]
    add_item(intake=intake, by=lena, title="Owned", answer_type="choices", options=options, **about)
    phone.get_by_role("link", name="Begin").click()
    phone.get_by_label("Born on").fill("1700-01-01")
    phone.get_by_label("We rent").last.check()
    phone.get_by_label("None of these").check()
    phone.get_by_role("button", name="Save and continue").click()
    for title, field in (("Born on", "Born on"), ("Owned", "We rent")):
        phone.get_by_role("alert").get_by_role("link", name=title).click()
        expect(phone.get_by_label(field).last).to_be_focused()


@pytest.fixture
def offline(phone, context):
    """The same phone in a page whose console may tell of a lost network."""
    page = context.new_page()
    page.goto(phone.url)
    return page


def test_what_was_typed_without_a_network_is_kept_once_it_is_back(offline, intake):
    phone = offline
    phone.get_by_role("link", name="Begin").click()
    name = phone.get_by_label("What is your name?")
    phone.route("**/answer/", lambda route: route.abort())
    name.fill("Maya")
    expect(phone.locator("#trouble")).to_contain_text("What you typed is still here")
    phone.unroute("**/answer/")
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    expect(phone.locator("#trouble")).to_be_hidden()
    assert Item.objects.get(intake=intake, title="What is your name?").answer == "Maya"


def test_a_file_goes_on_after_a_cut_and_after_a_reload(phone, tmp_path, intake):
    large = tmp_path / "return.pdf"
    large.write_bytes(LARGE)
    phone.get_by_role("link", name="Tax return").click()
    phone.wait_for_load_state()
    begun = cut_after(phone, 2)
    phone.locator(".portal__choose input").set_input_files(large)
    expect(phone.locator("#sending")).to_contain_text("It goes on by itself.")
    phone.unroute("**/uploads/**")
    phone.on("dialog", lambda dialog: dialog.accept())
    phone.reload()
    phone.wait_for_load_state()
    went_on = cut_after(phone, 1000)
    phone.locator(".portal__choose input").set_input_files(large)
    expect(phone.locator("#files")).to_contain_text("return.pdf")
    assert begun[:2] == ["0", "1048576"]
    assert went_on[0] == begun[2]  # How large a piece was depends on how quickly the last one went.
    with Upload.objects.get(item__intake=intake).open() as file:
        assert file.read() == LARGE


def cut_after(page, count):
    """The offsets of the pieces that were tried; after `count` of them the network is gone."""
    offsets = []

    def cut(route):
        if route.request.method == "PUT":
            offsets.append(route.request.headers["upload-offset"])
            if len(offsets) > count:
                return route.abort()
        return route.continue_()

    page.route("**/uploads/**", cut)
    return offsets


def test_after_leaving_quickly_the_back_button_shows_nothing(phone):
    phone.route("https://weather.gov/**", lambda route: route.fulfill(body="Sunny"))
    phone.get_by_role("link", name="Begin").click()
    phone.get_by_role("link", name="Leave quickly").click()
    phone.wait_for_url("https://weather.gov/**")
    phone.go_back(wait_until="commit")
    phone.wait_for_url("https://weather.gov/**")
