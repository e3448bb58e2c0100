"""The review desk worked by keyboard, by mouse and by thumb."""

import io
import itertools

import pytest
from PIL import Image
from playwright.sync_api import expect

from intake.answers import answers
from intake.lifecycle.intakes import add_item
from intake.models import Intake, Item, Upload
from intake.review import decisions
from matters.domain.matters import create_matter
from tests.browser.audit import audit
from tests.browser.conftest import PHONE
from tests.intake.send import picture, sent

LAPTOP = {"width": 1280, "height": 900}


def statement():
    first, *others = (Image.new("RGB", (600, 800), "white") for _ in range(5))
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others)
    return out.getvalue()


@pytest.fixture
def intake(in_firm, lena, divorce, maya):
    """Three documents are asked for; for two of them ten uploads came, the fifth of five pages."""
    matter = create_matter(
        title="Ruiz — Divorce", case_type=divorce, client=maya, state="OR", by=lena
    )
    intake = Intake.objects.get(matter=matter)
    intake.items.all().delete()
    kind = {"kind": "document", "category": "identification"}
    items = [
        add_item(intake=intake, by=lena, title=title, **kind)
        for title in ("Passport", "Bank statement", "Birth certificate of each child")
    ]
    for number, item in zip(range(1, 11), itertools.cycle(items[:2]), strict=False):
        if number == 5:
            sent(item, "5.pdf", statement())
        else:
            sent(item, f"{number}.jpg", picture(size=(400, 300)))
    return intake


@pytest.fixture
def desk(page, enter, lena, intake):
    """Lena's, with the first upload on it."""
    page.set_viewport_size(LAPTOP)
    enter(lena)
    page.goto("/review/")
    return Desk(page)


class Desk:
    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def sees(self, name):
        """It lies in the middle, and the keyboard has not lost its place."""
        expect(self.page.locator(".review__file")).to_have_text(name)
        self.settled()

    def settled(self):
        expect(self.page.locator(".htmx-request, .htmx-settling, .htmx-swapping")).to_have_count(0)
        assert self.focus() != "BODY"

    def focus(self):
        return self.page.evaluate("document.activeElement.nodeName")


def states(intake):
    found = Upload.objects.filter(item__intake=intake).order_by("uploaded_at", "id")
    return "".join(state[0] for state in found.values_list("state", flat=True))


def test_ten_uploads_without_touching_the_mouse(desk, intake, page):
    desk.sees("1.jpg")
    desk.press("a")
    desk.sees("2.jpg")
    desk.press("a")
    desk.sees("3.jpg")
    desk.press("r", "2", "Enter")
    desk.sees("4.jpg")
    desk.press("a")
    desk.sees("5.pdf")
    assert states(intake) == "aarauuuuuu"
    for key, words in (("]", "Page 2 of 5"), ("]", "Page 3 of 5"), ("[", "Page 2 of 5")):
        desk.press(key)
        expect(page.get_by_text(words)).to_be_visible()
        desk.settled()
    expect(page.get_by_role("link", name="Page 2 of 5.pdf, opens large")).to_be_visible()
    desk.press("u")
    desk.sees("4.jpg")
    desk.press("u")
    desk.sees("3.jpg")
    assert states(intake) == "aauuuuuuuu"
    for name in ("4.jpg", "5.pdf", "6.jpg", "7.jpg", "8.jpg", "9.jpg", "10.jpg"):
        desk.press("j")
        desk.sees(name)
    desk.press("j")
    expect(page.get_by_text("This is the last upload.")).to_be_visible()
    assert desk.focus() != "BODY"
    desk.press("a")
    desk.sees("3.jpg")
    for name in ("4.jpg", "5.pdf", "6.jpg", "7.jpg", "8.jpg", "9.jpg"):
        desk.press("a")
        desk.sees(name)
    desk.press("a")
    expect(page.get_by_role("heading", name="Nothing to review")).to_be_focused()
    assert states(intake) == "aaaaaaaaaa"
    desk.press("u")
    desk.sees("9.jpg")


def test_no_key_of_the_page_works_inside_the_return_form(desk, intake, page):
    desk.press("r")
    reasons = page.get_by_role("radio")
    expect(reasons.first).to_be_focused()
    desk.press("a", "j", "u", "o", "]")
    expect(reasons.first).to_be_focused()
    expect(reasons.first).not_to_be_checked()
    desk.press("3")
    expect(reasons.nth(2)).to_be_checked()
    expect(reasons.nth(2)).to_be_focused()
    page.get_by_label("In your own words").focus()
    page.keyboard.type("ajku 12")
    expect(page.get_by_label("In your own words")).to_have_value("ajku 12")
    expect(reasons.nth(2)).to_be_checked()
    desk.press("Escape")
    expect(page.get_by_role("radio")).to_have_count(0)
    expect(page.locator(".review__return summary")).to_be_focused()
    desk.sees("1.jpg")
    assert states(intake) == "u" * 10
    desk.press("a")
    desk.sees("2.jpg")


def test_a_refused_return_stays_open_with_the_focus_on_why(desk, intake, page, mara):
    desk.press("r", "Enter")
    error = page.get_by_role("alert").filter(has_text="Say why")
    expect(error).to_be_focused()
    expect(page.get_by_role("radio")).to_have_count(7)
    page.get_by_role("radio").nth(4).check()
    page.get_by_label("In your own words").fill("Of 2019.")
    first = Upload.objects.order_by("uploaded_at", "id").first()
    decisions.approve(upload=first, by=mara)
    page.get_by_role("button", name="Return to the client").click()
    expect(page.get_by_text("Mara Hart has approved this already")).to_be_focused()
    expect(page.get_by_role("radio").nth(4)).to_be_checked()
    expect(page.get_by_label("In your own words")).to_have_value("Of 2019.")
    assert page.url.endswith(f"/review/?at={first.pk}")


