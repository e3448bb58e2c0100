"""Devices: which browsers may open an intake: the first that used its link, and others that knew a
code.
"""

import re
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from casehug import audit, languages
from casehug.models import Member
from casehug.security.tokens import hashed
from casehug.tenancy.scope import secret_scope
from intake.models import Device, DeviceCode, Intake, PortalLink, Preferences
from intake.progress import contact_safety

TRIES = 5
RESEND_AFTER = timedelta(seconds=60)
CODES_AN_HOUR = 5
# Of one intake, whichever of its links; who guesses has no more than five tries at each.
CODES_A_DAY = 12
SEEN_AGAIN = timedelta(minutes=5)
SHARED_SEEN_AGAIN = timedelta(minutes=1)


class NoMoreCodes(RuntimeError):
    """So many codes were sent within the hour that the next must wait."""


class NoMoreToday(NoMoreCodes):
    """So many were sent within a day that the next must wait for tomorrow; staff were told."""


class TooSoon(RuntimeError):
    """A code that may still be tried was sent just now; `until`: when another may be asked for."""

    def __init__(self, until: datetime) -> None:
        super().__init__("a code was sent just now")
        self.until = until


class WayBack(StrEnum):
    """What a browser that is not remembered needs besides the link."""

    CODE = "code"  # Sent to the client's email.
    CALL = "call"  # There is no address where one may go.
    LINK = "link"  # Nothing: the firm does without codes.


def link_of(token: str) -> PortalLink | None:
    secret = hashed(token)
    with secret_scope(secret):
        return PortalLink.unscoped.filter(token_hash=secret).first()


KEY = re.compile(r"[A-Za-z0-9_-]{22}")


def intake_named(key: str) -> Intake | None:
    """By the address of its pages: enough to say whose list it is, never to open it."""
    if not KEY.fullmatch(key):
        return None
    with secret_scope(key):
        return Intake.unscoped.filter(key=key).first()


def device_of(secret: str) -> Device | None:
    """Also one that lapsed: whoever asks looks."""
    if not secret:
        return None
    hash_ = hashed(secret)
    with secret_scope(hash_):
        return Device.unscoped.filter(secret_hash=hash_).first()


@transaction.atomic
def remember_first(*, link: PortalLink, shared: bool = False) -> str | None:
    """The new device's secret; None where another came first and a code is wanted."""
    PortalLink.objects.select_for_update().only("pk").get(pk=link.pk)
    if asks_newcomers(link):
        return None
    return remember(link=link, shared=shared)


def leaves_language_open(intake: Intake) -> bool:
    """Whether nobody has chosen the language: the firm presets the default one, and no browser has
    entered yet."""
    if intake.language != languages.default():
        return False
    return not Device.objects.filter(link__intake=intake).exists()


def asks_newcomers(link: PortalLink) -> bool:
    """Whether a browser that is not remembered must show that the client's email is theirs."""
    return link.devices.exists() and wants_code()


@transaction.atomic
def remember(*, link: PortalLink, shared: bool = False) -> str:
    secret = secrets.token_urlsafe(32)
    device = Device.objects.create(link=link, secret_hash=hashed(secret), shared=shared)
    whose = link.intake.matter_id
    audit.record("device.remembered", device, by=None, matter=whose, link=link.pk)
    _used(link)
    return secret


@transaction.atomic
def forget(*, device: Device) -> None:
    """The row stays, so that the next device is not taken for the first."""
    device.secret_hash = hashed(secrets.token_urlsafe(32))
    device.save(update_fields=["secret_hash"])
    audit.record("device.forgotten", device, by=None, link=device.link_id)


def seen(*, device: Device, link: PortalLink) -> None:
    """Noted every few minutes, so that reading a page seldom writes."""
    pause = SHARED_SEEN_AGAIN if device.shared else SEEN_AGAIN
    if timezone.now() - device.seen_at > pause:
        Device.objects.filter(pk=device.pk).update(seen_at=timezone.now())
        _used(link)


def _used(link: PortalLink) -> None:
    PortalLink.objects.filter(pk=link.pk).update(used_at=timezone.now())


