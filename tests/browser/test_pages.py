"""Every page of the firm's side: accessible, silent in the console, whole on a small screen."""

import re

import pytest
from playwright.sync_api import expect

from casehug.accounts import team
from casehug.tenancy.scope import firm_scope
from intake.models import Checklist
from tests.browser.audit import audit, filled, troubles
from tests.browser.contrast import too_faint
from tests.browser.demo_firm import (
    ask_for_sync,
    intake_of,
    matter_of,
    open_the_desk,
    state_of,
    tell_the_story,
)
from tests.browser.steps import open_firm_menu

OF_THE_FIRM = [
    "/",
    "/matters/",
    "/matters/?q=rivera",
    "/matters/?q=zzz",
    "/matters/new/",
    "/matters/{matter}/",
    "/matters/{matter}/edit/",
    "/matters/{matter}/client/",
    "/clients/",
    "/clients/new/",
    "/clients/{client}/",
    "/clients/{client}/edit/",
    "/settings/profile/",
    "/settings/integrations/",
    "/settings/notifications/",
    "/settings/team/",
    "/settings/branding/",
    "/settings/intake/",
    "/settings/templates/",
    "/settings/templates/new/",
    "/review/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/sessions/",
    "/accounts/logout/",
    "/no/such/page/",
]
CONNECTED = [
    "/",
    "/matters/",
    "/matters/{matter}/",
    "/matters/{held}/",
    "/settings/integrations/",
    "/settings/integrations/syncs/",
    "/settings/integrations/syncs/{sync}/",
    "/settings/integrations/syncs/{held_sync}/",
    "/settings/integrations/clio/disconnect/",
]
OF_THE_INTAKE = [
    "/",
    "/review/",
    "/matters/{matter}/",
    "/matters/{matter}/review/",
    "/matters/{returned}/review/",
    "/matters/{done}/review/",
    "/matters/{quiet}/review/",
    "/matters/{matter}/intake/items/new/",
    "/matters/{matter}/intake/link/renewal/",
    "/matters/{matter}/intake/link/revocation/",
    "/settings/templates/",
    "/settings/templates/new/",
    "/settings/templates/{checklist}/",
    "/settings/templates/{checklist}/copy/",
    "/settings/templates/{checklist}/items/new/",
    "/settings/templates/{checklist}/items/{item}/",
    "/settings/templates/{checklist}/items/{item}/removal/",
]
SIGNED_OUT = ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/"]


@pytest.fixture
def mara(db):
    return open_the_desk()


@pytest.fixture
def hart_vale(mara):
    return mara.firm


@pytest.fixture
def story(mara, hart_vale):
    """story("Okafor — Custody") → its intake."""
    tell_the_story(mara)
    with firm_scope(hart_vale.id):
        yield lambda title: intake_of(hart_vale, title)


def test_signed_out(page):
    assert list(troubles(page, SIGNED_OUT)) == []


def test_joining(page, enter, mara, hart_vale):
    """As somebody new, as somebody known, as somebody else; and with a link that is over."""
    addresses = list(invited(mara, "ines@hartvale.example", "otto@lindgren.example"))
    assert list(troubles(page, [*addresses, "/join/nothing/"])) == []
    page.goto(addresses[0])
    page.get_by_label("Your name").fill("Ines Roy")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_label("Password")).to_have_attribute("aria-invalid", "true")
    assert list(audit(page)) == []
    enter(mara)
    assert list(troubles(page, addresses)) == []


def invited(by, *emails):
    with firm_scope(by.firm_id):
        for email in emails:
            token = team.invite(email=email, role="staff", by=by).token
            yield f"/join/{token}/"


def test_before_a_connection(page, enter, mara, hart_vale):
    enter(mara)
    matter = matter_of(hart_vale, "Rivera — Divorce")
    ids = {"matter": matter.pk, "client": matter.client_id}
    assert list(troubles(page, filled(OF_THE_FIRM, **ids))) == []


def test_with_clio(page, enter, clio, mara, hart_vale, connected):
    synced = ask_for_sync(hart_vale, "Rivera — Divorce")
    held = ask_for_sync(hart_vale, "Lindqvist — Estate")
    clio.until(lambda _: state_of(hart_vale, synced) == "synced", seconds=20)
    clio.until(lambda _: state_of(hart_vale, held) == "held", seconds=20)
    enter(mara)
    ids = {"matter": synced.matter_id, "held": held.matter_id}
    ids |= {"sync": synced.pk, "held_sync": held.pk}
    assert list(troubles(page, filled(CONNECTED, **ids))) == []


