"""Verification of the hash chain: every seal is computed again from what the entries say now.

The text of an entry is put together here, not by the function in the database, which whoever
changed the entries could have changed too. A chain whose end was cut off, or that was computed anew
from its first entry, agrees with itself: only a head noted elsewhere (`verify_audit --heads`) shows
that.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection, transaction

# How far `at` may lie from PostgreSQL's clock: the clocks of two machines.
DATED_OTHERWISE = 5 * 60 * 1_000_000  # µs
AT_ONCE = 2_000
ROWS = """
SELECT seal.number, seal.entry_id, seal.digest, entry.id,
  entry.firm_id::text,
  (extract(epoch FROM entry.recorded_at) * 1000000)::bigint,
  (extract(epoch FROM entry.at) * 1000000)::bigint,
  entry.verb, coalesce(entry.actor_id::text, ''), entry.actor, entry.subject_type,
  entry.subject_id, coalesce(entry.matter_id::text, ''), entry.detail::text
FROM (SELECT * FROM casehug_auditseal WHERE firm_id = %(firm)s) AS seal
FULL JOIN (SELECT * FROM casehug_auditentry WHERE firm_id = %(firm)s) AS entry
  ON entry.id = seal.entry_id
ORDER BY seal.number NULLS LAST, entry.id
"""


@dataclass(frozen=True, slots=True)
class Head:
    """Of a chain, its last seal: number (0 of an empty one) and digest."""

    number: int = 0
    digest: str = ""


@dataclass(slots=True)
class Report:
    """faults: sentences, of at most every entry one. dated_otherwise: how many entries tell another
    time than PostgreSQL's clock said."""

    entries: int = 0
    head: Head = field(default_factory=Head)
    dated_otherwise: int = 0
    faults: list[str] = field(default_factory=list)


def verify(firm: UUID, known: Head | None = None) -> Report:
    """The firm's chain from its first entry on; `known` is a head of earlier, which must be part of
    it. Call in the firm's scope."""
    report = Report()
    for row in _rows(firm):
        number, entry_id, digest, found, *told = row
        if number is None:
            report.faults.append(f"Entry {found} has no seal: it was not written by CaseHug.")
            continue
        _check(report, number, entry_id, digest, None if found is None else [found, *told])
        if known and known.number == number and known.digest != digest:
            report.faults.append(f"Seal {number} is not the one noted before.")
        report.head = Head(number, digest)
    if known and known.number > report.head.number:
        first, last = report.head.number + 1, known.number
        report.faults.append(f"The log ends too early: {first} to {last} are missing.")
    return report


def _rows(firm: UUID) -> Iterator[tuple]:
    """Streamed: a log of years does not fit into memory."""
    with transaction.atomic(), connection.cursor() as opened:
        opened.execute("SET LOCAL cursor_tuple_fraction = 1.0")
        with connection.connection.cursor(name="casehug_audit") as cursor:
            cursor.itersize = AT_ONCE
            cursor.execute(ROWS, {"firm": firm})
            yield from cursor


def _check(report: Report, number: int, entry_id: int, digest: str, told: list | None) -> None:
    if number != report.head.number + 1:
        first, last = report.head.number + 1, number - 1
        report.faults.append(f"Seals {first} to {last} were removed.")
        if told is not None:
            report.entries += 1
        return  # Of what came before it nothing is known.
    if told is None:
        report.faults.append(f"Entry {entry_id} was removed.")
        return
    report.entries += 1
    report.dated_otherwise += abs(told[2] - told[3]) > DATED_OTHERWISE
    if digest_of(report.head.digest, told) != digest:
        report.faults.append(f"Entry {entry_id} was changed, or its seal.")


def digest_of(before: str, told: list) -> str:
    """SHA-256 over the digest before and the entry's parts, each with its length in letters."""
    text = ",".join(f"{len(part)}:{part}" for part in map(str, told))
    return hashlib.sha256((before + text).encode()).hexdigest()
