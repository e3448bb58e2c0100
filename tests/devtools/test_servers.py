import os
import shutil
import signal
import sys
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from redis import Redis

from devtools import postgres
from devtools import servers as servers_module
from devtools.servers import remove_leftovers, servers, short_temporary_folder
from devtools.trouble import Trouble
from tests.devtools.conftest import all_gone, end

linux = pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's")
root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")


def folder_of(running):
    return running.started[0].sockets


def test_servers_answer_and_leave_nothing():
    with servers(environ={}) as running:
        with psycopg.connect(running.urls["DATABASE_URL"]) as connection:
            who = connection.execute("SELECT current_user, current_database()").fetchone()
        assert who == ("casehug", "casehug")
        assert Redis.from_url(running.urls["REDIS_URL"]).ping()
        pids, folder = [server.child.pid for server in running.started], folder_of(running)
    assert all_gone(pids, seconds=0)
    assert not folder.exists()


def test_application_role_is_plain():
    with servers(environ={}) as running, psycopg.connect(running.urls["DATABASE_URL"]) as app:
        rights = "rolsuper, rolbypassrls, rolcreatedb, rolcreaterole"
        asked = f"SELECT {rights} FROM pg_roles WHERE rolname = current_user"
        assert app.execute(asked).fetchone() == (False,) * 4


def test_given_addresses_win():
    given = {"DATABASE_URL": "postgres://a@b/c", "REDIS_URL": "redis://d/0"}
    with servers(environ=given) as running:
        assert (running.urls, running.started) == (given, [])


def test_nothing_listens_on_a_port():
    with (
        servers(environ={}) as running,
        psycopg.connect(running.urls["DATABASE_URL"]) as connection,
    ):
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert Redis.from_url(running.urls["REDIS_URL"]).config_get("port") == {"port": "0"}


@linux
def test_killed_launcher_leaves_no_server(launcher):
    process, pids, _ = launcher()
    end(process)
    assert all_gone(pids)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopped_launcher_leaves_no_server(launcher, sign):
    process, pids, url = launcher()
    end(process, sign)
    assert all_gone(pids, seconds=0)
    assert not Path(psycopg.conninfo.conninfo_to_dict(url)["host"]).exists()


@linux
def test_next_start_goes_on_from_a_killed_one(launcher, tmp_path):
    process, pids, url = launcher(tmp_path / "data")
    with psycopg.connect(url.replace("casehug@", "casehug_owner@")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(pids[0], signal.SIGKILL)
    end(process)
    assert all_gone(pids)
    assert (tmp_path / "data" / "postmaster.pid").exists()
    with (
        servers(data=tmp_path / "data", environ={}) as running,
        psycopg.connect(running.urls["DATABASE_OWNER_URL"]) as connection,
    ):
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


@linux
def test_leftover_folders_are_removed(launcher):
    process, pids, url = launcher()
    leftover = Path(psycopg.conninfo.conninfo_to_dict(url)["host"])
    end(process)
    assert all_gone(pids)
    assert leftover.exists()
    remove_leftovers(leftover.parent)
    assert not leftover.exists()


def test_folders_in_use_are_not_removed():
    with servers(environ={}) as running:
        remove_leftovers(folder_of(running).parent)
        assert folder_of(running).exists()


@root
@linux
@pytest.mark.parametrize("identity", ["userns", "nobody"])
def test_root_runs_postgres_as_somebody_else(monkeypatch, tmp_path, identity):
    monkeypatch.setattr(postgres, "choose_identity", lambda *_: identity)
    with servers(data=tmp_path / "data", environ={}) as running:
        assert psycopg.connect(running.urls["DATABASE_URL"]).closed is False
        owner = Path(f"/proc/{running.started[0].child.pid}").stat().st_uid
        assert owner == (65534 if identity == "nobody" else 0)


def test_full_disk_is_said_before_anything_starts(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=5_000_000))
    with (
        pytest.raises(Trouble, match=r"disk is full: .* has 5 MB left"),
        servers(data=tmp_path, environ={}),
    ):
        pass


def test_data_of_another_postgres_is_refused(tmp_path):
    with servers(data=tmp_path / "data", environ={}):
        pass
    (tmp_path / "data" / "PG_VERSION").write_text("12\n")
    with (
        pytest.raises(Trouble, match=r"made by PostgreSQL 12 .*--fresh"),
        servers(data=tmp_path / "data", environ={}),
    ):
        pass


def test_sockets_lie_in_a_short_folder(monkeypatch):
    monkeypatch.setattr(servers_module.tempfile, "gettempdir", lambda: "/tmp/" + "long" * 30)
    assert short_temporary_folder() == Path("/tmp")
