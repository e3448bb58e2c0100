"""OAuth: authorize, exchange, refresh (one at a time), revoke.

Never `auto_refresh_url`: it puts request data into the token call and hides its errors.
"""

import math
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import requests
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from oauthlib.oauth2 import (
    InvalidClientError,
    InvalidClientIdError,
    InvalidGrantError,
    OAuth2Error,
)
from requests_oauthlib import OAuth2Session

from casehug.web.database_timeouts import waiting_for_a_token
from integrations.clio.connection_emails import tell_admins
from integrations.clio.retry_after import retry_after
from integrations.clio.transport import AGENT
from integrations.errors import FixTheData, OtherAccount, Reason, Reconnect, SyncError, TryLater
from integrations.models import Connection, ConnectionEmail
from integrations.regions import Region

TIMEOUT = 20
LONGEST_LIFE = 366 * 86_400.0
ELSEWHERE = _(
    "This sync was asked for another Clio account, so nothing more was sent. Press “Sync to Clio” to"
    " put the matter into the account that is connected now."
)
# Refresh when this share of a token's life is over, long before Clio would refuse it.
WORN = 0.8


@dataclass(frozen=True, slots=True)
class Token:
    access: str
    refresh: str
    expires_at: datetime


def is_configured() -> bool:
    return bool(settings.CLIO_CLIENT_ID and settings.CLIO_CLIENT_SECRET)


def is_reachable(address: str) -> bool:
    """Whether anything answers there, so that nobody is sent to a browser's error page."""
    try:
        requests.get(
            address, timeout=5, allow_redirects=False, stream=True, headers={"User-Agent": AGENT}
        ).close()
    except requests.RequestException:
        return False
    return True


def authorize_url(region: Region, *, redirect_uri: str, state: str) -> str:
    session = _session(region, redirect_uri=redirect_uri)
    address, _ = session.authorization_url(
        f"{region.origin}/oauth/authorize", state=state, redirect_on_decline="true"
    )
    return address


def exchange(region: Region, *, code: str, redirect_uri: str) -> Token:
    """Raises FixTheData when the code is no longer good, TryLater when Clio is not to be reached."""
    with _session(region, redirect_uri=redirect_uri) as session:
        answer = _asked(
            lambda: session.fetch_token(
                f"{region.origin}/oauth/token",
                code=code,
                client_secret=settings.CLIO_CLIENT_SECRET,
                include_client_id=True,
                timeout=TIMEOUT,
            )
        )
    return _token(answer, refresh="")


def refreshed(region: Region, refresh_token: str) -> Token:
    """Raises Reconnect only when Clio says the grant is gone."""
    with _session(region) as session:
        answer = _asked(
            lambda: session.refresh_token(
                f"{region.origin}/oauth/token",
                refresh_token=refresh_token,
                client_id=settings.CLIO_CLIENT_ID,
                client_secret=settings.CLIO_CLIENT_SECRET,
                timeout=TIMEOUT,
            )
        )
    return _token(answer, refresh=refresh_token)


