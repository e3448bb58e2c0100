"""The HTTP client. No models, no decisions; every failure says whose move it is."""

import builtins
import hashlib
import json
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import urlencode

import urllib3
from django.utils.translation import gettext_noop as _
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
)

from casehug.web.addresses import joined, same_origin
from integrations.clio import failpoints
from integrations.clio.answers import Row, data_of, moment, next_page
from integrations.clio.error_messages import explain, oddity
from integrations.clio.rate_limit import Budget
from integrations.clio.retry_after import retry_after
from integrations.clio.transport import pieces, pool
from integrations.errors import NotFound, OutOfBudget, Reason, SyncError, TryLater, Unknown

API_VERSION = "4.0.13"
# Of 200 rows each: more than any firm has of anything we list.
MOST_PAGES = 2000

SLOW_DOWN = _("Clio asked us to slow down; we go on when it lets us.")
WHY_WAIT = {
    "": _("Too few of Clio's calls are left for this minute; we go on when there are enough."),
    "held": SLOW_DOWN,
    "unheard": _("We are asking Clio how many calls are left this minute; we go on in a moment."),
}


@dataclass(frozen=True, slots=True)
class Login:
    """Where a firm's permission comes from. `renew(stale)` answers a token newer than `stale`;
    `prove()` raises, before anything is written, where the permission is no longer the firm's."""

    token: Callable[[], str]
    renew: Callable[[str], str]
    prove: Callable[[], None] = lambda: None


