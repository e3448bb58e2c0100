"""Account recovery by two admins: a member who lost phone, keys and recovery codes is let in again.

One admin asks, another agrees within a day: neither alone can take a colleague's second factor away,
and nobody their own. Then every factor and every session of the person ends, and they are told.
"""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from casehug import audit
from casehug.models import Member, SecondStepReset
from casehug.tenancy.scope import person_scope

LASTS = timedelta(days=1)


class NotForThem(ValueError):
    """The person works at another firm too, whose admins were not asked."""


class NoOtherAdmin(ValueError):
    """The firm has nobody who could agree."""


class NeedsAnother(ValueError):
    """Whoever asked, and whom it is about, cannot be the second admin."""


def waiting() -> "QuerySet[SecondStepReset]":
    """Of the firm in scope, still to be agreed to."""
    asked = SecondStepReset.objects.filter(ended_at=None, asked_at__gt=timezone.now() - LASTS)
    return asked.filter(member__left_at=None).select_related("member__user", "asked_by__user")


@transaction.atomic
def ask(*, member: Member, by: Member) -> SecondStepReset:
    """The one that waits already, or a new one. Raises NeedsAnother, NoOtherAdmin or
    NotForThem."""
    if member.pk == by.pk:
        raise NeedsAnother
    admins = Member.objects.admins()
    if not admins.exclude(pk__in=[by.pk, member.pk]).exists():
        raise NoOtherAdmin
    if _works_elsewhere(member):
        raise NotForThem
    Member.objects.select_for_update().get(pk=member.pk)
    if former := waiting().filter(member=member).first():
        return former
    asked = SecondStepReset.objects.create(member=member, asked_by=by)
    audit.record("member.second_step_reset_asked", member, by=by.user)
    return asked


def _works_elsewhere(member: Member) -> bool:
    with person_scope(member.user_id, member.firm_pk):
        those = Member.unscoped.filter(user=member.user_id, left_at=None)
        return those.exclude(pk=member.pk).exists()


@transaction.atomic
def agree(*, asked: SecondStepReset, by: Member) -> bool:
    """Whether it was done; not where it ended meanwhile. Raises NeedsAnother or NotForThem."""
    member = asked.member
    if by.pk in (asked.asked_by_id, member.pk):
        raise NeedsAnother
    if _works_elsewhere(member):
        raise NotForThem
    if not _ended(asked, by):
        return False
    Authenticator.objects.filter(user=member.user_id).delete()
    for session in UserSession.objects.filter(user=member.user_id):
        session.end()
    audit.record("member.second_step_reset", member, by=by.user, asked_by=asked.asked_by_id)
    transaction.on_commit(lambda: _tell(member))
    return True


@transaction.atomic
def refuse(*, asked: SecondStepReset, by: Member) -> None:
    """By any admin, also the one who asked."""
    if _ended(asked, by):
        audit.record("member.second_step_reset_refused", asked.member, by=by.user)


def _ended(asked: SecondStepReset, by: Member) -> bool:
    mine = waiting().filter(pk=asked.pk).order_by()
    return bool(mine.update(ended_at=timezone.now(), ended_by=by))


def _tell(member: Member) -> None:
    told = {"firm": member.firm.name}
    get_adapter().send_notification_mail("account/email/second_step_reset", member.user, told)
