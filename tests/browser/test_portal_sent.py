"""Files Maya sends: halves, changed files, two tabs, and a disk that is full for a while."""

import hashlib
import os
from collections import Counter

import pytest
from playwright.sync_api import expect

from intake.models import Item, Upload
from intake.uploads import spool
from matters.demo import papers
from tests.integrations.proof.waiting import eventually

MEGABYTE = 1024 * 1024


def paper(words, size):
    rest = hashlib.shake_256(words.encode()).digest(size)
    return papers.pdf("Tax return", [words]) + b"\n%" + rest


LARGE, OTHER = paper("2025", 3 * MEGABYTE + 500_000), paper("2024", 3 * MEGABYTE + 500_000)


@pytest.fixture
def tab(phone, context, intake):
    """tab() → at the document, in a page of its own."""
    item = Item.objects.get(intake=intake, title="Tax return")

    def open_tab():
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"/portal/{intake.key}/items/{item.pk}/")
        return page

    return open_tab


@pytest.fixture
def large(tmp_path):
    path = tmp_path / "return.pdf"
    path.write_bytes(LARGE)
    return path


@pytest.fixture
def there(intake):
    """there() → the sums of the files that count."""

    def sums():
        uploads = Upload.objects.filter(item__intake=intake).exclude(state__in=Upload.GONE)
        return Counter(uploads.values_list("sha256", flat=True))

    return sums


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def choose(page, *paths):
    page.locator(".portal__choose input").set_input_files(paths)


def hold_after(page, pieces):
    """Let so many pieces through; the next waits for `go()`."""
    held = []

    def pass_or_hold(route):
        if route.request.method != "PUT" or len(passed) < pieces:
            passed.append(route.request.method)
            return route.continue_()
        return held.append(route)

    passed = []
    page.route("**/uploads/**", pass_or_hold)

    def go():
        for route in held:
            route.continue_()
        page.unroute("**/uploads/**")

    return held, go


def test_a_file_left_halfway_is_told_of_and_goes_on(tab, large, there):
    page = tab()
    held, _ = hold_after(page, 3)
    choose(page, large)
    eventually(lambda: page.wait_for_timeout(20) or held)
    page.close()
    page = tab()
    expect(page.get_by_text("return.pdf has arrived up to")).to_be_visible()
    offsets = []
    page.on("request", lambda one: offsets.append(one.headers.get("upload-offset")))
    choose(page, large)
    expect(page.locator("#files")).to_contain_text("return.pdf")
    expect(page.get_by_text("return.pdf has arrived up to")).to_have_count(0)
    assert next(offset for offset in offsets if offset) != "0"
    assert there() == {sha256(LARGE): 1}


def test_a_file_that_changes_while_it_is_sent_is_told_of(tab, large, there):
    page = tab()
    held, go = hold_after(page, 2)
    choose(page, large)
    eventually(lambda: page.wait_for_timeout(20) or held)
    large.write_bytes(OTHER)
    held.pop().abort()
    go()
    expect(page.locator("#sending")).to_contain_text("This file was changed or moved")
    choose(page, large)
    expect(page.locator("#files")).to_contain_text("return.pdf")
    assert there() == {sha256(OTHER): 1}


def test_two_files_that_look_the_same_from_outside_are_two(tab, large, there):
    """Some phones give every photo the same name and no date."""
    page = tab()
    os.utime(large, (1_700_000_000, 1_700_000_000))
    choose(page, large)
    expect(page.locator("#files .files__item")).to_have_count(1)
    large.write_bytes(OTHER)
    os.utime(large, (1_700_000_000, 1_700_000_000))
    choose(page, large)
    expect(page.locator("#files .files__item")).to_have_count(2)
    assert there() == {sha256(LARGE): 1, sha256(OTHER): 1}


