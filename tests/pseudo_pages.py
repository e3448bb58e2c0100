"""Pages in the pseudo-language: whatever a person reads there must come from a catalogue."""

import re
from zoneinfo import available_timezones

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from intake.checklists.defaults import CHECKLISTS
from intake.checklists.defaults.library import ALL
from intake.settings.forms import AMERICAN, shipped_invitations
from matters.case_type_defaults import CASE_TYPES
from matters.states import STATES
from tests.conftest import PASSWORD
from tests.pseudo_language import CODE, OPEN, unmarked
from tests.two_firms import World

CANARY = "qhartvaleq"
ASKS = [*ALL, *(ask for asks in CHECKLISTS.values() for ask in asks)]
ROOMS = {"casehug", "matters", "intake", "integrations", "allauth"}


def in_spanish(*texts):
    with translation.override("es"):
        return [translation.gettext(text) for text in texts if text]


# For operators, or for whoever draws our pages.
NOT_FOR_PEOPLE = {"healthz", "readyz", "metrics", "design/"}
# Clients read these in their own language; the portal has a walk of its own.
FOR_CLIENTS = ("p/", "P/", "portal/", "no-more/", "brand/")
MANGLED = {"p", "portal"}  # A link of theirs, as it was typed.
# What is of no language: the canary of the test's texts, addresses, names, what a language calls itself.
PATTERNS = [
    re.compile(r"https?://[\w.:/-]+"),
    re.compile(r"[\w.+-]+@[\w-]+(?:\.\w+)+"),
    re.compile(rf"{CANARY}\d*"),
]
NAMES = [
    *("CaseHug", "Clio", "English", "Español", "Pseudo"),
    *(
        "Hart & Vale LLP",
        "Hart & Vale",
        "Mara Hart",
        "Clio Manage",
        "Lena Ortiz",
        "Maya",
        "Ruiz",
        "Ines Roy",
    ),
    *(name for _, name in STATES),
    # What ships is a firm's own text from its first day, in the languages it was written in.
    *(text for ask in ASKS for text in (ask.title, ask.help) if text),
    *(text for ask in ASKS for text in in_spanish(ask.title, ask.help)),
    *(one.label for ask in ASKS for one in ask.options),
    *(zone.partition("/")[2].replace("_", " ") for zone in AMERICAN),
    *(zone.replace("_", " ") for zone in available_timezones()),
    *(name for area, names in CASE_TYPES.items() for name in (area, *names)),
]


def room(thing):
    return thing.__module__.partition(".")[0]


def routes(patterns, prefix=""):
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, prefix + str(one.pattern))
        elif isinstance(one, URLPattern) and room(one.callback) in ROOMS:
            yield prefix + str(one.pattern)


PAGES = [
    one
    for one in routes(get_resolver().url_patterns)
    if one not in NOT_FOR_PEOPLE | MANGLED and not one.startswith(FOR_CLIENTS)
]


@pytest.fixture
def readers(pseudo_language, mara, lena):
    """Both members read the pseudo-language."""
    for member in (mara, lena):
        member.user.language = pseudo_language
        member.user.save()


@pytest.fixture
def world(readers, in_firm, mara, lena):
    return World(in_firm, CANARY, mara, lena)


def english(answer, *names):
    """What of an HTML page is in no catalogue."""
    if not answer.get("Content-Type", "").startswith("text/html"):
        return []
    return english_in(answer.content.decode(), *names)


def english_in(page, *names):
    for pattern in PATTERNS:
        page = pattern.sub(" ", page)
    # The invitation is shown as it reads in each language.
    shown = [line for _, text in shipped_invitations() for line in str(text).split("\n") if line]
    return unmarked(page, [*NAMES, *shown, *names])


def assert_marked(answer, status=200, *names):
    assert answer.status_code == status, answer.status_code
    assert OPEN in answer.content.decode()
    found = english(answer, *names)
    assert found == [], (answer.request["PATH_INFO"], found)


def by_password(member):
    """Signed in so that allauth does not ask again. Attempts of other tests are not counted."""
    cache.clear()
    client = Client()
    typed = {"login": member.user.email, "password": PASSWORD}
    assert client.post(reverse("account_login"), typed).status_code == 302
    again = {"password": PASSWORD, "next": "/"}
    assert client.post(reverse("account_reauthenticate"), again).status_code == 302
    return client


def nobody():
    return Client(headers={"Accept-Language": CODE})
