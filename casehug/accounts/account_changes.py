"""Account changes: a sign-in, and whatever changes who somebody is (email, password, second factor,
recovery codes), leaves a row in the audit log of each firm they work at.

The notices by email are allauth's (ACCOUNT_EMAIL_NOTIFICATIONS), as is asking for the password once
more (ACCOUNT_REAUTHENTICATION_REQUIRED); of a new address it says nothing, so we do.
"""

from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as mfa
from django.db import transaction
from django.dispatch import Signal

from casehug import audit
from casehug.models import Member, User
from casehug.tenancy.scope import firm_scope, person_scope

RECORDED = {
    "person.signed_in": account.user_logged_in,
    "person.password_set": account.password_set,
    "person.password_changed": account.password_changed,
    "person.password_reset": account.password_reset,
    "person.email_changed": account.email_changed,
    "person.email_added": account.email_added,
    "person.email_removed": account.email_removed,
    "person.second_factor_added": mfa.authenticator_added,
    "person.second_factor_removed": mfa.authenticator_removed,
    "person.recovery_codes_renewed": mfa.authenticator_reset,
}


def listen() -> None:
    for verb, signal in RECORDED.items():
        _connect(verb, signal)
    account.email_confirmed.connect(tell_of_new_address, dispatch_uid="casehug.new_address")


def _connect(verb: str, signal: Signal) -> None:
    def heard(user: User, **_told: Any) -> None:
        record(verb, user)

    signal.connect(heard, weak=False, dispatch_uid=verb)


def record(verb: str, user: User) -> None:
    with person_scope(user.pk):
        members = list(Member.unscoped.filter(user=user.pk, left_at=None).order_by("pk"))
    for member in members:
        with firm_scope(member.firm_pk), transaction.atomic():
            audit.record(verb, member, by=user)


def tell_of_new_address(email_address: Any, **_told: Any) -> None:
    """The address that was there before hears of it."""
    user = email_address.user
    if email_address.email != user.email:
        told = {"new_email": email_address.email}
        get_adapter().send_notification_mail("account/email/email_added", user, told)
