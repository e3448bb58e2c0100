"""Verifies the audit log of every firm, and says what was changed, removed or added.

manage.py verify_audit --heads /safe/place/audit-heads.json

With --heads, the end of each firm's log is compared with the one noted in the file, and noted anew
when all is well. Keep the file where nobody who can change the database can write.
"""

import json
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casehug.audit import chain
from casehug.management.commands.rotate_keys import all_firms
from casehug.tenancy.scope import firm_scope


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", type=Path, help="where the ends of the logs are noted")

    def handle(self, *_args: object, heads: Path | None, **_options: object) -> None:
        known = noted(heads)
        reports = {
            str(firm): self.verified(firm, known.pop(str(firm), None)) for firm in all_firms()
        }
        for firm in known:
            self.stdout.write(f"{firm}: this firm was noted before and is gone.")
        if known or any(report.faults for report in reports.values()):
            message = "The audit log is not as CaseHug wrote it. The heads stay as they were."
            raise CommandError(message)
        if heads:
            told = {firm: asdict(report.head) for firm, report in reports.items()}
            heads.write_text(json.dumps(told, indent=1) + "\n")

    def verified(self, firm: UUID, known: chain.Head | None) -> chain.Report:
        with firm_scope(firm):
            report = chain.verify(firm, known)
        for fault in report.faults:
            self.stdout.write(f"{firm}: {fault}")
        self.stdout.write(
            f"{firm}: {report.entries} entries, {len(report.faults)} faults,"
            f" {report.dated_otherwise} dated otherwise than recorded,"
            f" head {report.head.number} {report.head.digest[:16]}"
        )
        return report


def noted(heads: Path | None) -> dict[str, chain.Head]:
    """What the file says; empty before it was ever written. Raises CommandError."""
    if heads is None or not heads.exists():
        return {}
    try:
        return {firm: chain.Head(**head) for firm, head in json.loads(heads.read_text()).items()}
    except (ValueError, TypeError, AttributeError) as error:
        message = f"{heads} cannot be read ({error}). Was it written by verify_audit?"
        raise CommandError(message) from None