class Clio:
    """One firm's Clio. `api` is `https://host/api/v4`; times out after `timeout` seconds of silence."""

    def __init__(
        self,
        api: str,
        login: Login,
        budget: Budget,
        *,
        timeout: float,
        may_upload_to: Callable[[str], bool],
    ) -> None:
        self.api = api
        self.login = login
        self.budget = budget
        self.timeout = urllib3.Timeout(connect=min(timeout, 10), read=timeout)
        self.may_upload_to = may_upload_to

    @contextmanager
    def allowance(self, calls: int) -> Iterator[None]:
        """So many calls kept for what happens inside. Raises OutOfBudget before anything is sent."""
        if refused := self.budget.set_aside(calls):
            raise OutOfBudget(WHY_WAIT[refused.why], wait=refused.wait)
        try:
            yield
        finally:
            self.budget.give_back()

    def get(self, path: str, **params: object) -> Row:
        """One row. An answer without its id tells nothing of it."""
        row = data_of("GET", self._call("GET", path, params), dict)
        if "id" not in row:
            raise TryLater(_("Clio's answer was empty."), detail="no id")
        return row

    def first(self, path: str, **params: object) -> list[Row]:
        """The first page only, for a look-up that wants at most a few rows."""
        return data_of("GET", self._call("GET", path, {"limit": 200, **params}), list)

    def page(self, path: str, **params: object) -> tuple[builtins.list[Row], str]:
        """One page, and the address of the next; empty after the last."""
        body = self._call("GET", path, params)
        following = next_page(body)
        if following and not same_origin(following, self.api):
            raise TryLater(_("Clio sent us to a page of another host; we did not follow."))
        return data_of("GET", body, list), following

    def list(self, path: str, **params: object) -> list[Row]:
        """Every row of every page; fails as a whole rather than stop half way."""
        rows, following = self.page(path, **{"limit": 200, "order": "id(asc)", **params})
        seen: set[str] = set()
        while following:
            if following in seen or len(seen) >= MOST_PAGES:
                raise TryLater(_("Clio's answer could not be read."), detail="endless list")
            seen.add(following)
            more, following = self.page(following)
            rows += more
        return rows

    def create(self, path: str, row: Row, *, fields: str) -> Row:
        """Raises Unknown when the row may have been created without our learning its id."""
        made = data_of("POST", self._call("POST", path, {"fields": fields}, row), dict)
        if not isinstance(made.get("id"), int):
            raise Unknown(_("Clio took this without telling what it made."))
        return made

    def update(self, path: str, row: Row, *, fields: str, etag: str = "") -> Row:
        headers = {"If-Match": etag} if etag else {}
        return data_of("PATCH", self._call("PATCH", path, {"fields": fields}, row, headers), dict)

    def delete(self, path: str) -> None:
        """Into Clio's trash, for an empty record of ours alone: see `clio.audit.spare`."""
        self.login.prove()
        with suppress(NotFound):
            self._call("DELETE", path, {})

    def put_bytes(
        self,
        address: str,
        headers: dict[str, str],
        file: BinaryIO,
        size: int,
    ) -> str:
        """Stream a file to an upload address, with no bearer token. Answers the sha-256 sent.

        Idempotent: the same key may be written again. Raises TryLater; reason `expired` when this
        address is refused and a fresh one must be asked for.
        """
        if not self.may_upload_to(address):
            raise TryLater(_("Clio named an upload address we do not trust; nothing was sent."))
        self.login.prove()
        digest = hashlib.sha256()
        body = pieces(file, digest.update) if size else b""
        answer = self._send("PUT", address, {**headers, "Content-Length": str(size)}, body)
        if answer.status >= 500 or answer.status in {408, 429} or answer.status < 200:
            raise TryLater(_("Clio's file store is busy."), detail=f"PUT {answer.status}")
        if answer.status >= 300:
            raise TryLater(
                _("Clio's upload address ran out."),
                reason=Reason.EXPIRED,
                detail=f"PUT {answer.status}",
            )
        return digest.hexdigest()

    # --- One call -------------------------------------------------------------------------------

    def _call(
        self,
        method: str,
        path: str,
        params: dict[str, object],
        row: Row | None = None,
        headers: dict[str, str] | None = None,
    ) -> Row:
        address = path if path.startswith("http") else f"{self.api}/{path}.json"
        if params:
            address += "?" + urlencode(
                {name: value for name, value in params.items() if value is not None},
                doseq=True,
            )
        body = json.dumps({"data": row}).encode() if row is not None else None
        if body is not None:
            self.login.prove()
        token = self.login.token()
        answer = self._counted(method, address, token, headers or {}, body)
        if answer.status == 401:
            token = self.login.renew(token)
            answer = self._counted(method, address, token, headers or {}, body)
            if answer.status == 401:
                # Only Clio's word that the grant is gone, at the refresh, ends the connection.
                raise TryLater(_("Clio refused the access it has just given us."))
        if answer.status == 307 and method == "GET":
            answer = self._follow(address, answer, token)
        return self._read(method, path, answer)

    def _counted(
        self,
        method: str,
        address: str,
        token: str,
        headers: dict[str, str],
        body: bytes | None,
    ) -> urllib3.BaseHTTPResponse:
        if refused := self.budget.take():
            raise OutOfBudget(WHY_WAIT[refused.why], wait=refused.wait)
        all_headers = {
            "Authorization": f"Bearer {token}",
            "Accept": "application/json",
            "X-API-VERSION": API_VERSION,
            **({"Content-Type": "application/json"} if body is not None else {}),
            **headers,
        }
        answer = self._send(method, address, all_headers, body)
        self._hear(answer)
        return answer

    def _follow(
        self, address: str, answer: urllib3.BaseHTTPResponse, token: str
    ) -> urllib3.BaseHTTPResponse:
        moved = joined(address, answer.headers.get("Location", ""))
        if not same_origin(moved, self.api):
            raise TryLater(_("Clio sent us to another host; we did not follow."))
        return self._counted("GET", moved, token, {}, None)

    def _send(
        self, method: str, address: str, headers: dict[str, str], body: Any
    ) -> urllib3.BaseHTTPResponse:
        failpoints.reach("before")
        try:
            answer = pool().request(
                method,
                address,
                headers=headers,
                body=body,
                timeout=self.timeout,
                redirect=False,
            )
        except (NewConnectionError, ConnectTimeoutError, NameResolutionError) as error:
            raise TryLater(
                _("Clio cannot be reached."), reason=Reason.UNREACHABLE, detail=_name(error)
            ) from error
        except (HTTPError, OSError) as error:
            raise oddity(method, _("Clio did not finish its answer."), _name(error)) from error
        failpoints.reach("response")
        return answer

    def _hear(self, answer: urllib3.BaseHTTPResponse) -> None:
        """Believe what the answer says of the budget, whatever the answer is."""
        named = answer.headers
        try:
            limit, left = (
                int(named["X-RateLimit-Limit"]),
                int(named["X-RateLimit-Remaining"]),
            )
            reset_in = float(named["X-RateLimit-Reset"]) - time.time()
        except (KeyError, ValueError):
            limit, left, reset_in = 0, 0, math.nan
        if limit > 0 and math.isfinite(reset_in):
            self.budget.hear(limit, max(left, 0), reset_in)
        else:
            self.budget.hear_nothing()
        if answer.status == 429:
            wait = retry_after(named.get("Retry-After", ""))
            self.budget.hold(wait)
            raise OutOfBudget(
                SLOW_DOWN,
                wait=wait,
                reason=Reason.THROTTLED,
            )

    def _read(self, method: str, path: str, answer: urllib3.BaseHTTPResponse) -> Row:
        try:
            body = json.loads(answer.data) if answer.data else {}
        except ValueError:
            body = None
        if not 200 <= answer.status < 300:
            raise explain(method, answer.status, body, noun=path.split("/", maxsplit=1)[0])
        if not isinstance(body, dict):
            raise oddity(method, _("Clio's answer could not be read."), "not JSON")
        return body


def _name(error: BaseException) -> str:
    return type(error).__name__


__all__ = ["Clio", "Login", "Row", "SyncError", "moment"]
