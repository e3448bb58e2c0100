"""The bell's other end. No rules here: PostgreSQL says what is due and whose turn it is."""

from celery import shared_task
from django.db import close_old_connections

from integrations import queue
from integrations.clio.push.run import push

BELLS_PER_SWEEP = 8


@shared_task(ignore_result=True)
def work() -> None:
    """Push what is due, one matter after the other, until nothing is."""
    close_old_connections()
    try:
        while turn := queue.claim():
            if queue.due_count(1):
                queue.ring()  # Somebody else can start on the next one meanwhile.
            push(turn)
    finally:
        close_old_connections()


@shared_task(ignore_result=True)
def sweep() -> None:
    """Finds what is due though nobody rang: lost messages, leases that ran out, waits that ended."""
    for _ in range(queue.due_count(BELLS_PER_SWEEP)):
        queue.ring()
