"""From the private link to Clio: Maya's phone, Lena's keyboard, the worker; every byte compared.

Between the phone and the house lies a road that breaks in the middle of a large file.
"""

import hashlib
import io
import re
import time
from contextlib import ExitStack
from email import message_from_bytes, policy
from urllib.parse import urlsplit

import pillow_heif
import pytest
from PIL import Image
from playwright.sync_api import expect

from intake.checklists import checklists, items
from intake.models import Checklist, Intake, PartialUpload, Upload
from intake.uploads import receiving
from integrations.models import Sync
from matters.demo import papers
from matters.domain.matters import create_matter
from matters.models import Document, Matter
from tests.browser.conftest import DESK, PHONE, is_trouble
from tests.browser.network import Road
from tests.browser.portal_words import ENGLISH, SPANISH
from tests.browser.steps import expect_synced, open_matter, sign_in, step, switch

HOMES = [
    {"value": "rent", "labels": {"en": "We rent", "es": "Alquilamos"}},
    {"value": "own", "labels": {"en": "We own", "es": "Es propia"}},
]


def jpeg(colour):
    out = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(out, "JPEG")
    return out.getvalue()


def heic(colour):
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (320, 240), colour)).save(out, quality=50)
    return out.getvalue()


def large(paper, size):
    """The same paper with a comment of that many bytes, and a table of contents that is right."""
    at = paper.index(b"xref\n0 ")
    note = b"%" + hashlib.shake_256(paper).hexdigest(size // 2).encode() + b"\n"
    end = paper[at:].replace(b"startxref\n%d" % at, b"startxref\n%d" % (at + len(note)))
    return paper[:at] + note + end


MEGABYTE = 1024 * 1024
FRONT, BACK, BACK_AGAIN = jpeg("teal"), heic("maroon"), heic("navy")
RETURN = large(papers.pdf("Tax return", ["Maya Ruiz, 2025"]), 40 * MEGABYTE)


@pytest.fixture
def brief(divorce, mara):
    """A checklist that is soon done."""
    checklists.ship(firm=divorce.firm)
    checklist = Checklist.objects.get(case_type=divorce, state="")
    checklist.items.all().delete()

    def ask(kind, category, title, title_es, **fields):
        return items.add_item(
            checklist=checklist,
            by=mara,
            kind=kind,
            category=category,
            title=title,
            translations={"es": {"title": title_es}},
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
def road(house):
    with Road.to(urlsplit(house.url).port) as road:
        yield road


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
    page, phone, road, enter, clio, house, connected, mara, lena, matter, words
):
    page.set_viewport_size(DESK)
    turn_auto_sync_on(page, enter, mara)
    enter(lena)
    link = send_link(page, house, matter).replace(house.url, road.url)

    open_link(phone, link, words)
    answer(phone, words)
    send_photos(phone, words)
    send_over_a_cut(phone, road, words)
    come_back(phone, link)
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


@pytest.fixture
def scriptless(browser, browser_context_args):
    """scriptless(PHONE) → a page of a browser of its own, with scripts switched off."""
    with ExitStack() as stack:

        def opened(viewport):
            about = {**browser_context_args, "viewport": viewport, "java_script_enabled": False}
            page = stack.enter_context(browser.new_context(**about)).new_page()
            page.set_default_timeout(20_000)
            return page

        yield opened


def test_the_same_without_scripts(scriptless, clio, connected, mara, lena, matter, tmp_path):
    firm, phone, words = scriptless(DESK), scriptless(PHONE), ENGLISH
    sign_in(firm, mara)
    firm.goto("/settings/integrations/")
    switch(firm, "Auto-sync on approval").click()
    expect(firm.get_by_text("Saved.")).to_be_visible()
    firm.context.clear_cookies()
    sign_in(firm, lena)

    open_matter(firm, matter.title)
    firm.get_by_role("button", name="Copy the link").click()
    open_link(phone, firm.get_by_label("The client’s private link").input_value(), words)
    answer_in_turn(phone, words)
    send_plainly(phone, tmp_path, "IMG_0001.jpg", FRONT)
    send_plainly(phone, tmp_path, "IMG_0002.HEIC", BACK)
    phone.get_by_role("link", name=words.tax_return).click()
    send_plainly(phone, tmp_path, "return 2025.pdf", RETURN)
    hand_in(phone, words)

    decide_by_buttons(firm, matter)
    open_again(phone, words)
    send_plainly(phone, tmp_path, "IMG_0003.HEIC", BACK_AGAIN)
    send_again(phone, words)
    firm.goto("/review/")
    firm.get_by_role("button", name="Approve A").click()
    expect(firm.get_by_text("Nothing waits")).to_be_visible()
    assert Intake.objects.get(matter=matter).status == "approved"

    open_matter(firm, matter.title)
    clio.until(lambda _: Sync.objects.filter(matter=matter, state="synced").exists(), seconds=30)
    expect_in_clio(clio.store(), matter)


def answer_in_turn(phone, words):
    """What an answer asks for comes with the next page."""
    phone.get_by_role("link", name=words.begin).click()
    phone.get_by_label(words.name).fill("Maya Ruiz")
    phone.get_by_role("radio", name=words.home).check()
    phone.get_by_role("button", name=words.save).click()
    phone.get_by_label(words.rent).fill("1,250")
    phone.get_by_role("button", name=words.save).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(words.passport)


def send_plainly(phone, folder, name, content):
    """Playwright's own way of choosing a file waits for a script."""
    (folder / name).write_bytes(content)
    browser = phone.context.new_cdp_session(phone)
    root = browser.send("DOM.getDocument")["root"]["nodeId"]
    where = {"nodeId": root, "selector": ".portal__choose input"}
    field = browser.send("DOM.querySelector", where)["nodeId"]
    browser.send("DOM.setFileInputFiles", {"files": [str(folder / name)], "nodeId": field})
    phone.get_by_role("button", name="Send", exact=True).click(timeout=60_000)
    expect(phone.locator("#files")).to_contain_text(name, timeout=60_000)


def decide_by_buttons(firm, matter):
    open_matter(firm, matter.title)
    firm.get_by_role("link", name="Review 3 uploads", exact=True).click()
    firm.get_by_role("button", name="Approve A").click()
    expect(firm.locator(".review__file")).to_have_text("IMG_0002.HEIC")
    firm.locator(".review__return summary").click()
    firm.get_by_role("radio", name=re.compile("A page is missing")).check()
    firm.get_by_role("button", name="Return to the client").click()
    expect(firm.locator(".review__file")).to_have_text("return 2025.pdf")
    firm.get_by_role("button", name="Approve A").click()
    expect(firm.get_by_role("status")).to_contain_text("Tax return of Ruiz — Divorce: approved")


def turn_auto_sync_on(page, enter, mara):
    enter(mara)
    page.goto("/settings/integrations/")
    switch(page, "Auto-sync on approval").click()
    expect(switch(page, "Auto-sync on approval")).to_be_checked()


def send_link(page, house, matter):
    """By email, and copied: the address is the same."""
    open_matter(page, matter.title)
    panel = page.get_by_role("region", name="Intake", exact=True)
    panel.get_by_role("button", name="Send the link").click()
    expect(panel.get_by_text("The link is being emailed to maya.ruiz@example.com.")).to_be_visible()
    panel.get_by_role("button", name="Copy the link").click()
    link = panel.get_by_label("The client’s private link").input_value()
    deadline = time.monotonic() + 15
    while not any(link in letter for letter in letters(house)):
        assert time.monotonic() < deadline, "The email with the link was not sent."
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


def send_photos(phone, words):
    photograph(phone, "IMG_0001.jpg", "image/jpeg", FRONT)
    choose(phone, "IMG_0002.HEIC", "image/heic", BACK)


def send_over_a_cut(phone, road, words):
    """The page says that it waits, goes on by itself, and what had arrived is not sent again."""
    phone.get_by_role("link", name=words.tax_return).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(words.tax_return)
    phone.wait_for_load_state()
    road.break_after(len(RETURN) // 2)
    whole = {"name": "return 2025.pdf", "mimeType": "application/pdf", "buffer": RETURN}
    phone.locator(".portal__choose input").set_input_files(whole, timeout=180_000)
    expect(phone.locator("#sending")).to_contain_text(words.waits, timeout=60_000)
    assert road.broken.is_set()
    assert not Upload.objects.filter(name="return 2025.pdf").exists()
    arrived, carried = receiving.offset(PartialUpload.objects.get()), road.sent
    assert arrived > len(RETURN) // 4
    road.mend()
    expect(phone.locator("#files")).to_contain_text("return 2025.pdf", timeout=60_000)
    assert road.sent - carried < len(RETURN) - arrived + MEGABYTE
    assert Upload.objects.get(name="return 2025.pdf").sha256 == sha256(RETURN)


def come_back(phone, link):
    """Later, on the same device: the link leads straight to the list."""
    phone.goto("about:blank")
    phone.goto(link)
    expect(phone).to_have_url(re.compile("/portal/[^/]+/$"))


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
    rent = phone.locator("details", has_text="1,250")
    rent.locator("summary").click()  # What is all given is folded.
    expect(rent.get_by_text("1,250")).to_be_visible()
    phone.get_by_role("button", name=words.send).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(words.thanks)


def replace(phone, words):
    open_again(phone, words)
    choose(phone, "IMG_0003.HEIC", "image/heic", BACK_AGAIN)
    send_again(phone, words)


def open_again(phone, words):
    phone.goto(phone.url.replace("sent/", ""))
    expect(phone.get_by_text(words.again)).to_be_visible()
    phone.get_by_role("link", name=words.passport).click()
    expect(phone.get_by_text(words.reason)).to_be_visible()


def send_again(phone, words):
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
