"""What Maya types is kept: through closed tabs, slow networks, other tabs, and a link that ends."""

import pytest
from playwright.sync_api import expect

from intake.lifecycle.intakes import add_item
from intake.links import private_links
from intake.models import Item, PortalLink
from tests.integrations.proof.waiting import eventually

NAME, RENT, STORY = "What is your name?", "How much is the rent?", "What happened?"
ANSWER = "**/answer/"


@pytest.fixture
def asked(phone, context, intake, lena):
    """At the questions, one of them with room for a long story."""
    question = {"kind": "question", "category": "about_you", "answer_type": "long"}
    add_item(intake=intake, by=lena, title=STORY, **question)
    page = context.new_page()  # Whose console may tell of what these tests break.
    page.goto(phone.url)
    page.get_by_role("link", name="Begin").click()
    expect(page.get_by_label(NAME)).to_be_visible()
    return page


@pytest.fixture
def kept(intake):
    """kept("What is your name?") → the answer in the database."""
    return lambda title: Item.objects.get(intake=intake, title=title).answer


@pytest.fixture
def is_kept(kept):
    return lambda title, answer: eventually(lambda: kept(title) == answer)


def test_a_page_that_is_left_while_typing_has_said_its_last_words(asked, is_kept):
    asked.get_by_role("radio", name="We rent").check()
    asked.get_by_label(NAME).press_sequentially("Maya")
    asked.get_by_label(RENT).press_sequentially("900")
    asked.goto("about:blank")
    is_kept(NAME, "Maya")
    is_kept(RENT, "900")