def test_two_tabs_send_the_same_file_at_once(tab, large, there):
    one, other = tab(), tab()
    _, go = hold_after(one, 2)
    choose(one, large)
    choose(other, large)
    go()
    for page in (one, other):
        expect(page.locator("#sending .files__item")).to_have_count(0)
        expect(page.locator("#files")).to_contain_text("return.pdf")
    assert there() == {sha256(LARGE): 1}


def take_back(page):
    page.get_by_role("link", name="Take back").click()
    page.get_by_role("button", name="Take back").click()
    expect(page.locator("#files")).to_contain_text("You took back")


def test_a_file_taken_back_in_one_tab_is_sent_again_in_another(tab, large, there):
    one, other = tab(), tab()
    choose(one, large)
    expect(one.locator("#files")).to_contain_text("return.pdf")
    take_back(one)
    assert there() == {}
    choose(other, large)
    expect(other.locator("#files")).to_contain_text("return.pdf")
    assert there() == {sha256(LARGE): 1}


def test_taking_back_in_one_tab_while_another_sends(tab, large, tmp_path, there):
    first = tmp_path / "wrong.pdf"
    first.write_bytes(OTHER)
    one, other = tab(), tab()
    choose(one, first)
    expect(one.locator("#files")).to_contain_text("wrong.pdf")
    held, go = hold_after(other, 2)
    choose(other, large)
    eventually(lambda: other.wait_for_timeout(20) or held)
    take_back(one)
    go()
    expect(other.locator("#files")).to_contain_text("return.pdf")
    expect(other.locator("#files")).to_contain_text("You took back wrong.pdf.")
    assert there() == {sha256(LARGE): 1}


def test_among_several_files_a_refused_one_is_named_and_the_rest_arrive(
    tab, large, tmp_path, there
):
    web, empty, odd = (tmp_path / name for name in ("page.pdf", "empty.pdf", "税 & 长.pdf"))
    web.write_bytes(b"<html><script>1</script>" * 9)
    empty.write_bytes(b"")
    odd.write_bytes(OTHER)
    page = tab()
    choose(page, web, large, empty, odd)
    wrong = page.locator(".files__item--wrong")
    expect(wrong).to_have_count(2)
    expect(wrong.filter(has_text="page.pdf")).to_contain_text("is a web page")
    expect(wrong.filter(has_text="empty.pdf")).to_contain_text("This file is empty")
    expect(page.locator("#files")).to_contain_text("税 & 长.pdf")
    assert there() == {sha256(LARGE): 1, sha256(OTHER): 1}


def test_a_full_disk_is_said_and_the_file_goes_on_once_there_is_room(tab, large, there):
    """What the server says of a disk that is full is held in tests of its own."""
    page = tab()
    sent = []
    words = '{"words": "There is no room for this file just now."}'

    def full(route):
        if route.request.method == "PUT":
            sent.append(route.request.headers["upload-offset"])
            if len(sent) in {2, 3}:
                return route.fulfill(status=507, body=words)
        return route.continue_()

    page.route("**/uploads/**", full)
    choose(page, large)
    expect(page.locator("#sending")).to_contain_text("There is no room for this file just now.")
    expect(page.locator("#files")).to_contain_text("return.pdf")
    assert sent[:4] == ["0", "1048576", "1048576", "1048576"]
    assert there() == {sha256(LARGE): 1}


def test_a_send_button_pressed_twice_sends_once(
    phone, tab, browser, browser_context_args, large, there
):
    """Without scripts."""
    page = tab()
    state = page.context.storage_state()
    about = {**browser_context_args, "java_script_enabled": False, "storage_state": state}
    with browser.new_context(**about) as plain:
        old = plain.new_page()
        old.goto(page.url)
        choose(old, large)
        old.get_by_role("button", name="Send", exact=True).dblclick()
        expect(old.locator("#files")).to_contain_text("return.pdf")
        old.go_back()
        old.go_forward()
    assert there() == {sha256(LARGE): 1}
    assert spool.sweep_stale() == 0
