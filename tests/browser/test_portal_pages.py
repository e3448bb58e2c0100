"""Every page a client meets: accessible, silent in the console, whole on a small phone."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from casehug.tenancy.scope import firm_scope
from intake.branding.logo import set_colour
from intake.emails.unsubscribe import stop_url
from intake.links.private_links import make_link
from intake.progress.visibility import visible_items
from tests.browser.audit import audit, troubles, unreadable
from tests.browser.demo_firm import intake_of, open_the_desk, tell_the_story


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


def test_the_portal(page, mara, story):
    begun = story("Okafor — Custody")
    page.goto("/p/not-a-link/")
    assert list(audit(page)) == []
    assert list(troubles(page, welcomed(page, begun, mara))) == []
    assert list(troubles(page, in_the_portal(begun))) == []
    handed_in = story("Nakamura — Trust")
    assert list(troubles(page, welcomed(page, handed_in, mara))) == []
    assert list(troubles(page, [f"/portal/{handed_in.key}/", *returned(handed_in)])) == []
    done = story("Raman — Child Support")
    let_in(page, make_link(intake=done, by=mara))
    assert list(troubles(page, in_the_portal(done))) == []


def test_the_portal_in_spanish(page, mara, story):
    begun = story("Okafor — Custody")
    token = make_link(intake=begun, by=mara)
    assert list(troubles(page, [f"/p/{token}/?lang=es"])) == []
    page.get_by_role("button", name="Empezar").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert list(troubles(page, in_the_portal(begun))) == []


def test_the_portal_refuses(page, mara, story):
    """What is missing, a code that is asked for, reminders to be stopped."""
    begun = story("Okafor — Custody")
    token = make_link(intake=begun, by=mara)
    let_in(page, token)
    page.goto(f"/portal/{begun.key}/review/")
    page.get_by_role("button", name="Send to").click()
    expect(page.get_by_text("Not sent yet.")).to_be_visible()
    assert list(audit(page)) == []
    page.goto(f"/portal/{begun.key}/forgetting/")
    assert list(audit(page)) == []
    page.context.clear_cookies()
    page.goto(f"/p/{token}/?lang=es")
    expect(page).to_have_url(re.compile("/code/"))
    assert list(audit(page)) == []
    page.get_by_role("button", name="Enviarme el código").click()
    expect(page.get_by_label("Los seis dígitos")).to_be_visible()
    assert list(audit(page)) == []
    address = urlsplit(stop_url(begun)).path
    assert list(troubles(page, [address])) == []


def test_any_colour_of_a_firm_can_be_read(page, mara, hart_vale, story):
    begun = story("Okafor — Custody")
    some = [one for one in in_the_portal(begun) if not one.endswith("/excuse/")]
    for colour in ("#ffff00", "#fefefe", "#000000"):
        with firm_scope(hart_vale.id):
            set_colour(firm=hart_vale, colour=colour, by=mara)
        page.context.clear_cookies()
        assert (colour, list(unreadable(page, welcomed(page, begun, mara)))) == (colour, [])
        assert (colour, list(unreadable(page, [*some[:5], some[-1]]))) == (colour, [])


def welcomed(page, intake, by):
    """The link's page; then the browser is let in."""
    token = make_link(intake=intake, by=by)
    yield f"/p/{token}/"
    let_in(page, token)


def let_in(page, token):
    page.goto(f"/p/{token}/")
    page.get_by_role("button", name="Start").click()
    expect(page).to_have_url(re.compile("/portal/"))


def in_the_portal(intake):
    """Every list of questions, and a document of each state."""
    here = f"/portal/{intake.key}/"
    items = visible_items(intake)
    asked = {item.category for item in items if item.kind == "question"}
    papers = [item for item in items if item.kind == "document"]
    some = {(item.state, item.excuse, item.required): item.pk for item in papers}.values()
    yield from (here, f"{here}review/", *(f"{here}questions/{one}/" for one in sorted(asked)))
    yield from (f"{here}items/{one}/" for one in some)
    yield f"{here}items/{papers[0].pk}/excuse/"
    if intake.submitted_at:
        yield f"{here}sent/"


def returned(intake):
    again = intake.items.filter(state="returned")
    return [f"/portal/{intake.key}/items/{one.pk}/" for one in again]
