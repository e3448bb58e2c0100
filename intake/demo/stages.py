"""How far the story's intakes are: each goes as far as its part, and no further than the stage.

Run twice, or with a later stage, it goes on from where it was.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from textwrap import wrap
from unittest import mock

from django.core.files.base import File
from django.utils import timezone

from casehug import languages
from casehug.models import Firm, Member, User
from casehug.tenancy.scope import firm_scope, person_scope
from intake.answers import answers
from intake.answers.types import Raw
from intake.demo.people import PEOPLE
from intake.demo.words import EXCUSES, PARTS, RETURNS
from intake.lifecycle import intakes, submission
from intake.links import private_links
from intake.models import Intake, Item, Upload
from intake.progress import completeness, next_move, visibility
from intake.review import decisions
from intake.uploads import receiving
from matters.demo.papers import paper
from matters.models import Matter

STAGES = ["seeded", "invited", "uploading", "reviewing", "synced"]
# On the way from the matter's first day to today.
SENT_AFTER, BEGUN_AFTER, GIVEN_AFTER, REVIEWED_AFTER, APPROVED_AFTER = 0.3, 0.6, 0.8, 0.85, 0.9
A_WHILE = timedelta(days=14)
Status = Intake.Status


def tell(stage: str, *, emails: list[str]) -> None:
    """In each firm where the people of these emails work."""
    for firm_id in _firms(emails):
        with firm_scope(firm_id):
            for matter in Matter.objects.select_related("client", "case_type", "created_by__user"):
                _advance(matter, min(STAGES.index(stage), STAGES.index(_part(matter))))


def _firms(emails: list[str]) -> list[object]:
    found: dict[object, Firm] = {}
    for user in User.objects.filter(email__in=emails):
        with person_scope(user.pk):
            members = Member.unscoped.filter(user=user).select_related("firm")
            found |= {member.firm_id: member.firm for member in members}
    return list(found)


def _part(matter: Matter) -> str:
    return PARTS.get(matter.title, "seeded")


def _advance(matter: Matter, furthest: int) -> None:
    by = matter.created_by
    intake = intakes.create_intake(matter=matter, by=by)
    steps = [
        ("invited", Status.DRAFT, [(SENT_AFTER, _invite)]),
        ("uploading", Status.SENT, [(BEGUN_AFTER, _begin)]),
        ("reviewing", Status.IN_PROGRESS, [(GIVEN_AFTER, _hand_in), (REVIEWED_AFTER, _review)]),
        ("synced", Status.SUBMITTED, [(APPROVED_AFTER, _approve)]),
    ]
    for stage, status, parts in steps:
        intake.refresh_from_db()
        if STAGES.index(stage) <= furthest and intake.status == status:
            for after, step in parts:
                with _moment(matter.created_at, after):
                    step(intake, by)
                    next_move.mark(intake.pk)


def _invite(intake: Intake, by: Member) -> None:
    """The link alone: a story sends nobody a letter."""
    private_links.make_link(intake=intake, by=by)
    private_links.mark_sent(intake, by_email=True)


def _begin(intake: Intake, _by: Member) -> None:
    link = intake.links.get(revoked_at=None)
    link.opened_at = link.used_at = timezone.now()
    link.save(update_fields=["opened_at", "used_at"])
    _answer_questions(intake)
    papers = [item for item in visibility.visible_items(intake) if item.kind == Item.Kind.DOCUMENT]
    for item in papers:
        if said := EXCUSES.get(item.title):
            until = (timezone.now() + A_WHILE).date() if said[0] == Item.Excuse.COMING else None
            answers.excuse(item=item, excuse=said[0], note=said[1], until=until)
    missing = completeness.progress(intake).still_open
    for item in missing[: len(missing) // 2]:
        _hand_over(item)
    # What the client does carries the clock of PostgreSQL, which knows no story.
    Intake.objects.filter(pk=intake.pk).update(begun_at=timezone.now())


def _hand_in(intake: Intake, _by: Member) -> None:
    for item in completeness.progress(intake).still_open:
        _hand_over(item)
    submission.submit(intake=intake)


def _review(intake: Intake, by: Member) -> None:
    intake.refresh_from_db()
    uploads = list(Upload.objects.filter(item__intake=intake).order_by("pk"))
    for upload in uploads[: len(uploads) // 3]:
        decisions.approve(upload=upload, by=by)
    if reason := RETURNS.get(intake.matter.title):
        own = languages.default()
        decisions.return_(upload=uploads[-1], reason=reason, own_language=own, by=by)


def _approve(intake: Intake, by: Member) -> None:
    decisions.approve_all(intake=intake, by=by)


def _answer_questions(intake: Intake) -> None:
    """Answers show more questions, so until none is open that this person answers."""
    while waiting := [
        item for item in visibility.visible_items(intake) if _will_answer(item, intake)
    ]:
        for item in waiting:
            item.intake = intake
            answers.give_answer(item=item, answer=_answer(item, intake))


def _will_answer(item: Item, intake: Intake) -> bool:
    open_question = item.kind == Item.Kind.QUESTION and item.state == Item.State.OPEN
    return open_question and bool(_answer(item, intake))


def _answer(item: Item, intake: Intake) -> Raw:
    """Nothing where somebody has nothing to say; of required ones the likeliest."""
    client = intake.matter.client
    about = {
        "Your full legal name": client.name if client else "",
        "The best number to call you": client.phone if client else "",
        **PEOPLE[intake.matter.title],
    }
    if item.title in about or not item.required:
        return about.get(item.title)
    return item.options[0]["value"] if item.options else "yes"


def _hand_over(item: Item) -> None:
    """A photo mostly, as clients send them; a PDF now and then."""
    name = f"{item.title}.{'png' if item.position % 4 else 'pdf'}"
    client = item.intake.matter.client
    lines = [client.name if client else "", *wrap(item.help, 60), "Made up for showing CaseHug."]
    content = io.BytesIO(paper(name, item.title, lines))
    file = File(content, name=name)
    file.size = content.getbuffer().nbytes
    upload = receiving.receive(item=item, name=name, file=file, nonce=f"demo-{item.pk}")
    # Its own clock is not the story's.
    upload.uploaded_at = timezone.now()
    upload.save(update_fields=["uploaded_at"])


@contextmanager
def _moment(begun, part: float) -> Iterator[None]:
    """So far on the way from the matter's first day to today."""
    moment = begun + timedelta(seconds=(timezone.now() - begun).total_seconds() * part)
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield
