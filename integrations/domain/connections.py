"""Connecting and disconnecting: a firm lets CaseHug into its Clio account, or shows it out."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from casehug import audit
from casehug.models import Member
from casehug.security.tokens import hashed
from casehug.ui.formats import listed
from casehug.web.database_timeouts import waiting_for_a_token
from integrations import queue, synced_count
from integrations.clio import oauth
from integrations.clio.client import Clio, Login, Row
from integrations.clio.connection_emails import tell_admins
from integrations.clio.rate_limit import Budget
from integrations.clio.session import clio_for
from integrations.domain import accounts
from integrations.domain.resuming import resume_access
from integrations.errors import FixTheData, Reason, Reconnect, SyncError, TryLater
from integrations.models import ConnectAttempt, Connection, ConnectionEmail, Sync
from integrations.models.connection import spread
from integrations.regions import REGIONS, Region, may_upload_to

ATTEMPT_LIVES = timedelta(minutes=10)

START_AGAIN = gettext_lazy(
    "This connection attempt is no longer valid. Click “Connect to Clio” to start again."
)


class NotConnected(Exception):
    """Connecting did not work out; str() is one sentence with the next step."""


@transaction.atomic
def begin(*, region: Region, redirect_uri: str, session_key: str, by: Member) -> str:
    """The address of Clio's authorization page. Raises NotConnected when there is no way to it."""
    if not oauth.is_configured():
        said = _("Clio integration is not configured. Contact {address}.")
        raise NotConnected(said.format(address=settings.SUPPORT_EMAIL))
    state = secrets.token_urlsafe(32)
    address = oauth.authorize_url(region, redirect_uri=redirect_uri, state=state)
    if not oauth.is_reachable(address):
        raise NotConnected(_("Clio cannot be reached right now. Try again in a few minutes."))
    ConnectAttempt.objects.filter(member=by).delete()
    ConnectAttempt.objects.create(
        state_hash=hashed(state),
        session_hash=hashed(session_key),
        member=by,
        region=region.code,
        redirect_uri=redirect_uri,
        expires_at=timezone.now() + ATTEMPT_LIVES,
    )
    return address


def used_attempt(*, state: str, region: str, session_key: str, by: Member) -> ConnectAttempt:
    """The attempt this answer belongs to; it is gone afterwards, whatever it was worth."""
    with transaction.atomic():
        # Of two answers at the same instant the second finds it gone.
        attempts = ConnectAttempt.objects.select_for_update()
        attempt = attempts.filter(state_hash=hashed(state)).first()
        if attempt:
            attempt.delete()
    if (
        attempt is None
        or attempt.expires_at < timezone.now()
        or attempt.session_hash != hashed(session_key)
        or attempt.member_id != by.pk
        or attempt.region != region
    ):
        raise NotConnected(START_AGAIN)
    return attempt


def complete(*, attempt: ConnectAttempt, code: str, by: Member) -> Connection:
    """Exchange the code, look whose account it is, keep the permission. Raises NotConnected."""
    region = REGIONS[attempt.region]
    try:
        token = oauth.exchange(region, code=code, redirect_uri=attempt.redirect_uri)
        seen = accounts.look_around(_clio(region, token.access), region)
    except SyncError as error:
        raise NotConnected(_in_words(error, region)) from error
    if seen.lacks:
        raise NotConnected(_what_is_missing(seen.lacks, _("Nothing was connected.")))
    return _keep(region=region, token=token, seen=seen, by=by)


def _clio(region: Region, access: str) -> Clio:
    def refuse(_stale: str) -> str:
        raise Reconnect(
            gettext_noop("Clio gave us access and then refused it."), reason=Reason.REGION
        )

    return Clio(
        region.api,
        Login(token=lambda: access, renew=refuse),
        Budget(f"connecting:{hashed(access)[:16]}"),
        timeout=settings.CLIO_TIMEOUT,
        may_upload_to=may_upload_to,
    )


PERMISSIONS = {
    "contacts": gettext_lazy("Contacts"),
    "matters": gettext_lazy("Matters"),
    "documents": gettext_lazy("Documents"),
}


def _what_is_missing(lacks: list[str], meanwhile: str) -> str:
    if len(lacks) == len(PERMISSIONS):
        return _(
            "Clio does not let CaseHug use this account’s API. Check that your Clio account has API"
            " access enabled, then connect again."
        )
    said = _(
        "Clio gave CaseHug no access to {what}. {meanwhile} Connect again as a Clio user who may use"
        " them; if that does not help, contact {address}."
    )
    missing = listed([str(PERMISSIONS[noun]) for noun in lacks])
    return said.format(what=missing, meanwhile=meanwhile, address=settings.SUPPORT_EMAIL)


def _in_words(error: SyncError, region: Region) -> str:
    if error.reason == Reason.REGION:
        return _(
            "This account is not in Clio’s {region} region. Choose its region, then connect again."
        ).format(region=region.name)
    if error.reason == Reason.CREDENTIALS:
        said = _("{why} Contact {address}.")
        return said.format(why=error.sentence, address=settings.SUPPORT_EMAIL)
    if isinstance(error, Reconnect | FixTheData):
        return str(START_AGAIN)
    said = _("{why} Nothing was connected. Try again in a few minutes.")
    return said.format(why=error.sentence)


