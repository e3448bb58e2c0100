"""Private links: made, sent, copied, renewed and revoked."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from casehug import audit
from casehug.jobs import aside
from casehug.models import Member
from casehug.security.tokens import hashed
from casehug.tenancy.scope import firm_scope, queue_scope
from intake.emails import client_emails, render, returns
from intake.models import Email, Intake, PortalLink, Preferences
from intake.progress import next_move

EMAILS_AN_HOUR = 200  # of one firm


class NoAddress(ValueError):
    """The client has no email, or the matter no client."""


class TooMany(RuntimeError):
    """The firm sent so many links by email within the hour that the next must wait."""


@transaction.atomic
def make_link(*, intake: Intake, by: Member | None) -> str:
    """The token of a new link; the former one stops working."""
    Intake.objects.select_for_update().only("pk").get(pk=intake.pk)
    intake.links.filter(revoked_at=None).update(revoked_at=timezone.now(), token="")
    token = secrets.token_urlsafe(32)
    link = PortalLink.objects.create(
        intake=intake,
        token_hash=hashed(token),
        token=token,
        created_by=by,
        expires_at=_end_of_a_new_one(),
    )
    next_move.mark(intake.pk)
    audit.record("link.made", link, by=by.user if by else None, matter=intake.matter_id)
    returns.tell_after_all(intakes=Intake.objects.filter(pk=intake.pk))
    return token


def _end_of_a_new_one() -> datetime:
    preferences = Preferences.objects.first() or Preferences()
    return timezone.now() + timedelta(days=preferences.link_days)


@transaction.atomic
def copy_link(*, intake: Intake, by: Member) -> str:
    """The token of the link that works now, to be handed over by other means; else of a new one."""
    mark_sent(intake)
    link = _live(intake)
    if link is None:
        return make_link(intake=intake, by=by)
    audit.record("link.copied", link, by=by.user, matter=intake.matter_id)
    return link.token


def _live(intake: Intake) -> PortalLink | None:
    """The link that works now, where its token is known still."""
    link = intake.links.live().first()
    return link if link and link.token else None


@transaction.atomic
def renew_link(*, intake: Intake, by: Member) -> str:
    """The token of a new link, to be handed over."""
    mark_sent(intake)
    return make_link(intake=intake, by=by)


@transaction.atomic
def revoke_link(*, link: PortalLink, by: Member) -> None:
    if link.revoked_at is None:
        link.revoked_at, link.token = timezone.now(), ""
        link.save(update_fields=["revoked_at", "token"])
        next_move.mark(link.intake_id)
        audit.record("link.revoked", link, by=by.user, matter=link.intake.matter_id)


def forget_expired() -> None:
    """No later email carries a link that expired: what opens it is not kept, in any firm."""
    with queue_scope():
        firms = list(Intake.unscoped.order_by().values_list("firm_id", flat=True).distinct())
    for firm_id in firms:
        with firm_scope(firm_id), aside("links", str(firm_id)):
            expired = PortalLink.objects.filter(expires_at__lte=timezone.now())
            expired.exclude(token="").update(token="")


@transaction.atomic
def send_link(*, intake: Intake, by: Member) -> None:
    """By email: the link that works now, else a new one. Raises NoAddress or TooMany."""
    client = intake.matter.client
    if client is None or not client.email:
        raise NoAddress
    if _sent_lately() >= EMAILS_AN_HOUR:
        raise TooMany
    link = _live(intake)
    token = link.token if link else make_link(intake=intake, by=by)
    client_emails.invite(intake=intake, token=token, by=by)
    mark_sent(intake, by_email=True)


def preview(intake: Intake, newest: PortalLink | None) -> client_emails.Preview:
    """The email that `send_link` would send now."""
    link = newest if newest and newest.is_live and newest.token else None
    link = link or PortalLink(expires_at=_end_of_a_new_one())
    return client_emails.preview(intake, Email.Kind.INVITATION, render.invitation(intake, link))


def _sent_lately() -> int:
    lately = timezone.now() - timedelta(hours=1)
    return Email.objects.filter(kind=Email.Kind.INVITATION, written_at__gt=lately).count()


def mark_sent(intake: Intake, *, by_email: bool = False) -> None:
    """The client has the link. How long an intake takes is counted from the first time."""
    now = timezone.now()
    Intake.objects.filter(pk=intake.pk, sent_at=None).update(sent_at=now)
    Intake.objects.filter(pk=intake.pk, status=Intake.Status.DRAFT).update(
        status=Intake.Status.SENT
    )
    if by_email:
        Intake.objects.filter(pk=intake.pk).update(last_sent_at=now)
    next_move.mark(intake.pk)
    intake.refresh_from_db(fields=["status", "sent_at", "last_sent_at"])
