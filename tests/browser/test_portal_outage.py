"""PostgreSQL gone for ten seconds under a client's hands: said in words, tried again, nothing lost.

On a cluster and a web server of these tests' own.
"""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest
from playwright.sync_api import expect

from devtools.servers import servers
from tests.browser.conftest import PHONE
from tests.intake.proof.web import Web, answers
from tests.intake.send import PDF
from tests.integrations.proof.waiting import eventually

pytestmark = pytest.mark.long

AWAY = 10
CONTENT = PDF + b"\n%" + hashlib.shake_256(PDF).digest(6 * 1024 * 1024)
NAME = "What is your name?"
STORY = """
import django, json
django.setup()
from casehug.models import Firm
from casehug.tenancy.scope import firm_scope
from intake.links.private_links import make_link
from intake.models import Intake, Item
from matters.models import CaseType, Client, Matter

firm = Firm.found(name="Hart & Vale", phone="(503) 555-0142")
with firm_scope(firm.pk):
    maya = Client.objects.create(first_name="Maya", last_name="Ruiz", email="maya@example.com")
    kind = CaseType.objects.first()
    told = []
    for number in range(4):
        matter = Matter.objects.create(title=f"Ruiz {number}", client=maya, case_type=kind, state="OR")
        intake = Intake.objects.create(matter=matter, status="sent")
        about = {"intake": intake, "category": "about_you"}
        Item.objects.create(
            **about, kind="question", answer_type="short", title="What is your name?", position=0
        )
        paper = Item.objects.create(**about, kind="document", title="Tax return", position=1)
        told.append([make_link(intake=intake, by=None), intake.key, intake.pk, paper.pk])
print(json.dumps(told))
"""


class Database:
    """Its cluster, to be stopped in several ways, and what lies in it."""

    def __init__(self, cluster):
        self.cluster = cluster

    def signal(self, sign):
        os.killpg(self.cluster.child.pid, sign)

    def fall(self):
        """At once, as pg_ctl stop -m immediate does.

        What was committed is on the disk first: a cluster for tests does not wait for that.
        """
        with psycopg.connect(self.cluster.url("postgres"), autocommit=True) as connection:
            connection.execute("CHECKPOINT")
        os.kill(self.cluster.child.pid, signal.SIGQUIT)
        self.cluster.child.wait(10)

    def rise(self):
        self.cluster.start()
        self.cluster.wait_until_ready()

    def value(self, query, *about):
        with psycopg.connect(self.cluster.url("postgres")) as connection:
            row = connection.execute(query, about).fetchone()
            return row and row[0]

    def answer(self, intake):
        return self.value(
            "SELECT answer #>> '{}' FROM intake_item WHERE intake_id = %s AND kind = 'question'",
            intake,
        )

    def sum(self, item):
        return self.value("SELECT sha256 FROM intake_upload WHERE item_id = %s", item)


@pytest.fixture(scope="module")
def database():
    with servers(environ={"REDIS_URL": os.environ["REDIS_URL"]}) as running:
        env = {**os.environ, **running.urls, "DJANGO_SETTINGS_MODULE": "casehug.settings"}
        migrate = [sys.executable, "manage.py", "migrate", "--no-input", "-v", "0"]
        subprocess.run(migrate, check=True, env=env)
        database = Database(running.started[0])
        database.urls = running.urls
        told = subprocess.run(
            [sys.executable, "-c", STORY], check=True, env=env, capture_output=True, text=True
        )
        database.intakes = json.loads(told.stdout.splitlines()[-1])
        yield database


@pytest.fixture(scope="module")
def web(database, django_db_setup, django_db_blocker, tmp_path_factory):
    with (
        django_db_blocker.unblock(),
        Web.start(tmp_path_factory.mktemp("web"), **database.urls) as web,
    ):
        yield web


@pytest.fixture
def place(database):
    """An intake nobody has opened yet: its link, key, number, and its document's number."""
    return database.intakes.pop()


@pytest.fixture
def new_phone(browser, browser_context_args, web, place):
    """new_phone(scripts=True) → in the portal, at the questions."""
    opened = []

    def make(*, scripts=True):
        about = {**browser_context_args, "viewport": PHONE, "java_script_enabled": scripts}
        context = browser.new_context(**{**about, "base_url": web.url})
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(40_000)
        page.goto(f"/p/{place[0]}/")
        page.get_by_role("button", name="Start").click()
        page.goto(f"/portal/{place[1]}/questions/about_you/")
        return page

    yield make
    for context in opened:
        context.close()


def send(phone, place, path):
    phone.goto(f"/portal/{place[1]}/items/{place[3]}/")
    phone.locator(".portal__choose input").set_input_files(path)


