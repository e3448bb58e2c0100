"""PostgreSQL stands still, or somebody keeps a row: pages say so in time, and nothing is lost."""

import os
import signal
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection, transaction

from casehug.web.database_timeouts import LONGEST_IDLE, server_side, waiting_for_a_token
from intake.models import Intake, Item
from tests.intake.proof.web import POOL, Web
from tests.integrations.proof.environment import database_url
from tests.integrations.proof.waiting import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

PATIENCE = 1
OTHERS = """
SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
"""

WAITING = OTHERS.replace("pid FROM", "count(*) FROM") + "AND wait_event_type = 'Lock'"


@pytest.fixture
def web(tmp_path, transactional_db):
    with Web.start(tmp_path, threads=8, DATABASE_PATIENCE=PATIENCE) as web:
        yield web


def question(device):
    return device.intake.items.filter(kind="question").first()


def says_so(answer):
    assert answer.status == 503
    page = answer.body.decode()
    assert "What you just sent is not saved yet" in page
    return True


def kept(item):
    return Item.objects.get(pk=item.pk).answer


def test_a_row_somebody_keeps_is_waited_for_and_then_said(device):
    item = question(device)
    with transaction.atomic():
        Intake.objects.select_for_update().get(pk=device.intake.pk)
        for _ in range(2 * POOL):
            assert says_so(device.answers(item, "mine"))
        assert device.ask("GET").status == 200
        assert kept(item) is None
        # Those that waited are gone from the server as well.
        eventually(nobody_waits)
    assert device.answers(item, "mine").status == 200
    assert kept(item) == "mine"


def nobody_waits():
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0] == 0


@contextmanager
def all_of_the_web_frozen():
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        frozen = [pid for (pid,) in cursor.fetchall()]
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield frozen
    finally:
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)


def test_a_server_that_stands_still_is_let_go(device):
    """It hears no limit of ours; what it was asked is asked again on another connection."""
    item = question(device)
    assert device.answers(item, "first").status == 200
    with all_of_the_web_frozen() as frozen:
        assert frozen
        assert says_so(device.answers(item, "second"))
        eventually(lambda: device.answers(item, "second").status == 200, 60)
        assert kept(item) == "second"
    assert device.ask("GET").status == 200
    assert kept(item) == "second"


def test_limits_are_told_to_every_connection(transactional_db):
    options = server_side(PATIENCE)
    with psycopg.connect(database_url(), options=options) as other:
        told = dict(other.execute("SELECT name, setting FROM pg_settings").fetchall())
    assert told["statement_timeout"] == str(PATIENCE * 1000)
    assert told["lock_timeout"] == str(PATIENCE * 500)
    assert told["idle_in_transaction_session_timeout"] == str(LONGEST_IDLE * 1000)


def test_a_token_is_waited_for_as_long_as_clio_may_take(settings, transactional_db):
    def limits():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('statement_timeout'), current_setting('lock_timeout')"
            )
            return cursor.fetchone()

    before = limits()
    settings.DATABASE_PATIENCE = PATIENCE
    with transaction.atomic(), waiting_for_a_token():
        assert limits() == ("30s", "30s")
    assert limits() == before
    settings.DATABASE_PATIENCE = 0
    with transaction.atomic(), waiting_for_a_token():
        assert limits() == before
