"""E-mails to clients: rows written with what they tell, sent after the transaction, each once."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from casehug import audit, post
from casehug.models import Member
from intake import letter_words as words
from intake.domain import leaving, unsubscribing, wording
from intake.domain.links import hashed
from intake.models import Intake, Item, Letter, PortalLink, Upload

LONGEST_WAIT = timedelta(minutes=30)


@transaction.atomic
def invite(*, intake: Intake, token: str, by: Member | None) -> Letter | None:
    """Sends the client the private link. None, and nothing written, when there is no address."""
    link = PortalLink.objects.get(token_hash=hashed(token))
    if not link.token:
        link.token = token
        link.save(update_fields=["token"])
    letter = write(intake, Letter.Kind.INVITATION, wording.invitation(intake, link), link=link)
    if letter:
        audit.record("letter.invited", letter, by=by.user if by else None, matter=intake.matter_id)
    return letter


@transaction.atomic
def code(*, link: PortalLink, code: str) -> Letter | None:
    """Six digits for another device; worthless after ten minutes, so not sent after that either."""
    language = link.intake.language
    said = words.CODE_TOLD[language].replace("{code}", words.CODE[language])
    return write(link.intake, Letter.Kind.CODE, said, link=link, code=code)


def tell_returned(intake: Intake) -> None:
    """One e-mail will tell the client of all that was returned, once no more has been for a while;
    however many follow, not long after the first."""
    now, wait = timezone.now(), timedelta(seconds=settings.RETURNS_WAIT)
    untold = Upload.objects.filter(item__intake=intake, state=Upload.State.RETURNED, told_at=None)
    first = untold.aggregate(first=Min("reviewed_at"))["first"] or now
    due = min(now + wait, max(first + LONGEST_WAIT, now))
    Intake.objects.filter(pk=intake.pk).update(returns_due_at=due)


@transaction.atomic
def answer(*, item: Item, said: str, by: Member) -> Letter | None:
    """Staff's own words to a client who asked for help. None where there is no address."""
    intake = item.intake
    about, after = words.ANSWER[intake.language]
    about = words.Filled({"item": item.titled(intake.language)}).into(about)
    letter = write(
        intake,
        Letter.Kind.ANSWER,
        f"{about}\n\n{said}\n\n{wording.way_back(intake, after)}",
        link=wording.live_link(intake),
    )
    if letter:
        audit.record("letter.answered", letter, by=by.user, matter=intake.matter_id)
    return letter


def write(intake: Intake, kind: Letter.Kind, said: str, **more: object) -> Letter | None:
    client = intake.matter.client
    if client is None or not client.email:
        return None
    firm, language = wording.firm_of(intake), intake.language
    parts = [wording.greeting(client.first_name, language), said]
    if kind != Letter.Kind.CODE:
        parts += [wording.questions(firm, language), firm.name]
    if kind == Letter.Kind.REMINDER:
        parts += [words.STOP[language].format(stop=unsubscribing.stop_url(intake))]
    body = words.Filled({"firm": firm.name}).into("\n\n".join(part for part in parts if part))
    letter = Letter.objects.create(
        matter_id=intake.matter_id,
        kind=kind,
        language=language,
        to=client.email,
        subject=words.SUBJECTS[kind][language],
        body=body,
        **more,
    )
    transaction.on_commit(ring)
    return letter


def send_due() -> int:
    """How many left. Called by the bell and by the sweep; each letter is sent once all the same."""
    return post.send_due(Letter, leaving.composed)


def ring() -> None:
    from intake.tasks import send_letters  # noqa: PLC0415 - tasks import this module

    post.ring(send_letters)
