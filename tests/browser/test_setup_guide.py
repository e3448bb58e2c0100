"""The seven steps of the setup guide, by the words on the page: Mara connects, Lena syncs."""

import hashlib
import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import (
    clio_card,
    connect,
    expect_synced,
    go_to_integrations,
    mapping_of,
    open_matter,
    press_sync,
    shown_area,
    sign_in,
    sign_out,
    step,
    switch,
)
from tests.integrations.proof.waiting import eventually

PAPERS = {
    "Marriage certificate.pdf": b"%PDF-1.4 married in Portland\n%%EOF\n",
    "Pay stub.pdf": b"%PDF-1.4 " + bytes(range(256)) * 300 + b"\n%%EOF\n",
}
BLUE = "oklch(0.5 0.16 255)"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desktop", "phone"])
def test_the_seven_steps(page, clio, size, hart_vale, mara, lena, matter, tmp_path):
    page.set_viewport_size(size)
    clio.settings(users_permission=True)  # What says whose account it is.

    # 1. Navigate to Integration Settings
    sign_in(page, mara)
    go_to_integrations(page, hart_vale)

    # 2. Click "Connect to Clio"; 3. Authorize CaseHug in Clio
    expect_blue(clio_card(page).get_by_role("button", name="Connect to Clio"))
    connect(page)

    # 4. Verify Connection
    for words in ("Hart & Vale LLP", "Mara Hart", "mara@hartvale.example", re.compile("since ")):
        expect(clio_card(page).get_by_text(words).first).to_be_visible()
    for name in ("Auto-sync on approval", "Auto-sync on matter created"):
        expect(switch(page, name)).not_to_be_checked()

    # 5. Configure Field Mappings
    assert shown_area(page, "Divorce — Standard") == "Family Law"
    expect(page.get_by_text("Not mapped")).to_have_count(0)
    map_to(page, "Divorce — Standard", "Elder Law")
    page.reload()
    assert shown_area(page, "Divorce — Standard") == "Elder Law"

    # 6. Enable Auto-Sync
    turn_on(page, "Auto-sync on approval")
    sign_out(page, hart_vale)

    # 7. Test with a Manual Sync
    sign_in(page, lena)
    open_matter(page, matter.title)
    add_papers(page, tmp_path)
    sync_and_watch(page)
    look_into_clio(page, matter)
    expect_nothing_sent_again(page, clio, matter)


def expect_blue(button):
    expect(button).to_have_css("background-color", BLUE)
    expect(button).to_have_css("color", re.compile(r"rgb\(255, 255, 255\)|oklch\(1 0 0\)"))


def map_to(page, case_type, area):
    row = mapping_of(page, case_type)
    row.get_by_role("combobox").select_option(label=area)
    expect(row.get_by_text("Saved")).to_be_visible()


def turn_on(page, name):
    switch(page, name).click()
    expect(switch(page, name)).to_be_checked()
    expect(clio_card(page).get_by_text("Saved")).to_be_visible()
    page.reload()
    expect(switch(page, name)).to_be_checked()


def add_papers(page, folder):
    for name, content in PAPERS.items():
        (folder / name).write_bytes(content)
    page.get_by_label("Files to add").set_input_files([folder / name for name in PAPERS])
    page.get_by_role("button", name="Add documents").click()
    expect(page.get_by_text("Added 2 documents.")).to_be_visible()


def sync_and_watch(page):
    """The page it was pressed on shows it all; it is not loaded again."""
    page.evaluate("window.sameAsBefore = true")
    press_sync(page)
    expect(step(page, "Contact Maya Ruiz")).to_contain_text("Created in Clio, verified")
    expect(step(page, "Matter")).to_contain_text("Created in Clio, verified")
    page.get_by_text("2 of 2 documents in Clio, verified").click()
    for name in PAPERS:
        expect(step(page, name)).to_contain_text("Filed in Clio, verified")
    expect_synced(page)
    assert page.evaluate("window.sameAsBefore")


def look_into_clio(page, matter):
    """As a person at Clio would: the links lead there, and each document comes out as it went in."""
    with in_clio(page, "Contact Maya Ruiz") as contact:
        expect(contact.get_by_role("heading", name="Maya Ruiz")).to_be_visible()
        expect(contact.get_by_text("maya.ruiz@example.com")).to_be_visible()
    with in_clio(page, "Matter") as there:
        expect(there.get_by_role("heading", name=re.compile(matter.title))).to_be_visible()
        expect(fact(there, "Practice area")).to_have_text("Elder Law")
        expect(fact(there, "Client")).to_have_text("Maya Ruiz")
        for name in PAPERS:
            expect(there.get_by_role("row").filter(has_text=name)).to_contain_text("complete")
    for name, content in PAPERS.items():
        with in_clio(page, name) as document:
            opened = document.get_by_role("link", name=f"Open {name}").get_attribute("href")
            got = document.request.get(f"{urljoin(document.url, opened)}").body()
        assert sha256(got) == sha256(content)


def in_clio(page, name):
    """The page of Clio that a step's link opens beside ours."""
    return Popup(page, step(page, name).get_by_role("link", name=re.compile("Open in Clio")))


class Popup:
    def __init__(self, page, link):
        self.page, self.link = page, link

    def __enter__(self):
        with self.page.expect_popup() as opened:
            self.link.click()
        self.opened = opened.value
        self.opened.wait_for_url(re.compile(r"/(contacts|matters|documents)/\d+$"))
        return self.opened

    def __exit__(self, *_):
        self.opened.close()


def fact(page, name):
    return page.locator("dt", has_text=re.compile(f"^{name}$")).locator("+ dd")


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def expect_nothing_sent_again(page, clio, matter):
    before, store = clio.mark(), clio.store()
    with page.expect_response(re.compile("/sync/$")):
        press_sync(page)
    # Until it has begun the page may still show how the one before ended.
    eventually(lambda: page.wait_for_timeout(50) or clio.ledger(before))
    expect_synced(page)
    asked = [one["method"] for one in clio.ledger(before)]
    assert asked
    assert set(asked) == {"GET"}
    assert clio.store() == store
