"""From the private link to Clio: Maya's phone, Lena's keyboard, the worker; every byte compared."""

import hashlib
import io
import time
from email import message_from_bytes, policy

import pillow_heif
import pytest
from PIL import Image
from playwright.sync_api import expect

from intake.domain import checklist_items, checklists
from intake.models import Checklist, Intake
from integrations.models import Sync
from matters.demo import papers
from matters.domain.matters import create_matter
from matters.models import Document, Matter
from tests.browser.conftest import DESK, PHONE, is_trouble
from tests.browser.portal_words import ENGLISH, SPANISH
from tests.browser.steps import expect_synced, open_matter, step, switch

HOMES = [
    {"value": "rent", "en": "We rent", "es": "Alquilamos"},
    {"value": "own", "en": "We own", "es": "Es propia"},
]


def jpeg(colour):
    out = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(out, "JPEG")
    return out.getvalue()


def heic(colour):
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (320, 240), colour)).save(out, quality=50)
    return out.getvalue()


FRONT, BACK, BACK_AGAIN = jpeg("teal"), heic("maroon"), heic("navy")
RETURN = papers.pdf("Tax return", ["Maya Ruiz, 2025"])


@pytest.fixture
def brief(divorce, mara):
    """A checklist that is soon done."""
    checklists.ship(firm=divorce.firm)
    checklist = Checklist.objects.get(case_type=divorce, state="")
    checklist.items.all().delete()

    def ask(kind, category, title, title_es, **fields):
        return checklist_items.add_item(
            checklist=checklist,
            by=mara,
            kind=kind,
            category=category,
            title=title,
            title_es=title_es,
            **fields,
        )

    question = {"kind": "question", "category": "about_you"}
    ask(**question, answer_type="short", title=ENGLISH.name, title_es=SPANISH.name)
    where = ask(
        **question,
        answer_type="choice",
        title="Where do you live?",
        title_es="¿Dónde vive?",
        options=HOMES,
    )
    rent = {"shown_if": where, "shown_if_value": "rent"}
    ask(**question, answer_type="money", title=ENGLISH.rent, title_es=SPANISH.rent, **rent)
    ask("document", "identification", ENGLISH.passport, SPANISH.passport)
    ask("document", "financial", ENGLISH.tax_return, SPANISH.tax_return)


@pytest.fixture
def matter(brief, divorce, maya, lena):
    return create_matter(
        title="Ruiz — Divorce", case_type=divorce, client=maya, state="OR", by=lena
    )


@pytest.fixture
def phone(browser, browser_context_args):
    """Maya's: another browser than the firm's."""
    about = {**browser_context_args, "viewport": PHONE, "is_mobile": True, "has_touch": True}
    with browser.new_context(**about) as context:
        page = context.new_page()
        page.set_default_timeout(20_000)
        troubles = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if is_trouble(said) else None)
        yield page
        assert troubles == []


@pytest.mark.parametrize("words", [ENGLISH, SPANISH], ids=["english", "spanish"])
def test_from_the_link_to_clio(
    page, phone, enter, clio, house, connected, mara, lena, matter, words
):
    page.set_viewport_size(DESK)
    turn_auto_sync_on(page, enter, mara)
    enter(lena)
    link = send_link(page, house, matter)

    open_link(phone, link, words)
    answer(phone, words)
    send_files(phone, words)
    hand_in(phone, words)
    assert Intake.objects.get(matter=matter).status == "submitted"

    review_by_keyboard(page, matter)
    replace(phone, words)
    approve_the_last(page, matter)

    open_matter(page, matter.title)
    expect_synced(page)
    assert Sync.objects.get(matter=matter).trigger == Sync.Trigger.APPROVAL
    expect(step(page, "Contact Maya Ruiz")).to_contain_text("Created in Clio, verified")
    expect_in_clio(clio.store(), matter)


def turn_auto_sync_on(page, enter, mara):
    enter(mara)
    page.goto("/settings/integrations/")
    switch(page, "Auto-sync on approval").click()
    expect(switch(page, "Auto-sync on approval")).to_be_checked()


def send_link(page, house, matter):
    """By e-mail, and copied: the address is the same."""
    open_matter(page, matter.title)
    panel = page.get_by_role("region", name="Intake", exact=True)
    panel.get_by_role("button", name="Send by e-mail").click()
    expect(panel.get_by_text("On its way to maya.ruiz@example.com.")).to_be_visible()
    panel.get_by_role("button", name="Copy the link").click()
    link = panel.get_by_label("The client’s private link").input_value()
    deadline = time.monotonic() + 15
    while not any(link in letter for letter in letters(house)):
        assert time.monotonic() < deadline, "The e-mail with the link was not sent."
        time.sleep(0.1)
    return link


