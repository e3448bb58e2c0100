"""The way out is whole on any phone, whatever the firm is called and however large its words."""

import io
from itertools import product

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import expect

from casehug.files.storage import store
from intake.emails.unsubscribe import stop_url
from intake.lifecycle.intakes import add_item
from intake.links.private_links import make_link
from intake.models import Intake
from matters.domain.matters import create_matter
from tests.browser.conftest import PHONE

LARGE_TEXT = "html { font-size: 200% !important; }"
# WCAG 1.4.12, Text Spacing.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""
STYLES = {"as it is": "", "200 %": LARGE_TEXT, "spaced": SPACED}
LONG_NAME = "Brightwater, Okonkwo & Featherstonehaugh Family Law Partners"
# Whether each word of the name is whole inside the top bar, hidden by nothing.
NAME_IS_WHOLE = """name => {
    const text = document.createRange();
    text.selectNodeContents(name);
    const words = text.getBoundingClientRect(), bar = document.querySelector('.top-bar').getBoundingClientRect();
    return name.scrollHeight <= name.clientHeight + 1 && name.scrollWidth <= name.clientWidth + 1
        && words.bottom <= bar.bottom && words.right <= bar.right;
}"""


@pytest.fixture
def intake(in_firm, lena, divorce, maya):
    made = create_matter(
        title="Ruiz — Divorce", case_type=divorce, client=maya, state="OR", by=lena
    )
    intake = Intake.objects.get(matter=made)
    intake.items.all().delete()
    add_item(intake=intake, by=lena, kind="document", category="financial", title="Tax return")
    return intake


@pytest.fixture
def logo(in_firm):
    """Five times as wide as high, the kind that hides what stands beside it."""
    picture = io.BytesIO()
    Image.new("RGB", (600, 120), "navy").save(picture, "PNG")
    in_firm.logo = store(ContentFile(picture.getvalue()), firm_id=in_firm.id).name
    in_firm.logo_type = "image/png"
    in_firm.save()


def frames(page, intake, lena):
    """Each kind of page, each with its own way of switching the language."""
    token = make_link(intake=intake, by=lena)
    address = "/" + stop_url(intake).split("/", 3)[3]
    for language in ("en", "es"):
        for path in (f"/p/{token}/", address):
            page.goto(f"{path}?lang={language}")
            yield
    for language in ("en", "es"):
        Intake.objects.filter(pk=intake.pk).update(language=language)
        page.goto(f"/p/{token}/")
        if start := page.locator(".page form button").all():
            start[0].click()
        expect(page.locator("#progress")).to_be_visible()
        yield


def amiss(page):
    """What does not fit, at each width and with each style."""
    for width, (name, style) in product((320, 390, 1280), STYLES.items()):
        page.set_viewport_size({"width": width, "height": 800})
        # No inline style: the page's own policy would refuse it.
        page.evaluate(
            """css => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(css);
                document.adoptedStyleSheets = [sheet];
            }""",
            style,
        )
        box = page.locator("[data-leave]").bounding_box()
        if box["x"] < 0 or box["x"] + box["width"] > width or box["y"] < 0:
            yield page.url, width, name, "exit", box
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            yield page.url, width, name, "is as wide as", wide
        for firm in page.locator(".portal__firm").all():
            if not firm.evaluate(NAME_IS_WHOLE):
                yield page.url, width, name, "the firm's name", firm.bounding_box()


def test_a_wide_logo_leaves_room_for_the_way_out(page, intake, lena, logo):
    assert [one for _ in frames(page, intake, lena) for one in amiss(page)] == []
    shown = page.locator(".top-bar__logo").bounding_box()
    assert shown["height"] == 40


@pytest.mark.parametrize("name", ["Hart & Vale", LONG_NAME])
def test_the_firms_name_is_read_whole(page, intake, lena, in_firm, name):
    in_firm.name = name
    in_firm.save()
    assert [one for _ in frames(page, intake, lena) for one in amiss(page)] == []


def test_short_labels_are_heard_whole(page, intake, lena):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"/p/{make_link(intake=intake, by=lena)}/")
    leave = page.get_by_role("link", name="Leave quickly", exact=True)
    assert leave.inner_text().strip() == "Leave"
    switch = page.get_by_role("link", name="Español", exact=True)
    assert switch.inner_text().strip() == "Español"
    switch.click()
    expect(page.get_by_role("link", name="Salir rápido", exact=True)).to_have_text(
        "Salir", use_inner_text=True
    )
    expect(page.get_by_role("link", name="English", exact=True)).to_have_attribute("lang", "en")


@pytest.fixture
def list_(page, intake, lena):
    page.set_viewport_size(PHONE)
    page.route("https://weather.gov/**", lambda route: route.fulfill(body="Sunny"))
    page.goto(f"/p/{make_link(intake=intake, by=lena)}/")
    page.get_by_role("button", name="Start").click()
    expect(page.locator("#progress")).to_be_visible()
    return page


def test_esc_pressed_twice_leaves_and_the_back_button_shows_nothing(list_):
    page = list_
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")  # Twice, but not in a row.
    expect(page.locator("#progress")).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_url("https://weather.gov/**")
    page.go_back(wait_until="commit")
    page.wait_for_url("https://weather.gov/**")


@pytest.fixture
def without_scripts(browser, base_url, intake, lena):
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_nobody_is_told_to_drop_files_where_that_does_nothing(without_scripts, intake, lena):
    page = without_scripts
    page.goto(f"/p/{make_link(intake=intake, by=lena)}/")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("link", name="Tax return").click()
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    expect(page.get_by_text("Or drop files here.")).to_be_hidden()
