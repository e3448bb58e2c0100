"""What a large firm has gathered: an intake on every matter, most of them long approved, with items,
files, links, letters, syncs and a history. The same rows at every run, but for the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, OuterRef, Subquery
from django.utils import timezone

from casehug.models import AuditEntry, Firm
from casehug.tenancy.scope import current_firm_id
from intake.models import Category, Email, Intake, Item, PortalLink, Upload
from intake.progress import next_move
from integrations.models import Sync
from matters.models import Matter

BATCH = 5_000
NOW = timezone.now()
DAY = timedelta(days=1)
AWAY = Intake.Status.SENT, Intake.Status.IN_PROGRESS, Intake.Status.RETURNED
APPROVED_OVER = 180 * DAY
FILE = {"file": "none", "size": 82_000, "sha256": "0" * 64, "content_type": "application/pdf"}


@dataclass(frozen=True, slots=True)
class Kind:
    """How an open intake stands. quiet: days since the client was seen; never where it is empty."""

    status: str
    quiet: int | None = None
    files: int = 0
    given: int = 2
    link_days: int = 30
    excuse: str = ""


KINDS = [
    Kind(Intake.Status.SENT, given=0),
    Kind(Intake.Status.IN_PROGRESS, quiet=2, files=1),
    Kind(Intake.Status.IN_PROGRESS, quiet=30),
    Kind(Intake.Status.IN_PROGRESS, quiet=5, link_days=-3),
    Kind(Intake.Status.SUBMITTED, quiet=1, files=2, given=5),
    Kind(Intake.Status.SUBMITTED, quiet=3, given=5),
    Kind(Intake.Status.RETURNED, quiet=6, given=4),
    Kind(Intake.Status.IN_PROGRESS, quiet=9),
    Kind(Intake.Status.IN_PROGRESS, quiet=4, given=5),
    Kind(Intake.Status.IN_PROGRESS, quiet=8, excuse=Item.Excuse.NEED_HELP),
]
ASKED = 5


@dataclass(frozen=True, slots=True)
class File:
    """One matter: its place among all, and its place among the open ones where it is one."""

    number: int
    matter: int
    open: int | None

    @property
    def kind(self) -> Kind | None:
        if self.open is None:
            return None
        few_ask_for_help = self.open % 100 != len(KINDS) - 1 and self.open % 10 == len(KINDS) - 1
        return KINDS[0] if few_ask_for_help else KINDS[self.open % len(KINDS)]


def fill(size: int, open_: int) -> None:
    """Of the firm in scope; matters that have an intake already keep what they have."""
    every = max(size // max(open_, 1), 1)
    bare = Matter.objects.filter(intake=None).order_by("pk").values_list("pk", flat=True)
    files = [
        File(
            number, pk, number // every if number % every == 0 and number // every < open_ else None
        )
        for number, pk in enumerate(bare)
    ]
    _write(Intake, (_intake(file) for file in files))
    intakes = dict(Intake.objects.values_list("matter_id", "pk"))
    known = [(file, intakes[file.matter]) for file in files]
    _write(PortalLink, (_link(file, pk) for file, pk in known))
    opened = {pk: file for file, pk in known if file.kind}
    _write(Item, (item for pk, file in opened.items() for item in _items(file, pk)))
    _write(Upload, _uploads(opened))
    Sync.objects.all().delete()
    _write(Sync, (sync for file in files for sync in _syncs(file, size)))
    _fill_the_approved(opened)
    _write_histories()
    began = Matter.objects.filter(pk=OuterRef("matter")).values("created_at")
    Intake.objects.update(matter_created_at=Subquery(began))
    for pk in opened:
        next_move.mark(pk)


def _fill_the_approved(opened: dict[int, File]) -> None:
    """One document each, approved as the intake was."""
    given = Intake.objects.filter(status=Intake.Status.APPROVED, approved_at__isnull=False)
    first = given.exclude(pk__in=opened).order_by("pk")[0]
    about = {"kind": Item.Kind.DOCUMENT, "title": "Bank statement", "state": Item.State.APPROVED}
    item = Item.objects.create(intake=first, **about)
    upload = Upload.objects.create(
        item=item, nonce="bench", name="a.pdf", preview=Upload.NO_PREVIEW,
        state=Upload.State.APPROVED, **FILE,
    )  # fmt: skip
    _repeat(item, "intake_intake other WHERE other.status = 'approved'", intake_id="other.id")
    _repeat(
        upload, "intake_item other WHERE other.state = 'approved'"
        " AND NOT EXISTS (SELECT FROM intake_upload sent WHERE sent.item_id = other.id)",
        item_id="other.id",
    )  # fmt: skip


def _write_histories() -> None:
    matter = Matter.objects.order_by("pk")[0]
    firm = Firm.objects.get(pk=current_firm_id())
    letter = Email.objects.create(
        matter=matter, kind=Email.Kind.INVITATION, to="maya@example.com", subject="Your list",
        body="Here it is.", written_at=NOW - DAY * 20, sent_at=NOW - DAY * 20,
    )  # fmt: skip
    _repeat(letter, "matters_matter other WHERE true", matter_id="other.id")
    for verb in ("matter.created", "intake.created", "email.invited"):
        entry = AuditEntry.objects.create(
            firm=firm, verb=verb, actor="Mara Hart", subject_type="matters.matter",
            subject_id=str(matter.pk), matter_id=matter.pk,
        )  # fmt: skip
        _repeat(entry, "matters_matter other WHERE true", matter_id="other.id")


def _repeat(row: Any, others: str, **columns: str) -> None:
    """The same row again for each of the others, but for these columns; in one statement."""
    table = row._meta.db_table
    names = [field.column for field in row._meta.concrete_fields if not field.primary_key]
    values = ", ".join(columns.get(name, f'row."{name}"') for name in names)
    own = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({own}) SELECT {values} FROM {table} row, {others}"
            " AND row.id = %s AND other.firm_id = %s AND "
            f"{next(iter(columns.values()))} <> row.{next(iter(columns))}",
            [row.pk, current_firm_id()],
        )


def _write(model: type[Model], rows: Iterable[Any]) -> None:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        with transaction.atomic():
            model.objects.bulk_create(batch)  # type: ignore[attr-defined]


def _approved_at(file: File) -> datetime:
    return NOW - APPROVED_OVER * ((file.number * 7919 % 10_000) / 10_000)


def _intake(file: File) -> Intake:
    about = {"matter_id": file.matter, "key": f"{file.matter:022}"}
    if (kind := file.kind) is None:
        approved = _approved_at(file)
        sent = approved - DAY * (3 + file.number % 25)
        return Intake(
            status=Intake.Status.APPROVED, sent_at=sent, last_sent_at=sent, begun_at=sent,
            active_at=approved - DAY, submitted_at=approved - DAY, approved_at=approved, **about,
        )  # fmt: skip
    sent = NOW - DAY * (10 + file.number % 60)
    seen = NOW - DAY * kind.quiet - timedelta(seconds=file.number) if kind.quiet else None
    submitted = seen if kind.status in {Intake.Status.SUBMITTED, Intake.Status.RETURNED} else None
    return Intake(
        status=kind.status, sent_at=sent, last_sent_at=sent, begun_at=seen and sent,
        active_at=seen, submitted_at=submitted, **about,
    )  # fmt: skip


def _link(file: File, intake: int) -> PortalLink:
    days = file.kind.link_days if file.kind else -10
    return PortalLink(
        intake_id=intake, token_hash=f"{file.matter:064x}", expires_at=NOW + DAY * days
    )


def _items(file: File, intake: int) -> Iterator[Item]:
    """Of an open one: documents, the last of them a question."""
    kind = file.kind or KINDS[0]
    for position in range(ASKED):
        is_question = position == ASKED - 1
        item = Item(
            intake_id=intake,
            kind=Item.Kind.QUESTION if is_question else Item.Kind.DOCUMENT,
            answer_type=Item.Answer.SHORT if is_question else "",
            category=Category.FINANCIAL,
            title=f"Bank statement {position}",
            position=position,
        )
        _stands(item, kind)
        yield item
    if (file.open or 0) % 97 == 1:
        yield _asked_how_to_reach(intake)


def _stands(item: Item, kind: Kind) -> None:
    is_given = item.position < kind.given
    if item.kind == Item.Kind.QUESTION:
        item.state, item.answer = (Item.State.GIVEN, "A bakery") if is_given else ("open", None)
    elif item.position < kind.files:
        item.state = Item.State.GIVEN
    elif kind.status == Intake.Status.RETURNED and item.position == kind.given - 1:
        item.state = Item.State.RETURNED
    else:
        item.state = Item.State.APPROVED if is_given else Item.State.OPEN
    if item.state == Item.State.OPEN and item.position == kind.given:
        item.excuse, item.excused_at = kind.excuse, NOW if kind.excuse else None


def _asked_how_to_reach(intake: int) -> Item:
    ways = [{"value": way, "labels": {"en": way, "es": way}} for way in ("call", "email")]
    return Item(
        intake_id=intake, kind=Item.Kind.QUESTION, answer_type=Item.Answer.CHOICES, key="safe_to_call",
        title="How may we reach you?", position=ASKED, options=ways, answer=["call"], required=False,
        state=Item.State.GIVEN,
    )  # fmt: skip


def _uploads(opened: dict[int, File]) -> Iterator[Upload]:
    states = {Item.State.GIVEN: Upload.State.UPLOADED, Item.State.RETURNED: Upload.State.RETURNED}
    asked = Item.objects.filter(kind=Item.Kind.DOCUMENT, intake__in=list(opened))
    for item in asked.exclude(state=Item.State.OPEN).order_by("pk"):
        number = opened[item.intake_id].number
        yield Upload(
            item=item, nonce="bench", name=f"{item.title}.pdf", preview=Upload.NO_PREVIEW,
            state=states.get(Item.State(item.state), Upload.State.APPROVED),
            uploaded_at=NOW - DAY * (number % 12) - timedelta(seconds=number), **FILE,
        )  # fmt: skip


def _syncs(file: File, size: int) -> Iterator[Sync]:
    """Most reached Clio at once, some at the second try, a few wait."""
    if file.kind:
        return
    asked = _approved_at(file)
    if file.number % 20 == 0:
        yield _sync(file, asked - DAY, Sync.State.HELD, "reconnect", is_newest=False)
    state = Sync.State.HELD if file.number % (size // 100 + 1) == 1 else Sync.State.SYNCED
    yield _sync(file, asked, state, "unmapped" if state == Sync.State.HELD else "")


def _sync(file: File, at: datetime, state: str, reason: str, *, is_newest: bool = True) -> Sync:
    return Sync(
        matter_id=file.matter, trigger=Sync.Trigger.APPROVAL, requested_at=at, claimed_at=at,
        started_at=at, finished_at=at + timedelta(seconds=6), state=state, reason=reason,
        is_newest=is_newest,
    )  # fmt: skip
