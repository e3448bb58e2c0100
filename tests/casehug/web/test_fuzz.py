"""Odd input at every door: each request has an answer, and none is a 500.

How many, and of which seed, comes from the environment (FUZZ_REQUESTS, FUZZ_SEED); the seed is
printed, so that a failure is seen again.
"""

import os
import random
import re

import pytest
from django.db import transaction
from django.test import Client

from tests.rules.test_isolation import PARAMETER, ROUTES, address
from tests.two_firms import World

pytestmark = pytest.mark.django_db
REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "2000"))
SEED = int(os.environ.get("FUZZ_SEED", "0")) or random.SystemRandom().randrange(10**9)
FIELD = re.compile(r'name="([A-Za-z_0-9-]+)"')
OUT_OF_REACH = {503, 507}  # Clio, which nobody answers for here.
NASTY = [
    "", "\x00", "a\x00b", "http://[", "//evil.example", "\U0010ffff", "1" * 400, "-1", "0",
    "9223372036854775808", "1e999", "nan", "2026-02-31", "0000-00-00", "<script>", "'\"`;--",
    "%00", "..%2f", "\r\nSet-Cookie: a=b", "a" * 20_000, "{}", "[]", "true", "\u202e", "٣", "²",
]  # fmt: skip
COMMON = ["next", "q", "page", "after", "before", "code", "state", "reason", "note", "answer"]
# Headers that a page reads.
HEADERS = ["HX-Current-URL", "Upload-Offset", "Upload-Length", "Upload-Name", "Accept-Language"]


@pytest.fixture
def world(hart_vale, mara, lena, settings):
    settings.CLIO_BASE_URL = "http://127.0.0.1:9"
    settings.CLIO_CLIENT_ID = settings.CLIO_CLIENT_SECRET = "x"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return World(hart_vale, "qhartvaleq", mara, lena)


def entered(visitor):
    browser = Client(raise_request_exception=False)
    if visitor:
        browser.force_login(visitor.user)
    return browser


def fields_of(browser, path):
    with transaction.atomic():
        page = browser.get(path)
        transaction.set_rollback(True)
    told = b"" if page.streaming else page.content
    return sorted({*FIELD.findall(told.decode(errors="replace"))} - {"csrfmiddlewaretoken"})


def place(route, ids, dice):
    """Mostly a real address, now and then an odd value in it."""
    path = address(route, ids)
    if "<str:" in route and dice.random() < 0.2:
        odd = dice.choice([one for one in NASTY if "/" not in one and one]).encode().hex("%")
        path = "/" + PARAMETER.sub("%" + odd, route)
    return path


def sent(browser, route, ids, dice, known):
    path = place(route, ids, dice)
    names = [*known.get(route, []), *COMMON]
    typed = {name: dice.choice(NASTY) for name in dice.sample(names, min(len(names), 5))}
    method = dice.choice(["get", "post", "post", "put"])
    headers = {name: dice.choice(NASTY).replace("\r\n", "") for name in HEADERS}
    if dice.random() < 0.3:
        headers["HX-Request"] = "true"
    body = typed if method != "put" else b"x"
    return method, path, typed, lambda: getattr(browser, method)(path, body, headers=headers)


def answered(ask):
    with transaction.atomic():
        status = ask().status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.parametrize("value", ["http://[", "//[", "a\x00b"])
def test_next_that_is_no_address_has_an_answer(world, value):
    for visitor in (world.admin, None):
        for route in ("accounts/login/", "accounts/logout/", "accounts/reauthenticate/"):
            for method in ("get", "post"):
                answer = getattr(entered(visitor), method)(f"/{route}", {"next": value})
                assert answer.status_code < 500


@pytest.mark.parametrize("name", ["words", "note", "reason", "reply", "text"])
def test_nul_in_what_staff_type_has_an_answer(world, name):
    staff = entered(world.staff)
    for route in ROUTES:
        if route.startswith(("matters/", "review/", "items/", "uploads/", "clients/")):
            path = address(route, world.ids)
            fields = dict.fromkeys([*fields_of(staff, path), name], "a\x00b")
            assert answered(lambda: staff.post(path, fields)) < 500  # noqa: B023
            code = fields | {"code": "other"}
            assert answered(lambda: staff.post(path, code)) < 500  # noqa: B023


@pytest.mark.long
def test_odd_input_has_an_answer(world):
    print(f"FUZZ_SEED={SEED}")
    dice, failed = random.Random(SEED), []
    visitors = [entered(world.admin), entered(world.staff), entered(None)]
    portal = entered(None)
    portal.get(address("p/<str:token>/", world.ids))
    visitors.append(portal)
    known = {}
    for route in ROUTES:
        known[route] = fields_of(visitors[0], address(route, world.ids))
    for _ in range(REQUESTS):
        browser, route = dice.choice(visitors), dice.choice(ROUTES)
        method, path, typed, ask = sent(browser, route, world.ids, dice, known)
        status = answered(ask)
        if status >= 500 and status not in OUT_OF_REACH:
            failed.append((status, method, path[:120], {k: v[:30] for k, v in typed.items()}))
    assert failed == []
