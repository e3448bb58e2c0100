"""Each bad value is refused by its name, with what to do; secrets are never repeated."""

import base64
import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from casehug import environment as env

ROOT = Path(__file__).parents[2]
KEY = base64.b64encode(bytes(32)).decode()
SHORT = base64.b64encode(bytes(16)).decode()

BAD = [
    (env.flag, {"default": False}, ["yes", "1", "True!", "on"], "true or false"),
    (env.whole, {"default": 4}, ["four", "-1", "1.5", "1e3"], "a whole number, 0 or more"),
    (env.seconds, {"default": 4, "least": 0.5}, ["soon", "0.1", "inf", "nan"], "0.5 or more"),
    (env.web_address, {}, ["casehug", "ftp://a.example", "https://", "https://a:b"], "https://"),
    (env.database, {"fallback": ""}, ["", "mysql://a@b/c", "postgres://a@b"], "postgres://"),
    (env.redis_address, {}, ["localhost:6379", "redis://", "redis://a:b"], "redis://"),
    (env.mail_server, {}, ["me@example.com", "pop://a", "smtp://a:b"], "smtp+tls://"),
    (env.key_ring, {}, ["", KEY, f"k1:{SHORT}", f":{KEY}", "k1:not base64", f"k1:{KEY},"], "32 bytes"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("read", "more", "value", "wanted"),
    [(read, more, value, wanted) for read, more, values, wanted in BAD for value in values],
)
def test_bad_value_is_refused_by_its_name(monkeypatch, read, more, value, wanted):
    monkeypatch.setenv("THE_SETTING", value)
    with pytest.raises(ImproperlyConfigured, match=r"^THE_SETTING must be ") as refused:
        read("THE_SETTING", **more)
    assert wanted in str(refused.value)
    assert "Set it in the environment." in str(refused.value)


@pytest.mark.parametrize(
    ("read", "more", "value", "meaning"),
    [
        (env.flag, {"default": False}, "true", True),
        (env.whole, {"default": 4}, " 12 ", 12),
        (env.seconds, {"default": 4}, "0.25", 0.25),
        (env.web_address, {}, "https://casehug.example/", "https://casehug.example"),
        (env.words, {}, " a.example, ,b.example ", ["a.example", "b.example"]),
        (env.redis_address, {}, "unix:///run/v.sock?db=0", "unix:///run/v.sock?db=0"),
        (env.key_ring, {}, f"k2:{KEY},k1:{KEY}", {"k2": bytes(32), "k1": bytes(32)}),
    ],
)
def test_good_value_is_read(monkeypatch, read, more, value, meaning):
    monkeypatch.setenv("THE_SETTING", value)
    assert read("THE_SETTING", **more) == meaning


def test_database_on_a_unix_socket_is_read(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://casehug@%2Frun%2Fpg:5432/casehug")
    assert env.database("DATABASE_URL", "")["HOST"] == "/run/pg"


@pytest.mark.parametrize(
    ("read", "name", "value"),
    [
        (env.key_ring, "FIELD_KEYS", "k1:hush-hush"),
        (env.whole, "SOME_SECRET", "hush-hush"),
        (lambda name: env.database(name, ""), "DATABASE_URL", "mysql://me:hush-hush@host/casehug"),
        (lambda name: env.database(name, ""), "DATABASE_OWNER_URL", "me:hush-hush"),
        (env.redis_address, "REDIS_URL", "http://:hush-hush@host"),
        (env.mail_server, "EMAIL_URL", "me:hush-hush"),
        (env.web_address, "CLIO_BASE_URL", "ftp://me:hush-hush@host"),
    ],
)
def test_secret_is_never_repeated(monkeypatch, read, name, value):
    monkeypatch.setenv(name, value)
    more = {"default": 1} if read is env.whole else {}
    with pytest.raises(ImproperlyConfigured, match=name) as refused:
        read(name, **more)
    assert "hush-hush" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


def test_what_is_missing_is_named_with_what_to_do(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY is not set. Make one"):
        env.required("SECRET_KEY", "Make one.")


def test_program_does_not_start_with_a_bad_value():
    started = subprocess.run(
        [sys.executable, "-c", "import casehug.settings"],
        cwd=ROOT,
        env={**os.environ, "SWEEP_EVERY": "often"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode != 0
    last = started.stderr.strip().splitlines()[-1]
    assert "SWEEP_EVERY must be a number of seconds, 0.2 or more, not 'often'" in last


READ = re.compile(r'env\.(?:env\.)?\w+\(\s*"([A-Z_]+)"|"([A-Z_]+_URL)" if')
LISTED = re.compile(r"^#?([A-Z_]+)=", re.MULTILINE)
IN_COMPOSE = re.compile(r"\$\{([A-Z_]+)")


def test_example_lists_every_variable_with_a_comment():
    example = (ROOT / ".env.example").read_text()
    settings = (ROOT / "casehug" / "settings.py").read_text()
    compose = (ROOT / "docker-compose.yml").read_text()
    read = {name for names in READ.findall(settings) for name in names if name}
    listed = LISTED.findall(example)
    assert len(listed) == len(set(listed))
    assert read - set(listed) == set()
    assert set(listed) - read - set(IN_COMPOSE.findall(compose)) == set()
    lines = example.splitlines()
    uncommented = [
        line
        for above, line in pairwise(lines)
        if LISTED.match(line) and not above.startswith("# ") and not LISTED.match(above)
    ]
    assert uncommented == []


# What docker-compose.yml makes itself, or what nobody sets in production.
NOT_IN_COMPOSE = {
    "BEHIND_PROXY",  # Its proxy is in front.
    "DATABASE_APP_ROLE",  # The role of its own PostgreSQL.
    "DATABASE_OWNER_URL",
    "DATABASE_URL",
    "DEBUG",
    "MAIL_FOLDER",  # In place of sending.
    "PRIVATE_ROOT",  # Its volume.
    "REDIS_URL",
    "STATIC_ROOT",  # Made with the image.
}


def test_every_variable_reaches_compose_or_says_why_not():
    listed = set(LISTED.findall((ROOT / ".env.example").read_text()))
    compose = (ROOT / "docker-compose.yml").read_text()
    assert listed - set(IN_COMPOSE.findall(compose)) == NOT_IN_COMPOSE


def test_example_shows_the_defaults():
    """Behind a # stands what the program takes when nothing is set."""
    example = (ROOT / ".env.example").read_text()
    shown = dict(re.findall(r"^#([A-Z_]+)=(.+)$", example, re.MULTILINE))
    asked = f"import json; from casehug import settings as s; print(json.dumps({{n: str(getattr(s, n, None)) for n in {sorted(shown)!r}}}))"
    bare = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "SECRET_KEY", "FIELD_KEYS"}
    }
    out = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env=bare,
        capture_output=True,
        text=True,
        check=True,
    )
    real = {name: value for name, value in json.loads(out.stdout).items() if value != "None"}
    plain = {name: _as_typed(value) for name, value in real.items()}
    different = {
        name: (shown[name], value)
        for name, value in plain.items()
        if value != shown[name]
        and not (isinstance(value, str) and value == str(ROOT / shown[name]))
    }
    assert different == {}


def _as_typed(value):
    if value.startswith("["):
        return ",".join(re.findall(r"'([^']*)'", value))
    if value in {"True", "False"}:
        return value.lower()
    return value.removesuffix(".0")