@pytest.fixture
def large(tmp_path):
    path = tmp_path / "return.pdf"
    path.write_bytes(CONTENT)
    return path


def test_answers_and_a_file_outlive_a_database_that_is_gone(database, web, new_phone, place, large):
    phone = new_phone()
    paper = phone.context.new_page()
    begun = []

    def slowly(route):
        if route.request.method == "PUT":
            begun.append(route.request.headers["upload-offset"])
            if len(begun) == 3:
                database.fall()
        route.continue_()

    paper.route("**/uploads/**", slowly)
    send(paper, place, large)
    phone.get_by_label(NAME).fill("Maya")
    eventually(lambda: paper.wait_for_timeout(20) or len(begun) > 2)
    gone = time.monotonic()
    phone.get_by_label(NAME).fill("Maya Ruiz")
    expect(phone.locator("#trouble")).to_contain_text("This is not saved yet.", timeout=40_000)
    expect(paper.locator("#sending")).to_contain_text("It goes on by itself.", timeout=40_000)
    paper.wait_for_timeout(max(0, AWAY - (time.monotonic() - gone)) * 1000)
    database.rise()
    expect(phone.locator("#trouble")).to_be_hidden(timeout=60_000)
    expect(paper.locator("#files")).to_contain_text("return.pdf", timeout=60_000)
    assert database.answer(place[2]) == "Maya Ruiz"
    assert database.sum(place[3]) == hashlib.sha256(CONTENT).hexdigest()
    assert answers(web.port)
    assert web.child.is_alive()


def test_answers_and_a_file_outlive_a_database_that_stands_still(
    database, web, new_phone, place, large
):
    phone = new_phone()
    paper = phone.context.new_page()
    phone.get_by_label(NAME).fill("Maya")
    eventually(lambda: phone.wait_for_timeout(20) or database.answer(place[2]) == "Maya")
    paper.goto(f"/portal/{place[1]}/items/{place[3]}/")
    database.signal(signal.SIGSTOP)
    try:
        paper.locator(".portal__choose input").set_input_files(large)
        phone.get_by_label(NAME).fill("Maya Ruiz")
        phone.wait_for_timeout(AWAY * 1000)
        assert phone.get_by_label(NAME).input_value() == "Maya Ruiz"
    finally:
        database.signal(signal.SIGCONT)
    expect(paper.locator("#files")).to_contain_text("return.pdf", timeout=60_000)
    eventually(lambda: phone.wait_for_timeout(50) or database.answer(place[2]) == "Maya Ruiz", 60)
    expect(phone.locator("#trouble")).to_be_hidden()
    assert database.sum(place[3]) == hashlib.sha256(CONTENT).hexdigest()
    assert web.child.is_alive()


def test_without_scripts_the_page_keeps_what_was_sent(database, new_phone, place):
    phone = new_phone(scripts=False)
    phone.get_by_label(NAME).fill("Maya Ruiz")
    database.fall()
    try:
        begun = time.monotonic()
        phone.get_by_role("button", name="Save and continue").click()
        expect(phone.get_by_text("What you just sent is not saved yet")).to_be_visible()
        assert time.monotonic() - begun < 30
        phone.get_by_role("button", name="Try again").click()
        expect(phone.get_by_text("What you just sent is not saved yet")).to_be_visible()
    finally:
        database.rise()
    assert database.answer(place[2]) is None
    eventually(lambda: went_through(phone, "Tax return"), 60)
    assert database.answer(place[2]) == "Maya Ruiz"


def went_through(phone, heading):
    """One more try, as the page says: its button or link, or loading it again."""
    if seen(phone) == heading:
        return True
    again = phone.get_by_role("button", name="Try again").or_(
        phone.get_by_role("link", name="Try again")
    )
    if again.count():
        again.click()
    else:
        phone.reload()
    return seen(phone) == heading


def seen(phone):
    words = phone.get_by_role("heading", level=1).inner_text()
    print(f"{time.monotonic():.1f} {words}")  # What it came to, where it does not go through.
    return words


def test_the_way_back_still_has_what_was_typed(database, new_phone, place):
    phone = new_phone(scripts=False)
    phone.get_by_label(NAME).fill("Maya Ruiz")
    database.fall()
    try:
        phone.get_by_role("button", name="Save and continue").click()
        expect(phone.get_by_text("What you just sent is not saved yet")).to_be_visible()
    finally:
        database.rise()
    phone.on("dialog", lambda dialog: dialog.accept())
    eventually(lambda: phone.reload() and went_through(phone, "Tax return"), 30)
    assert database.answer(place[2]) == "Maya Ruiz"