def wants_code() -> bool:
    preferences = Preferences.objects.first()
    return preferences is None or preferences.code_for_other_devices


def address_of(link: PortalLink) -> str:
    """Where codes go; empty where there is nowhere, or the client said that email is not safe."""
    client = link.intake.matter.client
    if client is None or contact_safety.instead_of_email(link.intake):
        return ""
    return client.email.strip()


def way_back(link: PortalLink) -> WayBack:
    if not wants_code():
        return WayBack.LINK
    return WayBack.CODE if address_of(link) else WayBack.CALL


# --- Codes ---------------------------------------------------------------------------------------


@transaction.atomic
def send_code(*, link: PortalLink) -> None:
    """Six digits to the client's email. One that can no longer be tried is replaced at once.
    Raises TooSoon, NoMoreCodes or NoMoreToday."""
    from intake.emails import client_emails  # noqa: PLC0415 - letters name the links they carry

    PortalLink.objects.select_for_update().only("pk").get(pk=link.pk)
    now = timezone.now()
    last = live_code(link)
    if last and now - last.sent_at < RESEND_AFTER:
        raise TooSoon(last.sent_at + RESEND_AFTER)
    today = _check_ceilings(link, now)
    code = f"{secrets.randbelow(1_000_000):06}"
    row = DeviceCode.objects.create(link=link, code_hash=_sealed(link, code))
    audit.record("code.sent", row, by=None, link=link.pk)
    if today + 1 == CODES_A_DAY:
        audit.record("codes.used_up", link.intake, by=None, matter=link.intake.matter_id)
    client_emails.code(link=link, code=code)


@transaction.atomic
def read_out_code(*, link: PortalLink, by: Member) -> str:
    """Six digits for a member to tell the client, who has no email a code could go to: as long and as
    often to be tried as one that is sent. Raises NoMoreToday."""
    PortalLink.objects.select_for_update().only("pk").get(pk=link.pk)
    of_intake = DeviceCode.objects.filter(link__intake=link.intake_id)
    if of_intake.filter(sent_at__gt=timezone.now() - timedelta(days=1)).count() >= CODES_A_DAY:
        raise NoMoreToday
    code = f"{secrets.randbelow(1_000_000):06}"
    row = DeviceCode.objects.create(link=link, code_hash=_sealed(link, code))
    audit.record("code.read_out", row, by=by.user, matter=link.intake.matter_id)
    return code


def _check_ceilings(link: PortalLink, now: datetime) -> int:
    """How many were sent within a day. Raises NoMoreCodes or NoMoreToday."""
    of_intake = DeviceCode.objects.filter(link__intake=link.intake_id)
    today = of_intake.filter(sent_at__gt=now - timedelta(days=1)).count()
    if today >= CODES_A_DAY:
        raise NoMoreToday
    if of_intake.filter(link=link, sent_at__gt=now - timedelta(hours=1)).count() >= CODES_AN_HOUR:
        raise NoMoreCodes
    return today


def live_code(link: PortalLink) -> DeviceCode | None:
    """The newest, if it may still be tried."""
    newest = DeviceCode.objects.filter(link=link).order_by("-sent_at", "-id").first()
    if newest is None or newest.used_at or newest.tries >= TRIES:
        return None
    return newest if timezone.now() - newest.sent_at < DeviceCode.LIFETIME else None


@transaction.atomic
def use_code(*, link: PortalLink, code: str, shared: bool = False) -> str | None:
    """The new device's secret, or None: wrong, late, used, or tried too often."""
    PortalLink.objects.select_for_update().only("pk").get(pk=link.pk)
    row = live_code(link)
    if row is None:
        return None
    typed = "".join(letter for letter in code if letter.isdecimal())
    if not constant_time_compare(row.code_hash, _sealed(link, typed)):
        DeviceCode.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
        return None
    DeviceCode.objects.filter(pk=row.pk).update(used_at=timezone.now())
    return remember(link=link, shared=shared)


def _sealed(link: PortalLink, code: str) -> str:
    """A million codes are soon tried against a plain hash; the key of the house is not in the rows."""
    return salted_hmac("intake.device_code", f"{link.pk}:{code}", algorithm="sha256").hexdigest()
