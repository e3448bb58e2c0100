"""The team: who works at the firm: asked by email, joined by the link in it, changed and removed by
admins.
"""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from casehug import audit, jobs, languages
from casehug.mail import message, outbox
from casehug.models import AuditEntry, Firm, Invitation, Member, User
from casehug.security.tokens import hashed
from casehug.tenancy.scope import firm_scope, secret_scope
from casehug.web.public_urls import our_address

SEND = "casehug.send_invitations"
LASTS = timedelta(days=7)
INVITATIONS_A_DAY = 50  # of one firm


class LastAdmin(ValueError):
    """A firm without an admin could never get one again."""


class AlreadyMember(ValueError):
    """This address belongs to somebody of the team."""


class TooMany(RuntimeError):
    """The firm sent so many invitations within a day that the next must wait."""


# --- Inviting ------------------------------------------------------------------------------------


@transaction.atomic
def invite(*, email: str, name: str = "", role: str, by: Member | None) -> Invitation:
    """A new invitation, which replaces an open one to the same address; `by` nobody where the firm
    is only being founded. Raises AlreadyMember or TooMany."""
    email = email.strip().lower()
    if Member.objects.working().filter(user__email=email).exists():
        raise AlreadyMember
    if _sent_today() >= INVITATIONS_A_DAY:
        raise TooMany
    Invitation.objects.filter(email__iexact=email, accepted_at=None).delete()
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        role=role,
        token=token,
        token_hash=hashed(token),
        invited_by=by,
        expires_at=timezone.now() + LASTS,
    )
    audit.record("member.invited", invitation, by=by.user if by else None, role=role)
    transaction.on_commit(ring)
    return invitation


def _sent_today() -> int:
    """By the audit log: of one address only the newest invitation is kept."""
    invited = AuditEntry.objects.filter(subject_type="casehug.invitation", verb="member.invited")
    return invited.filter(at__gt=timezone.now() - timedelta(days=1)).count()


def resend(*, invitation: Invitation, by: Member) -> Invitation:
    """With a new link: the former one stops working."""
    return invite(email=invitation.email, name=invitation.name, role=invitation.role, by=by)


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Member) -> None:
    audit.record("invitation.withdrawn", invitation, by=by.user)
    invitation.delete()


def send_due() -> int:
    return outbox.send_due(Invitation, composed)


def ring() -> None:
    jobs.ring(SEND)


def composed(invitation: Invitation) -> message.Mail | None:
    if not invitation.is_open or not invitation.token:
        return None
    firm = Firm.objects.get(pk=invitation.firm_pk)
    language = _read_by(invitation)
    with translation.override(language):
        subject, told = _("Join {firm} on CaseHug").format(firm=firm.name), _told(invitation, firm)
    return message.Mail(
        id=f"invitation-{invitation.pk}.{firm.key}",
        sender="CaseHug",
        to=invitation.email,
        subject=subject,
        text=told,
        language=language,
        reply_to=_asker(invitation) or firm.email,
    )


def _read_by(invitation: Invitation) -> str:
    """Who has signed in before has a language; who has not, most likely that of who asks them."""
    known = User.objects.filter(email__iexact=invitation.email).first()
    asker = invitation.invited_by.user if invitation.invited_by else None
    return languages.of(known or asker)


def _told(invitation: Invitation, firm: Firm) -> str:
    who = str(invitation.invited_by) if invitation.invited_by else "CaseHug"
    invites = _(
        "{who} invites you to work with {firm} on CaseHug, where clients hand in what a matter needs."
    ).format(who=who, firm=firm.name)
    url = our_address(reverse("join", args=[invitation.token]))
    until = message.day_in(firm.time_zone, invitation.expires_at)
    lasts = _("The link works once, until {until}. If you did not expect it, do nothing.")
    return "\n\n".join([invites, _("Join here:") + f"\n{url}", lasts.format(until=until)])


def _asker(invitation: Invitation) -> str:
    by = invitation.invited_by
    return by.user.email if by and by.left_at is None else ""


# --- Joining -------------------------------------------------------------------------------------


def opened(token: str) -> Invitation | None:
    """The open invitation of this link, whichever firm's it is."""
    with secret_scope(hashed(token)):
        found = Invitation.unscoped.filter(token_hash=hashed(token)).first()
    return found if found and found.is_open else None


def join(*, invitation: Invitation, user: User) -> Member | None:
    """Makes the person a member. None when the link was used or withdrawn in the meantime."""
    with firm_scope(invitation.firm_pk), transaction.atomic():
        mine = Invitation.objects.filter(
            pk=invitation.pk, accepted_at=None, expires_at__gt=timezone.now()
        ).update(accepted_at=timezone.now(), token="")
        if not mine:
            return None
        member = _joined(user, invitation.role)
        if user.email == invitation.email:
            confirm_address(user)
        audit.record("member.joined", member, by=user, invitation=invitation.pk)
        return member


def _joined(user: User, role: str) -> Member:
    """Who worked here before is the same member again, with all they did."""
    member, is_new = Member.objects.get_or_create(user=user, defaults={"role": role})
    if not is_new and member.left_at:
        member.role, member.left_at = role, None
        member.save(update_fields=["role", "left_at"])
    return member


def confirm_address(user: User) -> None:
    """The link came by email: whoever holds it reads what is sent there. The demo's people too."""
    address = {"email": user.email}
    if EmailAddress.objects.filter(**address, verified=True).exclude(user=user).exists():
        return  # Somebody else proved before that it is theirs.
    EmailAddress.objects.filter(user=user, primary=True).exclude(**address).update(primary=False)
    proved = {"verified": True, "primary": True}
    EmailAddress.objects.update_or_create(user=user, **address, defaults=proved)


# --- Changing ------------------------------------------------------------------------------------


@transaction.atomic
def change_role(*, member: Member, role: str, by: Member) -> Member:
    """Raises LastAdmin."""
    if role != Member.Role.ADMIN:
        _keep_an_admin(without=member)
    member.role = role
    member.save(update_fields=["role"])
    audit.record("member.role_set", member, by=by.user, role=role)
    return member


@transaction.atomic
def remove(*, member: Member, by: Member) -> None:
    """The person keeps their sign-in and any other firm, and their name on all they did here.
    Raises LastAdmin."""
    _keep_an_admin(without=member)
    member.left_at = timezone.now()
    member.save(update_fields=["left_at"])
    audit.record("member.removed", member, by=by.user, user=member.user_id)
    if member.pk != by.pk:
        _end_sessions(member)


def _end_sessions(member: Member) -> None:
    """Wherever they are signed in to work here."""
    for session in UserSession.objects.filter(user=member.user_id):
        if SessionStore(session.session_key).get("firm") == str(member.firm_id):
            session.end()


def _keep_an_admin(*, without: Member) -> None:
    """The lock is on the firm, so that two admins removing each other do not both succeed."""
    Firm.objects.select_for_update().get(pk=without.firm_pk)
    admins = Member.objects.admins()
    if not admins.exclude(pk=without.pk).exists():
        raise LastAdmin
