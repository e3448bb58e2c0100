"""Two-step sign-in as a rule of the firm: from a day its admins choose, nobody works there without a
second factor (OWASP ASVS 5.0, 6.3.3).

A factor is an authenticator app, a passkey or a security key. Recovery codes are none: they are for
the day a factor is lost. The doors of pages ask (`casehug.security.permissions`).
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from casehug import audit
from casehug.models import Firm, Member

if TYPE_CHECKING:
    from datetime import date

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
DAYS_OF_GRACE = (0, 7, 14, 30)


class YoursFirst(ValueError):
    """An admin without a second factor would lock themselves out."""


def noted(members: "QuerySet[Member]") -> "QuerySet[Member]":
    """Each with `has_second_step`, in the same query."""
    factors = Authenticator.objects.filter(user=OuterRef("user"), type__in=FACTORS)
    return members.annotate(second_factor=Exists(factors))


@transaction.atomic
def require(*, firm: Firm, days: int, by: Member) -> "date":
    """From so many days after today; the day. Raises YoursFirst."""
    if not noted(Member.objects.filter(pk=by.pk)).get().has_second_step:
        raise YoursFirst
    firm.second_step_from = timezone.localdate() + timedelta(days=days)
    firm.save(update_fields=["second_step_from"])
    audit.record("firm.second_step_required", firm, by=by.user, day=f"{firm.second_step_from}")
    return firm.second_step_from


@transaction.atomic
def leave_open(*, firm: Firm, by: Member) -> None:
    """Each person decides for themselves again."""
    if firm.second_step_from:
        firm.second_step_from = None
        firm.save(update_fields=["second_step_from"])
        audit.record("firm.second_step_left_open", firm, by=by.user)
