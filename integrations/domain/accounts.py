"""Account identity: whose Clio account a new permission opens, and whether it is one we know.

Clio tells it only to those with its Users permission, which the setup guide does not ask for. Then
an account is known again by what we wrote into it: a matter of ours that carries our mark is proof.
One that cannot be proven is another account until an admin has confirmed it.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Max

from casehug.security.tokens import hashed
from casehug.tenancy.scope import current_firm_id, secret_scope
from integrations.clio import mapping
from integrations.clio.client import Clio, Row
from integrations.errors import FixTheData, Forbidden
from integrations.models import BulkSync, CaseTypeMapping, Connection, Link, PracticeArea, Sync
from integrations.models.connection import UNNAMED
from integrations.regions import Region

# Of how many accounts of before, and how many matters of each, Clio is asked.
ACCOUNTS_ASKED, MATTERS_ASKED = 4, 3
NEEDED = ("contacts", "matters", "documents")


@dataclass(slots=True)
class Seen:
    """What a permission shows: who gave it (nothing where Clio does not tell), the permissions it
    lacks, and the account of before that it proved to be, if any."""

    person: Row
    lacks: list[str] = field(default_factory=list)
    proven: str = ""

    @property
    def account_id(self) -> str:
        return str((self.person.get("account") or {}).get("id") or "")


def look_around(clio: Clio, region: Region) -> Seen:
    """Raises SyncError where Clio cannot be asked; what it forbids is part of the answer."""
    seen = Seen(person=_allowed(lambda: clio.get("users/who_am_i", fields=mapping.WHO_FIELDS)))
    for noun in NEEDED:
        if is_forbidden(clio, noun):
            seen.lacks.append(noun)
    if not seen.lacks:
        seen.proven = next((a for a in _earlier(region, seen) if _is_same(clio, a)), "")
    return seen


def _allowed(ask: Callable[[], Row]) -> Row:
    try:
        return ask()
    except Forbidden:
        return {}


def is_forbidden(clio: Clio, noun: str) -> bool:
    try:
        clio.first(noun, limit=1, fields="id")
    except Forbidden:
        return True
    return False


def _earlier(region: Region, seen: Seen) -> list[str]:
    """Accounts this may be, the latest first: one with a name is never one with another name."""
    prefix = f"{region.code}:{UNNAMED}" if seen.account_id else f"{region.code}:"
    done = Link.objects.filter(
        kind=Link.Kind.MATTER, state=Link.State.DONE, clio_account__startswith=prefix
    )
    accounts = done.values("clio_account").annotate(latest=Max("pk")).order_by("-latest")
    return [row["clio_account"] for row in accounts[:ACCOUNTS_ASKED]]


def _is_same(clio: Clio, account: str) -> bool:
    # Those we made carry our mark; those that stood there before do not.
    made = Link.objects.filter(
        kind=Link.Kind.MATTER, state=Link.State.DONE, how=Link.How.CREATED, clio_account=account
    )
    links = made.select_related("firm")
    for link in links.order_by("-pk")[:MATTERS_ASKED]:
        try:
            row = clio.get(f"matters/{link.clio_id}", fields="id,client_reference")
        except FixTheData:
            continue
        if row.get("client_reference") == link.marker(link.firm):
            return True
    return False


def account_key(region: Region, seen: Seen, before: str) -> str:
    """The key of the account: Clio's id, else the one it proved to be, else one of our making."""
    if seen.account_id:
        key = f"{region.code}:{seen.account_id}"
        if seen.proven:
            rename(seen.proven, key)
        return key
    if seen.proven:
        return seen.proven
    if before.startswith(f"{region.code}:{UNNAMED}") and not is_in_use(before):
        return before
    return f"{region.code}:{UNNAMED}{secrets.token_hex(6)}"


def is_in_use(account: str) -> bool:
    """Whether anything went there, or waits to."""
    waits = Sync.objects.newest().filter(clio_account=account)
    return Link.objects.filter(clio_account=account).exists() or waits.exists()


def rename(old: str, new: str) -> None:
    """Clio told the name of an account we knew without it."""
    for model in (Link, PracticeArea, CaseTypeMapping):
        if model.objects.filter(clio_account=new).exists():
            return
    for model in (Link, PracticeArea, CaseTypeMapping):
        model.objects.filter(clio_account=old).update(clio_account=new)
    Sync.objects.filter(clio_account=old).update(clio_account=new)
    BulkSync.objects.filter(clio_account=old).update(clio_account=new)


def may_be(connection: Connection) -> str:
    """The account of before that this could be, though it was not proven: an admin may know. Two
    that both have names of Clio's are two."""
    others = Link.objects.filter(clio_account__startswith=f"{connection.region}:").exclude(
        clio_account=connection.clio_account
    )
    former = others.order_by("-pk").values_list("clio_account", flat=True).first() or ""
    if not former and (waiting := waiting_for_another(connection)):
        former = waiting[0].clio_account
    is_unnamed = former.startswith(f"{connection.region}:{UNNAMED}")
    return former if is_unnamed or not connection.is_named else ""


def take_for(connection: Connection, former: str) -> None:
    """An admin says it is that one: its links are this connection's."""
    if connection.is_named:
        rename(former, connection.clio_account)
    else:
        connection.region, _colon, connection.account_id = former.partition(":")


def is_shared(connection: Connection) -> bool:
    """Whether another firm of this CaseHug is connected to the same Clio account."""
    key = hashed(f"clio {connection.clio_account}")
    mine = current_firm_id()
    if not connection.is_named:
        return False
    with secret_scope(key):
        there = Connection.unscoped.filter(account_hash=key).exclude(firm_id=mine)
        return there.exclude(state=Connection.State.DISCONNECTED).exists()


def waiting_for_another(connection: Connection) -> list[Sync]:
    """What was asked for another account and would go into this one; none of no account."""
    states = [Sync.State.QUEUED, Sync.State.HELD]
    rows = Sync.objects.newest().filter(state__in=states).exclude(clio_account="")
    others = rows.exclude(clio_account=connection.clio_account).select_related("matter")
    return list(others.newest_first())
