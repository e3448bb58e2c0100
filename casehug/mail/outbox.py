"""Outbox: emails as rows, written in the transaction of what they tell, sent after it.

A row is claimed by conditional update, so that two workers never send it twice; a worker that dies
gives it back when its lease ends; a mail server that fails is tried again, ever more slowly.
"""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import UUID

import structlog
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from casehug.jobs import aside
from casehug.mail.message import Mail, message
from casehug.tenancy.models import FirmOwned
from casehug.tenancy.scope import firm_scope, queue_scope

log = structlog.get_logger()

LEASE = timedelta(minutes=3)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
REFUSALS_BORNE = 3
AT_ONCE = 200


class OutgoingQuerySet(models.QuerySet):
    def waiting(self) -> "OutgoingQuerySet":
        return self.filter(sent_at=None, withdrawn_at=None)

    def due(self) -> "OutgoingQuerySet":
        return self.filter(_is_due_now())


def _is_due_now() -> Q:
    return Q(sent_at=None, withdrawn_at=None, not_before__lte=timezone.now())


class Outgoing(FirmOwned):
    """not_before doubles as the lease of the worker that is sending."""

    class Trouble(models.TextChoices):
        SERVER = "server", "The mail server did not answer"
        REFUSED = "refused", "The mail server refused this address"
        OVERTAKEN = "overtaken", "No longer needed"

    not_before = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=12, choices=Trouble, blank=True)

    class Meta:
        abstract = True

    def forget_secrets(self) -> list[str]:
        """Empties what nobody needs once it is sent; the names of the fields emptied."""
        return []


Compose = Callable[[Any], Mail | None]


def send_due(model: type[Outgoing], compose: Compose) -> int:
    """Send what is due of every firm, each once. `compose` answers None for what no longer holds."""
    sent = 0
    for pk, firm_id in _due(model):
        with firm_scope(firm_id), aside(model._meta.label, pk):
            if row := _claimed(model, pk):
                sent += _deliver(row, compose)
    return sent


def _due(model: type[Outgoing]) -> list[tuple[int, UUID]]:
    with queue_scope():
        due = model.unscoped.filter(_is_due_now()).order_by("not_before", "pk")
        return list(due.values_list("pk", "firm_id")[:AT_ONCE])


def is_due(model: type[Outgoing]) -> bool:
    with queue_scope():
        return model.unscoped.filter(_is_due_now()).exists()


def _claimed(model: type[Outgoing], pk: int) -> Outgoing | None:
    mine = model.objects.filter(_is_due_now(), pk=pk).update(
        not_before=timezone.now() + LEASE, attempts=F("attempts") + 1
    )
    return model.objects.get(pk=pk) if mine else None


def _deliver(row: Outgoing, compose: Compose) -> bool:
    mail = compose(row)
    if mail is None:
        _keep(row, withdrawn_at=timezone.now(), trouble=Outgoing.Trouble.OVERTAKEN)
        return False
    try:
        message(mail).send()
    except SMTPRecipientsRefused as error:
        _refused(row, error)
    except OSError as error:  # smtplib's errors are OSErrors, as are those of the network.
        _failed(row, error)
    else:
        _keep(row, sent_at=timezone.now(), trouble="")
        return True
    return False


def _refused(row: Outgoing, error: SMTPRecipientsRefused) -> None:
    for_good = all(code >= 500 for code, _ in error.recipients.values())
    if for_good and row.attempts >= REFUSALS_BORNE:
        _keep(row, withdrawn_at=timezone.now(), trouble=Outgoing.Trouble.REFUSED)
    else:
        _later(row, Outgoing.Trouble.REFUSED)


def _failed(row: Outgoing, error: OSError) -> None:
    log.warning("mail_not_sent", row=row.pk, kind=row._meta.label, error=type(error).__name__)
    _later(row, Outgoing.Trouble.SERVER)


def _later(row: Outgoing, trouble: str) -> None:
    pause = min(FIRST_PAUSE * 2 ** min(row.attempts - 1, 10), LONGEST_PAUSE)
    _keep(row, not_before=timezone.now() + pause, trouble=trouble)


def _keep(row: Outgoing, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    emptied = row.forget_secrets() if row.sent_at or row.withdrawn_at else []
    row.save(update_fields=[*values, *emptied])
