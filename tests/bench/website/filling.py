"""Firms of a given size, with believable words, written in bulk."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import DurationField, ExpressionWrapper, F
from django.utils import timezone

from casehug.models import Firm, Member, User
from casehug.tenancy.scope import current_firm_id, firm_scope
from intake.models import Category, Intake, Item, PortalLink, Upload
from intake.progress import next_move
from integrations.models import Connection, Sync
from matters.domain import search_index
from matters.models import CaseType, Client, Document, Matter

PASSWORD = "Correct-Horse-17"
FIRST = "Ana Maya Lena Otto Ines Hugo Vera Noor Paul Rosa Sami Tess Umar Wren Yuki Zoe".split()
LAST = "Rivera Ruiz Ortiz Lindgren Okafor Novak Haddad Silva Moreau Tanaka Weber Kelly".split()
BATCH = 10_000
OLDEST = timezone.now() - timedelta(days=100)
A_MINUTE = timedelta(minutes=1)


def found_firm(size: int, documents: int) -> str:
    """A firm of `size` clients, matters and syncs; answers its admin's email address."""
    firm = Firm.found(name=f"Firm of {size:,}", plan="firm")
    email = f"admin@{size}.example"
    with firm_scope(firm.id):
        user = User.objects.create_user(email, PASSWORD, name="Mara Hart")
        admin = Member.objects.create(user=user, role="admin")
        for start in range(0, size, BATCH):
            _fill(range(start, min(start + BATCH, size)), admin)
        newest = list(Matter.objects.newest_first()[:documents])
        _file_documents(newest[0], documents, admin)
        _ask_clients(newest, documents)
        Connection.objects.create(
            region="us", account_id=str(size), account_name="Hart & Vale LLP", connected_by=admin
        )
    return email


@transaction.atomic
def _fill(numbers: range, admin: Member) -> None:
    types = list(CaseType.objects.all())
    clients = Client.objects.bulk_create(_client(number) for number in numbers)
    matters = Matter.objects.bulk_create(
        Matter(
            title=f"{client.last_name} {number:06} — {types[number % len(types)].name}",
            client=client,
            case_type=types[number % len(types)],
            state="OR",
            status=Matter.Status.values[number % 3],
            created_by=admin,
        )
        for number, client in zip(numbers, clients, strict=True)
    )
    first = Matter.objects.filter(pk__gte=matters[0].pk)
    first.update(created_at=OLDEST + ExpressionWrapper(F("id") * A_MINUTE, DurationField()))
    _learn("client", {client.pk: search_index.client_words(client) for client in clients})
    _learn("matter", {matter.pk: search_index.matter_words(matter) for matter in matters})
    if numbers.start == 0:
        _ask_for_syncs(matters[:300], admin)


def _learn(owner: str, words: dict[int, list[str]]) -> None:
    """What domain.search writes, in one statement: a hundred thousand rows go through it."""
    pairs = [(pk, word) for pk, found in words.items() for word in found]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO matters_{owner}word (firm_id, {owner}_id, word)"
            " SELECT %s, * FROM unnest(%s::bigint[], %s::text[])",
            [current_firm_id(), [pk for pk, _ in pairs], [word for _, word in pairs]],
        )


def _client(number: int) -> Client:
    first, last = FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]
    return Client(
        first_name=first,
        last_name=last,
        email=f"{first}.{last}.{number}@example.com".lower(),
        phone="(503) 555-0142",
    )


def _file_documents(matter: Matter, many: int, admin: Member) -> None:
    Document.objects.bulk_create(
        Document(
            matter=matter,
            name=f"Bank statement {number}.pdf",
            file=f"none/{number}",
            size=82_000,
            sha256="0" * 64,
            content_type="application/pdf",
            added_by=admin,
        )
        for number in range(many)
    )


def _ask_clients(matters: list[Matter], many: int) -> None:
    """An intake on each, in every state; on the first one `many` documents wait for review."""
    now, states = timezone.now(), Intake.Status.values
    intakes = Intake.objects.bulk_create(
        Intake(
            matter=matter,
            status=Intake.Status.SUBMITTED if number == 0 else states[number % len(states)],
            sent_at=now - timedelta(days=number),
            active_at=now - timedelta(hours=number),
            submitted_at=now - timedelta(hours=number),
        )
        for number, matter in enumerate(matters)
    )
    PortalLink.objects.bulk_create(
        PortalLink(intake=one, token_hash=secrets.token_hex(32), expires_at=now + timedelta(days=9))
        for one in intakes
    )
    asked = [(intakes[0], number) for number in range(many)] + [(one, 0) for one in intakes[1:]]
    items = Item.objects.bulk_create(
        Item(
            intake=intake,
            kind=Item.Kind.DOCUMENT,
            category=Category.values[number % len(Category.values)],
            title=f"Bank statement {number}",
            position=number,
            state=Item.State.GIVEN,
        )
        for intake, number in asked
    )
    Upload.objects.bulk_create(
        Upload(
            item=item,
            nonce="bench",
            name=f"{item.title}.pdf",
            file=f"none/{number}",
            size=82_000,
            sha256="0" * 64,
            content_type="application/pdf",
            preview=Upload.NO_PREVIEW,
        )
        for number, item in enumerate(items)
    )
    for one in intakes:
        next_move.mark(one.pk)


def _ask_for_syncs(matters: list[Matter], admin: Member) -> None:
    now = timezone.now()
    Sync.objects.bulk_create(
        Sync(
            matter=matter,
            trigger=Sync.Trigger.MANUAL,
            requested_by=admin,
            requested_at=now - timedelta(minutes=number),
            started_at=now,
            finished_at=now,
            state=Sync.State.HELD if number % 5 == 0 else Sync.State.SYNCED,
            reason="unmapped" if number % 5 == 0 else "",
        )
        for number, matter in enumerate(reversed(matters))
    )
