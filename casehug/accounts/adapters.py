"""Allauth adapters: how people sign in, where allauth asks us, and where they work."""

from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from casehug.accounts import known_devices, second_step, sign_in_attempts
from casehug.models import Member, User
from casehug.security.encryption import decrypt, encrypt
from casehug.tenancy.scope import person_scope
from casehug.web.public_urls import our_address

log = structlog.get_logger()

SECOND_FACTOR = "allauth.mfa"


class PeopleAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # Members are invited by their firm.

    def is_safe_url(self, url: str) -> bool:
        try:
            return super().is_safe_url(url)
        except ValueError:  # No address at all, such as http://[
            return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts the attempt; one that succeeds is taken back by allauth."""
        login = credentials.get("email") or credentials.get("username") or ""
        self._login_failed_rl_usage = sign_in_attempts.counted(request, login)
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request: HttpRequest, user: User, **told: Any) -> HttpResponse:
        response = super().post_login(request, user, **told)
        known_devices.remember(response, user)
        return response

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Under PUBLIC_URL: the Host header is whatever the sender of the request wrote."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return our_address(path.replace("UID-KEY", key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return our_address(reverse("account_confirm_email", args=[emailconfirmation.key]))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        told = {"user": user, **(context or {})}
        super().send_notification_mail(template_prefix, user, told, email or user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away fails no page: who waits in vain for the email asks again."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # smtplib's errors are OSErrors, as are those of the network.
            log.warning("account_mail_not_sent", error=type(error).__name__, kind=template_prefix)

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, object], headers: Any = None
    ) -> EmailMessage:
        """In the language its reader chose, whoever asked for it."""
        language = getattr(context.get("user"), "language", "") or translation.get_language()
        with translation.override(language):
            return super().render_mail(template_prefix, email, context, headers)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors sealed; by default they are clear text."""

    def encrypt(self, text: str) -> str:
        return encrypt(text, SECOND_FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text, SECOND_FACTOR)


class PeopleBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        """The person and where they work in one query, which is saved in every request."""
        members = _members(user_id)
        if not members:  # At no firm, or not asked by the request of this person.
            return super().get_user(user_id)
        person = members[0].user
        person.works_at = members
        return person if self.user_can_authenticate(person) else None


def _members(user_id: int) -> list[Member]:
    mine = Member.unscoped.filter(user=user_id, left_at=None)
    return list(second_step.noted(mine).select_related("user", "firm").order_by("pk"))


def memberships(person: User) -> list[Member]:
    """Where this person works, oldest first. Call in their scope."""
    if not person.is_authenticated:
        return []
    known = getattr(person, "works_at", None)
    return _members(person.pk) if known is None else known


def remember_firm(request: HttpRequest, user: User, **_kwargs: object) -> None:
    """At sign-in: the requests to come need not look for the firm first."""
    with person_scope(user.pk):
        first = next(iter(_members(user.pk)), None)
    if first and "firm" not in request.session:
        request.session["firm"] = str(first.firm_id)
