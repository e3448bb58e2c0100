"""Celery tasks of the syncs. No rules here: PostgreSQL says what is due, and which goes first."""

from uuid import UUID

from celery import shared_task

from casehug.jobs import own_connection
from integrations import queue
from integrations.clio import connection_emails
from integrations.clio.audit.sweep import audit_due
from integrations.clio.pull.schedule import poll_due
from integrations.clio.push.run import push
from integrations.domain.bulk import runs
from integrations.domain.bulk.feeding import feed_due, feed_firm
from integrations.domain.health import check_due

RUNG_PER_SWEEP = 8


@shared_task(name=queue.PUSH_DUE, ignore_result=True)
def push_due() -> None:
    """Push what is due, one matter after the other, until nothing is."""
    with own_connection():
        while claim := queue.claim():
            if queue.due_count(1):
                queue.ring()  # Somebody else can start on the next one meanwhile.
            push(claim)
            if claim.is_of_bulk:
                feed_firm(claim.firm_id)


@shared_task(name=runs.FEED, ignore_result=True)
def feed(firm_id: str) -> None:
    """A bulk sync has begun, or goes on."""
    with own_connection():
        feed_firm(UUID(firm_id))


@shared_task(name="integrations.sweep", ignore_result=True)
def sweep() -> None:
    """Finds what is due though nobody rang: lost messages, leases that ran out, waits that ended."""
    with own_connection():
        feed_due()
        for _ in range(queue.due_count(RUNG_PER_SWEEP)):
            queue.ring()
        connection_emails.send_due()


@shared_task(name="integrations.audit", ignore_result=True)
def audit() -> None:
    """Counts in Clio what was made there a while ago: late requests may have made it twice."""
    with own_connection():
        audit_due()


@shared_task(name="integrations.check_connections", ignore_result=True)
def check_connections() -> None:
    """Notices within a quarter of an hour that a permission was revoked in Clio."""
    with own_connection():
        check_due()


@shared_task(name="integrations.poll", ignore_result=True)
def poll() -> None:
    """Asks Clio what people changed there, firm by firm as each is due."""
    with own_connection():
        poll_due()
