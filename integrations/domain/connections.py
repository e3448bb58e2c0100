"""Connecting and disconnecting: a firm lets CaseHug into its Clio account, or shows it out."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from casehug import audit
from casehug.models import Member
from casehug.security.tokens import hashed
from casehug.web.database_timeouts import waiting_for_a_token
from integrations.clio import mapping, oauth
from integrations.clio.client import Clio, Login, Row
from integrations.clio.rate_limit import Budget
from integrations.clio.session import clio_for
from integrations.domain.resuming import resume
from integrations.errors import FixTheData, Reason, Reconnect, SyncError, TryLater
from integrations.models import ConnectAttempt, Connection
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
    if not oauth.is_reachable(region):
        raise NotConnected(_("Clio cannot be reached right now. Try again in a few minutes."))
    state = secrets.token_urlsafe(32)
    ConnectAttempt.objects.filter(member=by).delete()
    ConnectAttempt.objects.create(
        state_hash=hashed(state),
        session_hash=hashed(session_key),
        member=by,
        region=region.code,
        redirect_uri=redirect_uri,
        expires_at=timezone.now() + ATTEMPT_LIVES,
    )
    return oauth.authorize_url(region, redirect_uri=redirect_uri, state=state)


def used_attempt(*, state: str, region: str, session_key: str, by: Member) -> ConnectAttempt:
    """The attempt this answer belongs to; it is gone afterwards, whatever it was worth."""
    attempt = ConnectAttempt.objects.filter(state_hash=hashed(state)).first()
    if attempt is None:
        raise NotConnected(START_AGAIN)
    attempt.delete()
    if (
        attempt.expires_at < timezone.now()
        or attempt.session_hash != hashed(session_key)
        or attempt.member_id != by.pk
        or attempt.region != region
    ):
        raise NotConnected(START_AGAIN)
    return attempt


def complete(*, attempt: ConnectAttempt, code: str, by: Member) -> Connection:
    """Exchange the code, ask whose account it is, keep the permission. Raises NotConnected."""
    region = REGIONS[attempt.region]
    try:
        token = oauth.exchange(region, code=code, redirect_uri=attempt.redirect_uri)
        person = _who_am_i(region, token.access)
    except SyncError as error:
        raise NotConnected(_in_words(error, region)) from error
    return _keep(region=region, token=token, person=person, by=by)


def _who_am_i(region: Region, access: str) -> Row:
    def refuse(_stale: str) -> str:
        raise Reconnect(
            gettext_noop("Clio gave us access and then refused it."), reason=Reason.REGION
        )

    clio = Clio(
        region.api,
        Login(token=lambda: access, renew=refuse),
        Budget(f"connecting:{hashed(access)[:16]}"),
        timeout=settings.CLIO_TIMEOUT,
        may_upload_to=may_upload_to,
    )
    return clio.get("users/who_am_i", fields=mapping.WHO_FIELDS)


def _in_words(error: SyncError, region: Region) -> str:
    if error.reason == Reason.FORBIDDEN:
        return _(
            "Clio does not let CaseHug use this account’s API. Check that your Clio account has API"
            " access enabled, then connect again."
        )
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
def _keep(*, region: Region, token: oauth.Token, person: Row, by: Member) -> Connection:
    account = person.get("account") or {}
    account_id = str(account.get("id") or f"user-{person['id']}")
    with waiting_for_a_token():
        connection = Connection.objects.select_for_update().first() or Connection()
    if connection.account_id and (connection.region, connection.account_id) != (
        region.code,
        account_id,
    ):
        # Another Clio account: nothing flows there before the admin has looked at it.
        connection.auto_sync_on_approval = connection.auto_sync_on_matter_created = False
    connection.state = Connection.State.CONNECTED
    connection.region, connection.account_id = region.code, account_id
    connection.account_name = (account.get("name") or "")[:200]
    connection.person_name = (person.get("name") or "")[:200]
    connection.person_email = person.get("email") or ""
    connection.connected_at = connection.last_call_at = timezone.now()
    connection.connected_by, connection.lapsed_at = by, None
    connection.access_token, connection.refresh_token = token.access, token.refresh
    connection.token_issued_at = timezone.now()
    connection.token_expires_at = token.expires_at
    connection.save()
    audit.record("clio.connected", connection, by=by.user, account=connection.clio_account)
    resume(reason=Reason.RECONNECT)
    return connection


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
    """Ask Clio who we are. Answers a sentence; raises SyncError with one."""
    person = clio_for(connection).get("users/who_am_i", fields=mapping.WHO_FIELDS)
    Connection.objects.filter(pk=connection.pk).update(last_call_at=timezone.now())
    name = person.get("name") or connection.person_name
    return _("Clio answered: connected as {name}.").format(name=name)


@transaction.atomic
def switch(*, connection: Connection, name: str, on: bool, by: Member) -> None:
    """`name`: one of Connection.SWITCHES. Raises ValueError for any other."""
    if name not in Connection.SWITCHES:
        raise ValueError(f"A connection has no switch named {name}.")
    Connection.objects.filter(pk=connection.pk).update(**{name: on})
    audit.record("clio.switched", connection, by=by.user, switch=name, on=on)