def letters(house):
    for file in (house.folder / "mail").glob("*"):
        for part in message_from_bytes(file.read_bytes(), policy=policy.default).walk():
            if part.get_content_type() == "text/plain":
                yield part.get_content()


# --- Maya ----------------------------------------------------------------------------------------


def open_link(phone, link, words):
    phone.goto(link)
    if words is SPANISH:
        phone.get_by_role("link", name="Español").click()
    phone.get_by_role("button", name=words.start).click()
    expect(phone.get_by_role("link", name=words.begin)).to_be_visible()


def answer(phone, words):
    phone.get_by_role("link", name=words.begin).click()
    phone.get_by_label(words.name).fill("Maya Ruiz")
    phone.get_by_role("radio", name=words.home).check()
    phone.get_by_label(words.rent).fill("1,250")
    phone.get_by_role("button", name=words.save).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(words.passport)


def send_files(phone, words):
    photograph(phone, "IMG_0001.jpg", "image/jpeg", FRONT)
    choose(phone, "IMG_0002.HEIC", "image/heic", BACK)
    phone.get_by_role("link", name=words.tax_return).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(words.tax_return)
    choose(phone, "return 2025.pdf", "application/pdf", RETURN)


def photograph(phone, name, kind, content):
    hand_over(phone, ".portal__camera input", name, kind, content)


def choose(phone, name, kind, content):
    hand_over(phone, ".portal__choose input", name, kind, content)


def hand_over(phone, place, name, kind, content):
    phone.wait_for_load_state()
    phone.locator(place).set_input_files({"name": name, "mimeType": kind, "buffer": content})
    expect(phone.locator("#files")).to_contain_text(name)


def hand_in(phone, words):
    phone.get_by_role("link", name=words.look_over).click()
    expect(phone.get_by_text("1,250")).to_be_visible()
    phone.get_by_role("button", name=words.send).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(words.thanks)


def replace(phone, words):
    phone.goto(phone.url.replace("sent/", ""))
    expect(phone.get_by_text(words.again)).to_be_visible()
    phone.get_by_role("link", name=words.passport).click()
    expect(phone.get_by_text(words.reason)).to_be_visible()
    choose(phone, "IMG_0003.HEIC", "image/heic", BACK_AGAIN)
    phone.goto(f"{phone.url.partition('items/')[0]}review/")
    phone.get_by_role("button", name=words.send).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(words.thanks)


# --- Lena ----------------------------------------------------------------------------------------


def review_by_keyboard(page, matter):
    open_matter(page, matter.title)
    page.get_by_role("link", name="Review 3 uploads", exact=True).click()
    see(page, "IMG_0001.jpg")
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Passport of Ruiz — Divorce: approved")
    see(page, "IMG_0002.HEIC")
    page.keyboard.press("r")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Passport of Ruiz — Divorce: returned")
    see(page, "return 2025.pdf")
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Tax return of Ruiz — Divorce: approved")


def see(page, name):
    """The file is the one to decide on, and its picture is there."""
    expect(page.locator(".review__file")).to_have_text(name)
    picture = page.locator(".review__sheet img")
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("picture => picture.naturalWidth") > 0


def approve_the_last(page, matter):
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Review").click()
    see(page, "IMG_0003.HEIC")
    page.keyboard.press("a")
    expect(page.get_by_text("Nothing to review").first).to_be_visible()
    assert Intake.objects.get(matter=matter).status == "approved"


# --- Clio ----------------------------------------------------------------------------------------


def expect_in_clio(store, matter):
    [contact] = [one for one in store["contacts"] if one["last_name"] == "Ruiz"]
    assert contact["first_name"] == "Maya"
    [there] = [one for one in store["matters"] if one["description"] == matter.title]
    assert there["client_id"] == contact["id"]
    filed = {one["name"]: one["versions"][-1]["sha256"] for one in store["documents"]}
    ours = Document.objects.filter(matter=Matter.objects.get(pk=matter.pk))
    assert filed == dict(ours.values_list("name", "sha256"))
    [summary] = ours.filter(kind=Document.Kind.SUMMARY)
    assert filed.pop(summary.name) == summary.sha256
    assert sorted(filed.values()) == sorted(map(sha256, (FRONT, BACK_AGAIN, RETURN)))


def sha256(content):
    return hashlib.sha256(content).hexdigest()
