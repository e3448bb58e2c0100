"""Confirmations: two emails that ask for nothing: it arrived, and all is in order. A firm may
switch either off.
"""

from django.db import transaction

from intake.emails import client_emails, render
from intake.models import Email, Intake, Preferences


@transaction.atomic
def tell_received(*, intake: Intake) -> Email | None:
    if not _preferences().tells_received:
        return None
    said = render.received(intake)
    return client_emails.write(intake, Email.Kind.RECEIVED, said, link=render.live_link(intake))


@transaction.atomic
def tell_approved(*, intake: Intake) -> Email | None:
    """Not to a client who never heard of it."""
    if intake.sent_at is None or not _preferences().tells_approved:
        return None
    return client_emails.write(intake, Email.Kind.APPROVED, render.approved(intake))


def _preferences() -> Preferences:
    return Preferences.objects.first() or Preferences()