def test_the_intake(page, enter, mara, story):
    enter(mara)
    checklist = Checklist.objects.get(case_type__name="Divorce — Standard", state="")
    ids = {
        "matter": story("Rivera — Divorce").matter_id,
        "returned": story("Nakamura — Trust").matter_id,
        "done": story("Raman — Child Support").matter_id,
        "quiet": story("Lindqvist, T. — Probate").matter_id,
        "checklist": checklist.pk,
        "item": checklist.items.first().pk,
    }
    assert list(troubles(page, filled(OF_THE_INTAKE, **ids))) == []


def test_with_its_menus_and_dialogs_open(page, enter, mara, hart_vale, connected):
    enter(mara)
    page.goto("/settings/integrations/")
    page.get_by_role("link", name="Disconnect").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert list(audit(page)) == []
    page.goto("/")
    page.set_viewport_size({"width": 390, "height": 844})
    open_firm_menu(page, hart_vale)
    expect(page.get_by_role("link", name="Settings", exact=True)).to_be_visible()
    assert list(audit(page)) == []


def test_a_firm_of_today(page, enter, otto):
    """Nothing is there yet: what every page says then, and its first button."""
    enter(otto)
    ids = {"matter": 0, "client": 0}
    empty = [one for one in OF_THE_FIRM if "{" not in one]
    assert list(troubles(page, filled(empty, **ids))) == []


def test_a_form_sent_empty(page, enter, mara):
    enter(mara)
    page.goto("/matters/new/")
    page.get_by_role("button", name="Create matter").click()
    expect(page.get_by_text("Nothing was saved yet.")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_attribute("aria-invalid", "true")
    assert list(audit(page)) == []


def test_the_audit_would_notice(page):
    page.goto("/accounts/login/")
    page.evaluate(
        "document.querySelector('label').remove();"
        "document.querySelector('h1').style.inlineSize = '2000px';"
        "document.querySelector('main p').style.color = '#7a7a7a'"
    )
    found = list(audit(page))
    for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")):
        assert (width, scheme, "color-contrast") in {trouble[:3] for trouble in found}
    assert (1280, "light", "label") in {trouble[:3] for trouble in found}
    assert {320, 390, 1280} == {width for width, what, *_ in found if what == "is as wide as"}


FAINT = {
    "main p": "#7a7a7a",
    "main button:hover": "#0a6ab8",
    "main button:disabled": "#c8c8c8",
    "main input::placeholder": "#aaa",
    "main label::after": "#999",
}


def test_every_text_is_measured(page):
    """At rest, under the hand, switched off; made by a style alone, or standing in a field."""
    page.goto("/accounts/login/")
    page.evaluate(
        """rules => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(rules);
            document.adoptedStyleSheets = [sheet];
            document.querySelector("main input[type=email]").placeholder = "you@example.com";
        }""",
        "".join(f"{what} {{ color: {colour} }}" for what, colour in FAINT.items())
        + "main label::after { content: 'needed' }",
    )
    found = {tuple(one[:2]) for one in too_faint(page)}
    assert {
        ("under the hand", "Sign in"),
        ("switched off", "Sign in"),
        ("at rest", "you@example.com"),
        ("at rest", '"needed"'),
    } <= found
    assert ("at rest", "Sign in") not in found


def test_the_firm_menu_by_keyboard(page, enter, mara, hart_vale):
    enter(mara)
    page.goto("/")
    menu = page.locator("summary").filter(has_text=hart_vale.name)
    tab_to(page, menu)
    expect(menu).to_have_css("outline-style", "solid")
    expect(menu).to_have_css("outline-width", re.compile(r"^[2-9]"))
    settings = page.get_by_role("link", name="Settings", exact=True)
    page.keyboard.press("Enter")
    expect(settings).to_be_visible()
    page.keyboard.press("Escape")
    expect(settings).to_be_hidden()
    expect(menu).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(settings).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Firm Profile")).to_be_visible()


def test_the_content_is_one_tab_away(page, enter, mara):
    enter(mara)
    page.goto("/matters/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def tab_to(page, target):
    for _ in range(12):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail("Not reached by the Tab key.")
