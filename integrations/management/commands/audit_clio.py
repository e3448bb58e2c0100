"""Restore drill: after a database was restored, Clio is asked again about everything of late.

Only the rows are marked; the periodic audit does the asking, at its own pace.
"""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models.functions import Now

from casehug.tenancy.scope import firm_scope, queue_scope
from integrations.models import Link


class Command(BaseCommand):
    help = "Ask Clio again about everything that was created there of late."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=30, help="how far back; 30 if not given")

    def handle(self, *_args: Any, days: int, **_options: Any) -> None:
        since, count = Now() - timedelta(days=days), 0
        with queue_scope():
            sent = Link.unscoped.filter(sent_at__gte=since)
            firms = list(sent.values_list("firm_id", flat=True).distinct())
        for firm_id in firms:
            with firm_scope(firm_id):
                count += Link.objects.filter(sent_at__gte=since).update(audit_due_at=Now())
        self.stdout.write(f"{count} records of {len(firms)} firms will be looked at in Clio.")
