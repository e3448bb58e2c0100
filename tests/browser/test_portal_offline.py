"""Without a network: what is said of it never covers the field that is typed in."""

import pytest
from playwright.sync_api import expect

from intake.lifecycle.intakes import add_item
from tests.browser.conftest import PHONE
from tests.integrations.proof.waiting import eventually

SIZES = [(390, 844), (390, 700), (390, 380), (320, 340), (1280, 800)]
COVERED = """() => {
    const field = document.activeElement.getBoundingClientRect();
    const said = document.getElementById("trouble").getBoundingClientRect();
    const isApart = field.bottom <= said.top || field.top >= said.bottom;
    return { isApart, isSeen: field.top >= 0 && field.bottom <= window.innerHeight,
             name: document.activeElement.name || document.activeElement.id };
}"""


@pytest.fixture
def long_page(intake, lena):
    """Questions enough for several screens, the last one a long story."""
    for nth in range(8):
        about = {"kind": "question", "category": "about_you", "answer_type": "short"}
        add_item(intake=intake, by=lena, title=f"Question {nth}", **about)
    about = {"kind": "question", "category": "about_you", "answer_type": "long"}
    add_item(intake=intake, by=lena, title="Tell us the whole story", **about)


@pytest.fixture
def about(long_page, phone, context, intake):
    """At the questions, in a page whose console may tell of a lost network."""
    page = context.new_page()
    page.set_viewport_size(PHONE)
    page.goto(f"/portal/{intake.key}/questions/about_you/")
    yield page
    context.set_offline(False)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_notice_never_covers_the_field(about, context, width, height):
    phone = about
    phone.set_viewport_size({"width": width, "height": height})
    fields = phone.locator("main input:not([type=hidden]):not([type=radio]), main textarea")
    expect(fields.last).to_be_visible()
    context.set_offline(True)
    troubles = []
    for nth in range(fields.count()):
        if not fields.nth(nth).is_visible():
            continue
        fields.nth(nth).focus()
        phone.keyboard.type("One")
        expect(phone.locator("#trouble")).to_be_visible()
        phone.keyboard.type(" more")
        said = phone.evaluate(COVERED)
        if not (said["isApart"] and said["isSeen"]):
            troubles.append((said["name"], said))
    assert troubles == []


def test_it_stays_apart_when_the_keyboard_comes(about, context):
    """The keyboard takes half of the window after the notice has come."""
    phone = about
    context.set_offline(True)
    story = phone.get_by_label("Tell us the whole story")
    story.focus()
    phone.keyboard.type("Once")
    expect(phone.locator("#trouble")).to_be_visible()
    phone.set_viewport_size({"width": 390, "height": 380})
    said = {}
    eventually(lambda: said.update(phone.evaluate(COVERED)) or (said["isApart"] and said["isSeen"]))