def test_a_page_put_out_of_sight_has_said_its_last_words(asked, is_kept):
    asked.get_by_role("radio", name="We rent").check()
    asked.get_by_label(RENT).press_sequentially("900")
    asked.evaluate(
        """() => {
            Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    is_kept(RENT, "900")
    asked.get_by_label(RENT).fill("950")
    asked.get_by_label(RENT).blur()
    is_kept(RENT, "950")
    expect(asked.get_by_text("Another page said")).to_have_count(0)


def test_a_long_story_is_kept_while_it_is_told(asked, is_kept):
    asked.clock.install()
    asked.reload()
    story = asked.get_by_label(STORY)
    for _ in range(7):
        story.press_sequentially("x")
        asked.clock.run_for(900)
    eventually(lambda: Item.objects.get(title=STORY).answer)


def test_a_save_that_comes_late_does_not_undo_a_newer_one(asked, context, kept, is_kept):
    """The first was given up by the page, and reaches the server after the second."""
    first = []

    def give_up(route):
        first.append(route.request)
        route.abort()

    asked.route(ANSWER, give_up)
    asked.get_by_label(NAME).fill("May")
    expect(asked.locator("#trouble")).to_contain_text("What you typed is still here")
    asked.unroute(ANSWER)
    asked.get_by_label(NAME).fill("Maya")
    is_kept(NAME, "Maya")
    late = {name: first[0].headers[name] for name in ("content-type", "x-csrftoken")}
    answer = context.request.post(first[0].url, data=first[0].post_data, headers=late)
    assert answer.status == 409
    assert kept(NAME) == "Maya"


def test_a_save_whose_answer_was_lost_is_no_other_page(asked, is_kept):
    """It arrived, and nobody was told; what was typed since replaces it without a word."""

    def lose(route):
        route.fetch()
        route.abort()

    asked.route(ANSWER, lose)
    asked.get_by_label(NAME).fill("May")
    expect(asked.locator("#trouble")).to_be_visible()
    asked.unroute(ANSWER)
    asked.get_by_label(NAME).fill("Maya")
    is_kept(NAME, "Maya")
    expect(asked.locator("#trouble")).to_be_hidden()
    expect(asked.get_by_text("Another page said")).to_have_count(0)


def test_two_tabs_answer_the_same_question(asked, context, is_kept):
    other = context.new_page()
    other.goto(asked.url)
    asked.get_by_label(NAME).fill("Maya")
    is_kept(NAME, "Maya")
    other.get_by_label(NAME).fill("Mia")
    is_kept(NAME, "Mia")
    expect(other.get_by_text("Saved. Another page said: “Maya”")).to_be_visible()
    asked.get_by_role("button", name="Save and continue").click()
    expect(asked.get_by_role("heading", level=1)).to_have_text("Tax return")
    is_kept(NAME, "Mia")


def test_while_we_cannot_keep_it_the_page_says_so_and_goes_on_by_itself(asked, is_kept):
    asked.route(ANSWER, lambda route: route.fulfill(status=503))
    asked.get_by_label(NAME).fill("Maya")
    expect(asked.locator("#trouble")).to_contain_text("This is not saved yet.")
    asked.get_by_role("button", name="Save and continue").click()
    expect(asked.get_by_label(NAME)).to_have_value("Maya")
    asked.unroute(ANSWER)
    expect(asked.get_by_role("heading", level=1)).to_have_text("Tax return")
    is_kept(NAME, "Maya")


def test_a_tab_that_is_loaded_again_has_what_was_not_saved(asked, is_kept):
    asked.get_by_role("radio", name="We rent").check()
    expect(asked.get_by_label(RENT)).to_be_visible()
    asked.route(ANSWER, lambda route: route.abort())
    asked.get_by_label(NAME).fill("Maya")
    asked.get_by_label(RENT).fill("900")
    asked.get_by_label(RENT).blur()
    expect(asked.locator("#trouble")).to_be_visible()
    asked.reload()
    expect(asked.get_by_label(NAME)).to_have_value("Maya")
    expect(asked.get_by_label(RENT)).to_have_value("900")
    asked.unroute(ANSWER)
    is_kept(NAME, "Maya")
    is_kept(RENT, "900")
    eventually(lambda: remembered(asked) == [])
    assert asked.evaluate("localStorage.length") == 0


def remembered(page):
    return page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('casehug'))")


def test_leaving_quickly_leaves_nothing_typed_behind(asked, intake):
    asked.route("https://weather.gov/**", lambda route: route.fulfill(body="Sunny"))
    asked.route(ANSWER, lambda route: route.abort())
    asked.get_by_label(NAME).fill("Maya")
    assert len(remembered(asked)) == 1
    asked.get_by_role("link", name="Leave quickly").click()
    asked.wait_for_url("https://weather.gov/**")
    asked.goto(f"/portal/{intake.key}/")
    assert remembered(asked) == []


def test_a_link_that_ends_while_typing_is_said(asked, lena, kept):
    private_links.revoke_link(link=PortalLink.objects.live().get(), by=lena)
    asked.get_by_label(NAME).fill("Maya")
    expect(asked.locator("#trouble")).to_contain_text("This link no longer opens your list")
    expect(asked.get_by_label(NAME)).to_have_value("Maya")
    assert kept(NAME) is None


def test_somebody_signing_in_beside_it_costs_no_answer(asked, context, base_url, is_kept):
    [token] = [one for one in context.cookies() if one["name"].endswith("-csrf")]
    context.add_cookies([{**token, "value": "D" * 32}])
    asked.get_by_label(NAME).fill("Maya")
    is_kept(NAME, "Maya")
    expect(asked.locator("#trouble")).to_be_hidden()
    asked.get_by_role("button", name="Save and continue").click()
    expect(asked.get_by_role("heading", level=1)).to_have_text("Tax return")


def test_back_after_sending_in_shows_what_is_true(asked, is_kept, intake):
    asked.get_by_label(NAME).fill("Maya")
    asked.get_by_role("radio", name="We own").check()
    asked.get_by_role("button", name="Save and continue").dblclick()
    expect(asked.get_by_role("heading", level=1)).to_have_text("Tax return")
    Item.objects.filter(intake=intake).exclude(title=NAME).update(required=False)
    asked.goto(f"/portal/{intake.key}/review/")
    asked.get_by_role("button", name="Send to Hart & Vale").dblclick()
    expect(asked.get_by_role("heading", level=1)).to_contain_text("Thank you, Maya.")
    asked.go_back()
    expect(asked.get_by_text("Hart & Vale has your list.")).to_be_visible()
    expect(asked.get_by_role("button", name="Send to Hart & Vale")).to_have_count(0)
    intake.refresh_from_db()
    assert intake.status == "submitted"


# --- "Saved" is said only of what the server acknowledged ----------------------------------------


def answer_to_name(page):
    return page.locator(".question").filter(has=page.get_by_label(NAME))


def test_saved_goes_with_the_next_letter_typed(asked):
    asked.get_by_label(NAME).fill("Maya")
    saved = answer_to_name(asked).get_by_text("Saved", exact=True)
    expect(saved).to_be_visible()
    expect(asked.get_by_text("saved just now")).to_be_visible()
    asked.route(ANSWER, lambda route: route.abort())
    asked.get_by_label(NAME).press_sequentially("!")
    expect(saved).to_have_count(0, timeout=500)
    expect(asked.get_by_text("saved just now")).to_have_count(0)


@pytest.mark.parametrize("away", ["offline", "down"])
def test_nothing_is_called_saved_while_nobody_acknowledges_it(asked, away, is_kept):
    asked.get_by_label(NAME).fill("Maya")
    expect(asked.get_by_text("saved just now")).to_be_visible()
    answers = {"offline": lambda route: route.abort(), "down": lambda r: r.fulfill(status=503)}
    asked.route(ANSWER, answers[away])
    asked.get_by_label(NAME).fill("Maya R.")
    asked.get_by_label(NAME).blur()
    expect(asked.locator("#trouble")).to_be_visible()
    expect(asked.get_by_text("Saved", exact=True)).to_have_count(0)
    expect(asked.get_by_text("saved just now")).to_have_count(0)
    asked.unroute(ANSWER)
    is_kept(NAME, "Maya R.")
    expect(answer_to_name(asked).get_by_text("Saved", exact=True)).to_be_visible()


def test_what_was_typed_while_a_save_was_under_way_is_not_called_saved(asked):
    held = []
    asked.route(ANSWER, lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks it
    asked.get_by_label(NAME).fill("Maya")
    asked.get_by_label(NAME).blur()
    eventually(lambda: asked.wait_for_timeout(50) or held)
    asked.get_by_label(NAME).press_sequentially(" Ruiz")
    with asked.expect_response(ANSWER):
        held.pop(0).continue_()
    expect(asked.get_by_text("Saved", exact=True)).to_have_count(0)
    expect(asked.get_by_text("saved just now")).to_have_count(0)


# --- What is typed and not sent ------------------------------------------------------------------


@pytest.fixture
def typing(asked, intake, lena):
    """At a document that may be typed instead."""
    about = {"kind": "document", "category": "financial", "may_be_typed": True}
    item = add_item(intake=intake, by=lena, title="Bank accounts", **about)
    asked.goto(f"/portal/{intake.key}/items/{item.pk}/")
    asked.get_by_text("Type it here instead").click()
    return asked


def test_a_list_half_typed_is_there_after_a_reload(typing):
    typing.get_by_label("Bank accounts").press_sequentially("First Bank")
    expect(typing.get_by_text("Kept on this page. Not sent yet.")).to_be_visible()
    send = typing.get_by_role("button", name="Send this list")
    expect(typing.locator("main .button--primary:visible")).to_have_count(1)
    expect(send).to_have_class("button button--wide button--primary")
    typing.reload()
    expect(typing.get_by_label("Bank accounts")).to_have_value("First Bank")
    expect(typing.locator("main .button--primary:visible")).to_have_text("Send this list")
    typing.get_by_label("Bank accounts").press_sequentially(", 1234")
    typing.locator("main .button--primary:visible").click()
    expect(typing.locator("#files .portal__file-name")).to_have_text("Bank accounts.txt")
    assert Item.objects.get(title="Bank accounts").draft == {}


def test_a_list_typed_offline_is_there_after_a_reload(typing):
    typing.route("**/draft/", lambda route: route.abort())
    typing.get_by_label("Bank accounts").press_sequentially("First Bank")
    expect(typing.locator("[data-draft-state]")).to_contain_text("What you typed is still here")
    typing.reload()
    expect(typing.get_by_label("Bank accounts")).to_have_value("First Bank")
    typing.unroute("**/draft/")
    eventually(lambda: Item.objects.get(title="Bank accounts").draft == {"typed": "First Bank"})


def test_a_reason_half_written_is_there_after_a_reload(asked, intake):
    item = intake.items.get(title="Tax return")
    asked.goto(f"/portal/{intake.key}/items/{item.pk}/excuse/")
    asked.get_by_role("radio", name="I need help with this").check()
    asked.get_by_label("Anything we should know?").press_sequentially("Which year?")
    asked.reload()
    expect(asked.get_by_label("Anything we should know?")).to_have_value("Which year?")
    expect(asked.get_by_role("radio", name="I need help with this")).to_be_checked()


def test_return_in_a_field_saves_and_goes_on(asked, is_kept):
    asked.get_by_label(NAME).fill("Maya")
    asked.get_by_label(NAME).press("Enter")
    asked.wait_for_url("**/items/*/")
    is_kept(NAME, "Maya")
