"""Navigation: where a person can go: the sections of the top bar, the tabs of the settings and of
the account.
"""

from dataclasses import dataclass, replace
from functools import cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from casehug.ui import page_slots

SECTIONS = {
    "dashboard": _("Dashboard"),
    "matters:list": _("Matters"),
    "intake:review": _("Review"),
    "matters:clients": _("Clients"),
}
FIRM_TABS = {"settings-profile": _("Firm Profile"), "intake:notifications": _("Notifications")}
ADMIN_TABS = {
    "settings-team": _("Team"),
    "settings-audit": _("Audit log"),
    "intake:branding": _("Branding"),
    "intake:preferences": _("Intake"),
    "intake:templates": _("Templates"),
    "integrations:settings": _("Integrations"),
}
ACCOUNT_TABS = {
    "account_email": _("Email"),
    "account_change_password": _("Password"),
    "mfa_index": _("Two-step sign-in"),
    "usersessions_list": _("Where you are signed in"),
    "account-language": _("Language"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """figure, told: how many of what wait there, "3" and "uploads to review"; empty where none do."""

    label: str
    url: str
    is_current: bool
    figure: str = ""
    told: str = ""


def sections(request: HttpRequest) -> list[Place]:
    """The slot "sections.figure" gives {"url": …, "figure": …, "told": …}, and may give more."""
    found = places(SECTIONS, request.path)
    if getattr(request, "member", None) is None:
        return found
    figures = {one["url"]: one for one in page_slots.gathered("sections.figure", request)}
    return [_with_figure(place, figures.get(place.url)) for place in found]


def _with_figure(place: Place, about: dict[str, str] | None) -> Place:
    return replace(place, figure=about["figure"], told=about["told"]) if about else place


def settings_tabs(request: HttpRequest) -> list[Place]:
    member = getattr(request, "member", None)
    tabs = FIRM_TABS | (ADMIN_TABS if member and member.is_admin else {})
    return places(tabs, request.path)


def account_tabs(request: HttpRequest) -> list[Place]:
    return places(ACCOUNT_TABS, request.path)


def places(names: dict[str, str], path: str) -> list[Place]:
    found = [(label, url) for name, label in names.items() if (url := address(name))]
    here = max((url for _, url in found if is_within(path, url)), key=len, default=None)
    return [Place(gettext(label), url, url == here) for label, url in found]


def is_within(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


@cache
def address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
