"""Emails to staff: what members are told by email, each by their own switches."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casehug import languages
from casehug.jobs import aside
from casehug.models import Member
from casehug.tenancy.scope import firm_scope, queue_scope
from casehug.web.public_urls import our_address
from intake.emails import client_emails
from intake.models import Email, Intake, Notice, Upload
from matters.models import Matter

# One email about syncs an hour: when Clio is disconnected, every matter is held for one reason.
AGAIN_AFTER = timedelta(hours=1)
AT_ONCE = 200

SUBJECTS = {
    Email.Kind.SUBMITTED: gettext_lazy("An intake is ready for review"),
    Email.Kind.UPLOADED: gettext_lazy("New documents to review"),
    Email.Kind.SYNC_FAILED: gettext_lazy("A sync to Clio needs somebody"),
}


@transaction.atomic
def tell_submitted(*, intake: Intake) -> list[Email]:
    return _tell(intake.matter, Email.Kind.SUBMITTED)


@transaction.atomic
def tell_held(*, matter: Matter) -> list[Email]:
    """A sync of this matter waits for a person."""
    recently = Email.objects.filter(
        kind=Email.Kind.SYNC_FAILED, written_at__gt=timezone.now() - AGAIN_AFTER
    )
    return [] if recently.exists() else _tell(matter, Email.Kind.SYNC_FAILED)


def write_due() -> None:
    with queue_scope():
        due = Intake.unscoped.filter(uploads_due_at__lte=timezone.now()).order_by("uploads_due_at")
        waiting = list(due.values_list("firm_id", "pk")[:AT_ONCE])
    for firm_id, intake_id in waiting:
        with firm_scope(firm_id), aside("notices", intake_id):
            write_uploaded(intake_id=intake_id)


@transaction.atomic
def write_uploaded(*, intake_id: int) -> list[Email]:
    intake = Intake.objects.select_for_update(of=["self"]).get(pk=intake_id)
    if intake.uploads_due_at is None or intake.uploads_due_at > timezone.now():
        return []
    since = intake.uploads_due_at - timedelta(seconds=settings.UPLOADS_WAIT)
    count = (
        Upload.objects.awaiting_review().filter(item__intake=intake, uploaded_at__gte=since).count()
    )
    intake.uploads_due_at = None
    intake.save(update_fields=["uploads_due_at"])
    if not count:
        return []
    return _tell(intake.matter, Email.Kind.UPLOADED, count)


def wanting(kind: str) -> list[Member]:
    """Members whose switch for this is on."""
    switches = {notice.member_id: notice for notice in Notice.objects.all()}
    members = Member.objects.working().select_related("user").filter(user__is_active=True)
    members = members.order_by("pk")
    return [m for m in members if getattr(switches.get(m.pk) or Notice(member=m), kind)]


def of(member: Member) -> Notice:
    return Notice.objects.filter(member=member).first() or Notice(member=member)


@transaction.atomic
def switch(*, member: Member, name: str, on: bool) -> Notice:
    """`name`: one of Notice.SWITCHES. Raises ValueError for any other."""
    if name not in Notice.SWITCHES:
        raise ValueError(f"There is no notice named {name}.")
    notice, _made = Notice.objects.get_or_create(member=member)
    setattr(notice, name, on)
    notice.save(update_fields=[name])
    return notice


def _tell(matter: Matter, kind: Email.Kind, count: int = 0) -> list[Email]:
    written = Email.objects.bulk_create(
        _written(matter, member, kind, count) for member in wanting(kind)
    )
    if written:
        transaction.on_commit(client_emails.ring)
    return written


def _written(matter: Matter, member: Member, kind: Email.Kind, count: int) -> Email:
    """In the member's own language."""
    language = languages.of(member.user)
    with translation.override(language):
        subject, body = str(SUBJECTS[kind]), _body(matter, kind, count)
    return Email(
        matter=matter,
        member=member,
        kind=kind,
        language=language,
        to=member.user.email,
        subject=subject,
        body=body,
    )


def _body(matter: Matter, kind: Email.Kind, count: int) -> str:
    page = our_address(_page(matter, kind))
    own = our_address(reverse("intake:notifications"))
    switches = _("Which of these you get is for you to say: {page}").format(page=own)
    return "\n\n".join([_told(matter, kind, count), page, switches])


def _told(matter: Matter, kind: Email.Kind, count: int) -> str:
    if kind == Email.Kind.SYNC_FAILED:
        return _(
            "A matter waits for a decision before it reaches Clio. Nothing is lost. The matter’s page"
            " says what to do; the dashboard lists all that wait:"
        )
    if kind == Email.Kind.SUBMITTED:
        told = _("{who} has sent the list. Review it here:")
    else:
        told = ngettext(
            "{who} added a document. Review them here:",
            "{who} added {count} documents. Review them here:",
            count,
        )
    return told.format(who=_who(matter), count=count)


def _page(matter: Matter, kind: Email.Kind) -> str:
    if kind == Email.Kind.SYNC_FAILED:
        return matter.get_absolute_url()
    return reverse("intake:review-matter", args=[matter.pk])


def _who(matter: Matter) -> str:
    return (matter.client and matter.client.first_name) or _("A client")