@transaction.atomic
def _keep(*, region: Region, token: oauth.Token, seen: accounts.Seen, by: Member) -> Connection:
    """Another account than before waits for an admin's word: nothing flows there until then."""
    with waiting_for_a_token():
        connection = Connection.objects.select_for_update().first() or Connection()
    before = connection.clio_account if connection.account_id else ""
    has_lapsed = connection.state == Connection.State.LAPSED
    key = accounts.account_key(region, seen, before)
    if before and before in {key, seen.proven}:
        before = ""
    connection.region, _colon, connection.account_id = key.partition(":")
    _is_open(connection, token, by)
    _is_told(connection, seen.person)
    connection.granted = [noun for noun in accounts.NEEDED if noun not in seen.lacks]
    connection.mended_at = timezone.now() if has_lapsed else None
    if before:
        connection.auto_sync_on_approval = connection.auto_sync_on_matter_created = False
    if (before and accounts.is_in_use(before)) or accounts.is_shared(connection):
        connection.state = Connection.State.UNCONFIRMED
    connection.save()
    audit.record("clio.connected", connection, by=by.user, account=connection.clio_account)
    synced_count.forget()
    if connection.is_connected:
        resume_access()
        if has_lapsed:
            tell_admins(ConnectionEmail.Kind.MENDED)
    return connection


def _is_open(connection: Connection, token: oauth.Token, by: Member) -> None:
    connection.state = Connection.State.CONNECTED
    connection.connected_at = connection.last_call_at = timezone.now()
    connection.connected_by, connection.lapsed_at = by, None
    connection.next_check_at = timezone.now() + timedelta(minutes=10)
    connection.next_poll_at = spread()
    connection.access_token, connection.refresh_token = token.access, token.refresh
    connection.token_issued_at = timezone.now()
    connection.token_expires_at = token.expires_at


def _is_told(connection: Connection, person: Row) -> None:
    """Nothing of this where Clio does not tell it."""
    account = person.get("account") or {}
    connection.account_name = (account.get("name") or "")[:200]
    connection.person_name = (person.get("name") or "")[:200]
    connection.person_email = person.get("email") or ""


@transaction.atomic
def confirm(*, connection: Connection, send: bool, by: Member, same: bool = False) -> None:
    """The account is the right one. `send`: what waits for the account of before goes into it;
    otherwise it stays held, each for somebody to press Sync to Clio. `same`: it is the account of
    before, though Clio could not prove it."""
    with waiting_for_a_token():
        row = Connection.objects.select_for_update().get(pk=connection.pk)
    if row.state != Connection.State.UNCONFIRMED:
        return
    if same and (former := accounts.may_be(row)):
        accounts.take_for(row, former)
    row.state = Connection.State.CONNECTED
    row.save()
    audit.record(
        "clio.account_confirmed", row, by=by.user, account=row.clio_account, send=send, same=same
    )
    others = [sync.pk for sync in accounts.waiting_for_another(row)]
    waiting = Sync.objects.filter(pk__in=others)
    if send:
        waiting.update(clio_account=row.clio_account)
        for sync in waiting.filter(state=Sync.State.HELD).select_related("matter"):
            queue.enqueue(matter=sync.matter, trigger=Sync.Trigger.MENDED, by=by)
    else:
        waiting.update(
            state=Sync.State.HELD,
            reason=Reason.OTHER_ACCOUNT,
            sentence=oauth.ELSEWHERE,
            finished_at=Now(),
        )
    resume_access(by=by)


@transaction.atomic
def disconnect(*, connection: Connection, by: Member) -> bool:
    """Revoke and forget the tokens; links and mappings stay. False when Clio could not be told."""
    with waiting_for_a_token():
        row = Connection.objects.select_for_update().get(pk=connection.pk)
    told = _revoked(row)
    row.state = Connection.State.DISCONNECTED
    row.access_token = row.refresh_token = ""
    row.token_issued_at = row.token_expires_at = None
    row.auto_sync_on_approval = row.auto_sync_on_matter_created = False
    row.save()
    audit.record("clio.disconnected", row, by=by.user, account=row.clio_account)
    return told


def _revoked(connection: Connection) -> bool:
    if not connection.access_token:
        return True
    try:
        oauth.revoke(connection.clio, connection.access_token)
    except TryLater:
        return False
    return True


def check(*, connection: Connection) -> str:
    """Ask Clio for what a sync needs. Answers a sentence; raises SyncError or NotConnected with
    one. What was held for want of access goes on where it is there again."""
    clio = clio_for(connection)
    lacks = [noun for noun in accounts.NEEDED if accounts.is_forbidden(clio, noun)]
    granted = [noun for noun in accounts.NEEDED if noun not in lacks]
    Connection.objects.filter(pk=connection.pk).update(granted=granted)
    if lacks:
        raise NotConnected(_what_is_missing(lacks, _("CaseHug stays connected.")))
    with transaction.atomic():
        Connection.objects.filter(pk=connection.pk).update(last_call_at=timezone.now())
        resume_access()
    return _("Clio answered: contacts, matters and documents are open to CaseHug.")


@transaction.atomic
def switch(*, connection: Connection, name: str, on: bool, by: Member) -> None:
    """`name`: one of Connection.SWITCHES. Raises ValueError for any other."""
    if name not in Connection.SWITCHES:
        raise ValueError(f"A connection has no switch named {name}.")
    Connection.objects.filter(pk=connection.pk).update(**{name: on})
    audit.record("clio.switched", connection, by=by.user, switch=name, on=on)
