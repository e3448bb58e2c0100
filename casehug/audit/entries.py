"""Audit entries: written in the transaction of what they tell."""

from datetime import timedelta

from django.db import connection, models, transaction
from django.utils import timezone

from casehug.models import AuditEntry, User

SYSTEM = "CaseHug"
ONE_LOOK = timedelta(minutes=15)


def record(
    verb: str,
    subject: models.Model,
    *,
    by: User | None,
    matter: int | None = None,
    **detail: object,
) -> AuditEntry:
    """`verb` is past tense ("document.filed"); `matter` is the one whose history tells of it;
    `detail` holds ids and codes, never personal data.

    Raises RuntimeError outside a transaction: the entry must stand or fall with the act.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An audit entry belongs in the transaction of what it tells.")
    return AuditEntry.objects.create(
        firm_id=getattr(subject, "firm_id", subject.pk),
        verb=verb,
        actor_id=by.pk if by else None,
        actor=str(by) if by else SYSTEM,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        matter_id=matter,
        detail=detail,
    )


def record_view(verb: str, subject: models.Model, *, by: User, matter: int | None = None) -> None:
    """Once for whoever turns its pages or opens it again within a quarter of an hour."""
    looked = AuditEntry.objects.filter(
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        at__gt=timezone.now() - ONE_LOOK,
        verb=verb,
        actor_id=by.pk,
    )
    if not looked.exists():
        with transaction.atomic():
            record(verb, subject, by=by, matter=matter)