def revoke(region: Region, access_token: str) -> None:
    """Tell Clio to forget the token. Raises TryLater when it could not be told."""
    try:
        answer = requests.post(
            f"{region.origin}/oauth/deauthorize",
            data={"token": access_token},
            headers={"Authorization": f"Bearer {access_token}", "User-Agent": AGENT},
            timeout=TIMEOUT,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        raise TryLater(_("Clio cannot be reached.")) from error
    if answer.status_code >= 500 or answer.status_code == 429:
        raise TryLater(_("Clio is busy."))


# --- A connection's token ------------------------------------------------------------------------


def is_worn(connection: Connection) -> bool:
    if not (connection.token_issued_at and connection.token_expires_at):
        return False
    life = connection.token_expires_at - connection.token_issued_at
    return timezone.now() >= connection.token_issued_at + life * WORN


def fresh_token(connection: Connection, *, stale: str | None = None) -> str:
    """An access token newer than `stale`, asking Clio for one at most once however many ask us.

    The row is locked while Clio is asked: the one remote call that may happen inside a transaction.
    """
    lapsed: SyncError | None = None
    with transaction.atomic():
        with waiting_for_a_token():
            row = Connection.objects.select_for_update().get(pk=connection.pk)
        must_be_bound(row, connection.clio_account)
        unneeded = row.access_token != stale if stale else not is_worn(row)
        if unneeded:
            return row.access_token
        try:
            keep(row, refreshed(row.clio, row.refresh_token))
        except Reconnect as error:
            lapsed = error
            lapse(row)
    if lapsed:
        raise lapsed
    return row.access_token


def must_be_bound(row: Connection | None, clio_account: str) -> None:
    """Raises where the firm is no longer connected to the account a turn began with: what was begun
    for one account is never finished in another."""
    if row and row.account_id and row.clio_account != clio_account:
        raise OtherAccount(ELSEWHERE)
    if row is None or not row.is_connected:
        raise Reconnect(_("Clio is not connected. Reconnect to continue."))


def keep(connection: Connection, token: Token) -> None:
    connection.access_token = token.access
    connection.refresh_token = token.refresh
    connection.token_issued_at = timezone.now()
    connection.token_expires_at = token.expires_at
    connection.save(
        update_fields=[
            "access_token",
            "refresh_token",
            "token_issued_at",
            "token_expires_at",
        ]
    )


def lapse(connection: Connection) -> None:
    connection.state = Connection.State.LAPSED
    connection.lapsed_at = timezone.now()
    connection.save(update_fields=["state", "lapsed_at"])
    tell_admins(ConnectionEmail.Kind.BROKE)


# --- The conversation ----------------------------------------------------------------------------


def _session(region: Region, **options: Any) -> OAuth2Session:
    if region.origin.startswith("http://"):
        os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # Only CLIO_BASE_URL can name such a host.
    session = OAuth2Session(settings.CLIO_CLIENT_ID, **options)
    session.headers["User-Agent"] = AGENT
    session.trust_env = False
    session.max_redirects = 0  # Requests would post the code and our secret to wherever it is sent.
    # oauthlib would read a busy server's answer as a missing token, and so as a dead connection.
    for hook in ("access_token_response", "refresh_token_response"):
        session.register_compliance_hook(hook, _refuse_busy)
    return session


def _refuse_busy(answer: requests.Response) -> requests.Response:
    if answer.status_code == 429 or answer.status_code >= 500:
        asked = answer.headers.get("Retry-After")
        wait = retry_after(asked) if asked else None
        raise TryLater(_("Clio is busy."), wait=wait, detail=f"token {answer.status_code}")
    if "json" not in answer.headers.get("Content-Type", ""):
        raise TryLater(_("Clio's answer could not be read."), detail=f"token {answer.status_code}")
    return answer


def _asked(question: Any) -> dict[str, Any]:
    try:
        return question()
    except InvalidGrantError as error:
        raise Reconnect(_("Clio no longer accepts our access. Reconnect to continue.")) from error
    except (InvalidClientError, InvalidClientIdError) as error:
        raise FixTheData(
            _("Clio does not know this CaseHug: its API credentials are wrong."),
            reason=Reason.CREDENTIALS,
        ) from error
    except requests.RequestException as error:
        raise TryLater(_("Clio cannot be reached."), detail=type(error).__name__) from error
    except (OAuth2Error, ValueError, TypeError, OverflowError) as error:
        raise TryLater(
            _("Clio's answer could not be read."), detail=type(error).__name__
        ) from error


def _life(seconds: object) -> timedelta:
    """An hour where Clio says nothing of use."""
    try:
        life = float(seconds)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        life = math.nan
    return timedelta(seconds=min(life, LONGEST_LIFE) if life > 0 else 3600)


def _token(answer: dict[str, Any], *, refresh: str) -> Token:
    """Clio does not rotate refresh tokens: without a new one the old one stays good."""
    try:
        return Token(
            access=answer["access_token"],
            refresh=answer.get("refresh_token") or refresh,
            expires_at=timezone.now() + _life(answer.get("expires_in")),
        )
    except (KeyError, TypeError) as error:
        raise TryLater(_("Clio's answer could not be read."), detail="token") from error