def test_with_a_mouse_the_return_is_in_sight(desk, page):
    desk.press("a")
    desk.sees("2.jpg")  # The notice of what was decided takes its place above.
    page.locator(".review__return summary").click()
    expect(page.get_by_role("button", name="Return to the client")).to_be_in_viewport(ratio=1)
    page.get_by_role("radio").nth(1).check()
    expect(page.get_by_role("button", name="Return to the client")).to_be_in_viewport(ratio=1)
    for radio in page.get_by_role("radio").all()[2:]:
        row = radio.locator("xpath=ancestor::label").bounding_box()
        assert row["height"] < 40  # One line.


def test_a_picture_is_seen_large_and_turned(desk, page):
    page.get_by_role("link", name="opens large").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    picture = dialog.get_by_role("img")
    lying = picture.bounding_box()
    assert lying["width"] > lying["height"]
    desk.press("o")
    expect(page.locator("#picture")).to_have_attribute("data-turn", "1")
    standing = picture.bounding_box()
    assert standing["height"] > standing["width"] * 0.9
    desk.press("a")  # Nothing is decided while it lies over the page.
    desk.press("Escape")
    expect(dialog).to_be_hidden()
    desk.sees("1.jpg")
    assert desk.focus() == "A"


def test_pages_are_turned_while_large(desk, page):
    for _ in range(4):
        desk.press("j")
        desk.settled()
    desk.sees("5.pdf")
    page.get_by_role("link", name="opens large").click()
    desk.press("]")
    expect(page.get_by_role("dialog").get_by_role("img", name="5.pdf, page 2")).to_be_visible()
    desk.press("Escape")
    expect(page.get_by_text("Page 2 of 5")).to_be_visible()


def test_under_a_thumb_the_answers_are_always_there(
    browser, browser_context_args, enter, lena, intake, context
):
    enter(lena)
    about = {**browser_context_args, "viewport": PHONE, "is_mobile": True, "has_touch": True}
    with browser.new_context(**about, storage_state=context.storage_state()) as phone:
        page = phone.new_page()
        page.goto("/review/")
        approve = page.get_by_role("button", name="Approve")
        expect(approve).to_be_in_viewport(ratio=1)
        page.mouse.wheel(0, 3000)
        expect(approve).to_be_in_viewport(ratio=1)
        expect(page.locator(".review kbd").first).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.locator(".review__return summary").tap()
        page.get_by_role("radio").nth(1).check()
        page.get_by_role("button", name="Return to the client").tap()
        expect(page.get_by_text("Passport of Ruiz — Divorce: returned.")).to_be_visible()
    assert states(intake) == "r" + "u" * 9


def test_all_is_approved_after_one_question(desk, page, intake):
    page.goto(f"/matters/{intake.matter_id}/review/")
    page.locator("summary", has_text="Approve all 10").click()
    expect(page.get_by_text("The intake stays open.")).to_be_visible()
    page.get_by_role("button", name="Approve 10 uploads").click()
    expect(page.get_by_text("1 still to come: Birth certificate of each child")).to_be_visible()
    expect(page.get_by_role("heading", name="Nothing more to review here")).to_be_focused()
    assert states(intake) == "a" * 10


def test_the_desk_is_open_to_everybody(desk, page):
    assert list(audit(page)) == []
    desk.press("r", "Enter")
    expect(page.get_by_role("alert").filter(has_text="Say why")).to_be_focused()
    assert list(audit(page)) == []
    desk.press("Escape")
    page.get_by_role("link", name="opens large").click()
    assert list(audit(page)) == []


def test_a_client_who_asks_for_help_is_answered(desk, page, intake, maya):
    item = intake.items.get(title="Birth certificate of each child")
    answers.excuse(item=item, excuse=Item.Excuse.NEED_HELP, note="The long one?")
    page.goto(f"/matters/{intake.matter_id}/review/")
    expect(page.get_by_role("link", name=maya.email)).to_be_visible()
    page.get_by_text("Answer by email").click()
    assert list(audit(page)) == []
    page.get_by_label("What the client should know").fill("Yes, the long one.")
    page.get_by_role("button", name=f"Send to {maya.email}").click()
    expect(page.get_by_text("Answered by Lena Ortiz")).to_be_visible()
    assert list(audit(page)) == []


def test_a_question_mark_lists_the_keys(desk, page):
    keys = page.get_by_role("dialog", name="Keyboard shortcuts")
    desk.press("?")
    expect(keys).to_be_visible()
    assert list(audit(page)) == []
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name="Keyboard shortcuts").click()
    expect(keys).to_be_visible()
    page.get_by_role("button", name="Close").click()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_role("link", name="Keyboard shortcuts")).to_be_hidden()


def test_no_banner_moves_the_answers(desk, page):
    page.set_viewport_size({"width": 1280, "height": 900})
    before = page.get_by_role("button", name="Approve").bounding_box()["y"]
    desk.press("a")
    expect(page.get_by_role("status").filter(has_text="approved.")).to_be_visible()
    after = page.get_by_role("button", name="Approve").bounding_box()["y"]
    assert abs(after - before) < 60  # The name of the next upload may take a line more.
