"""Findings of the marker audit: how the firm ends one."""

from django.db import transaction

from casehug.models import Member
from integrations.clio.audit.conclusions import end
from integrations.clio.audit.counting import Counting
from integrations.clio.audit.sweep import look_at
from integrations.clio.session import clio_for
from integrations.models import Connection, Finding

__all__ = ["check_again", "keep"]


def check_again(*, finding: Finding, connection: Connection) -> bool:
    """Count once more in Clio. True: it is there once. Raises SyncError where Clio does not answer."""
    look_at(Counting(clio_for(connection)), [finding.link])
    finding.refresh_from_db()
    return finding.state != Finding.State.OPEN


@transaction.atomic
def keep(*, finding: Finding, by: Member) -> bool:
    """They are right as they are; nobody is asked about these again. False: it was over already."""
    finding = Finding.objects.select_for_update(of=["self"]).get(pk=finding.pk)
    if finding.state != Finding.State.OPEN:
        return False
    end(finding, Finding.State.KEPT, by=by)
    return True
