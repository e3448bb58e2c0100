"""A Chromium in front of the whole house, with a Clio to connect to."""

import os
import shutil
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
from django.conf import settings as django_settings
from django.core.management import CommandError
from django.db import OperationalError, connection
from django.test import TransactionTestCase
from django.utils import timezone
from playwright.sync_api import expect

from intake.lifecycle.intakes import add_item
from intake.links.private_links import make_link
from intake.models import Intake
from integrations.domain import mappings
from integrations.models import Connection
from matters.domain.matters import create_matter
from tests.browser.servers import House
from tests.clio_sandbox import Sandbox

# Playwright keeps a loop running in the thread that also uses the ORM.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

DESK = {"width": 1280, "height": 800}
FIRST_ACCOUNT = "310001"
PHONE = {"width": 390, "height": 844}
# A machine busy with other tests is slow, not wrong.
expect.set_options(timeout=15_000)

CLIENT_ID, CLIENT_SECRET = "casehug", "s3cret"
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


def chromium():
    named = os.environ.get("CASEHUG_CHROMIUM") or "chromium"
    found = shutil.which(named) or shutil.which("/usr/bin/chromium")
    if found:
        return found
    words = "No Chromium for the browser tests: install Chromium or Google Chrome."
    return pytest.fail(words) if os.environ.get("CI") == "true" else pytest.skip(words)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": chromium(),
        "args": [*ARGUMENTS, *root],
    }


@pytest.fixture(scope="session", autouse=True)
def emptied_beside_a_running_web():
    """A page that closes still says its last words to the web: PostgreSQL may end the emptying of
    the tables as the victim of that deadlock, and once the request is answered it goes through."""
    empty = TransactionTestCase._fixture_teardown

    def empty_again(case, left=5):
        try:
            empty(case)
        except CommandError as error:
            if not (left and isinstance(error.__cause__, OperationalError)):
                raise
            empty_again(case, left - 1)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_again)
        yield


@pytest.fixture(scope="session", autouse=True)
def connection_beside_playwright(playwright, house, django_db_blocker):
    """While Playwright's loop runs, Django keeps another connection for this thread: close it."""
    yield
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture(scope="session")
def clio_process():
    with Sandbox.start(client_id=CLIENT_ID, client_secret=CLIENT_SECRET, budget=1000) as clio:
        yield clio


@pytest.fixture(scope="session")
def house(django_db_setup, django_db_blocker, files_of_the_run, clio_process, tmp_path_factory):
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
    with House.open(
        tmp_path_factory.mktemp("house"),
        database_url=f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}",
        files=django_settings.STORAGES["private"]["OPTIONS"]["location"],
        clio={
            "CLIO_BASE_URL": clio_process.url,
            "CLIO_UPLOAD_HOSTS": clio_process.uploads,
            "CLIO_CLIENT_ID": CLIENT_ID,
            "CLIO_CLIENT_SECRET": CLIENT_SECRET,
        },
    ) as house:
        yield house


@pytest.fixture(scope="session")
def base_url(house):
    return house.url


@pytest.fixture
def clio(clio_process, house):
    """Clio as on its first day, and no call of an earlier test remembered."""
    if clio_process.process.poll() is not None:
        clio_process.restart()
    clio_process.reset()
    clio_process.no_faults()
    clio_process.latency(0)
    with redis.Redis.from_url(house.redis_url) as cache:
        for key in cache.scan_iter("casehug:*"):
            cache.delete(key)
    return clio_process


@pytest.fixture(autouse=True)
def said_by_the_house(request, house):
    """What web and worker wrote meanwhile, for the report of a test that failed."""
    logs = {name: house.folder / f"{name}.log" for name in ("web", "worker")}
    begin = {name: log.stat().st_size for name, log in logs.items()}
    yield
    for name, log in logs.items():
        words = log.read_bytes()[begin[name] :].decode(errors="replace")
        request.node.add_report_section("call", name, words[-6000:])


@pytest.fixture
def page(clio, page):
    """Fails the test when the page's scripts fail or its own policy refuses something."""
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if is_trouble(said) else None)
    page.set_default_timeout(20_000)
    yield page
    assert troubles == []


def is_trouble(said):
    """Answers with a 4xx or 5xx are looked at by the tests that provoke them."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")


@pytest.fixture
def enter(context, base_url, client):
    """enter(lena): the browser has her session, without another walk through the sign-in."""

    def let_in(member, url=base_url):
        client.force_login(member.user)
        name = f"casehug-{urlsplit(url).port}-session"
        value = client.cookies[django_settings.SESSION_COOKIE_NAME].value
        context.clear_cookies()
        context.add_cookies([{"name": name, "value": value, "url": url}])

    return let_in


@pytest.fixture
def connected(clio, settings, in_firm, mara):
    """Hart & Vale, connected as if Mara had done it a minute ago; its case types are mapped."""
    settings.CLIO_BASE_URL = clio.url
    token = clio.token()
    connection = Connection.objects.create(
        region="us",
        account_id=FIRST_ACCOUNT,
        account_name="Hart & Vale LLP",
        person_name="Mara Hart",
        person_email="mara@hartvale.example",
        access_token=token["access_token"],
        refresh_token=token["refresh_token"],
        token_issued_at=timezone.now(),
        token_expires_at=timezone.now() + timedelta(days=30),
        connected_by=mara,
    )
    mappings.refresh(connection=connection, by=mara)
    return connection


# --- Maya's phone ---------------------------------------------------------------------------------

RENT = [
    {"value": "rent", "labels": {"en": "We rent"}},
    {"value": "own", "labels": {"en": "We own"}},
]


@pytest.fixture
def intake(in_firm, lena, divorce, maya):
    made = create_matter(
        title="Ruiz — Divorce", case_type=divorce, client=maya, state="OR", by=lena
    )
    intake = Intake.objects.get(matter=made)
    intake.items.all().delete()
    question = {"intake": intake, "by": lena, "kind": "question", "category": "about_you"}
    where = add_item(**question, answer_type="choice", title="Where do you live?", options=RENT)
    add_item(
        **question,
        answer_type="money",
        title="How much is the rent?",
        shown_if=where,
        shown_if_value="rent",
    )
    add_item(**question, answer_type="short", title="What is your name?")
    add_item(intake=intake, by=lena, kind="document", category="financial", title="Tax return")
    return intake


@pytest.fixture
def phone(page, intake, lena):
    """In the portal, at the list."""
    page.set_viewport_size(PHONE)
    page.goto(f"/p/{make_link(intake=intake, by=lena)}/")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello Maya. Here is what we need.")
    return page
