"""Puts the story into the database. Run twice, it changes nothing the second time."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest import mock

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from casehug.accounts import team
from casehug.models import Firm, Member, User
from casehug.tenancy.scope import firm_scope, person_scope
from matters.demo.cast import ClientStory, FirmStory, MatterStory, Person
from matters.demo.papers import paper
from matters.demo.story import FIRMS
from matters.domain.clients import create_client
from matters.domain.documents import add_document
from matters.domain.matters import create_matter
from matters.models import CaseType, Client, Matter

STAGES = ["seeded"]


def seed(*, password: str) -> None:
    for story in FIRMS:
        people = {person.email: _user(person, password) for person in story.members}
        firm = _firm(story, people)
        with firm_scope(firm.id):
            members = {p.email: _member(p, people[p.email]) for p in story.members}
            for matter in story.matters:
                _matter(matter, members)


def accounts(password: str) -> list[dict[str, str]]:
    return [
        {
            "email": person.email,
            "password": password,
            "role": person.role,
            "firm": story.name,
        }
        for story in FIRMS
        for person in story.members
    ]


def _user(person: Person, password: str) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, password, name=person.name)
    elif not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    team.confirm_address(user)
    return user


def _firm(story: FirmStory, people: dict[str, User]) -> Firm:
    """A firm can be found only through those who work there."""
    for user in people.values():
        with person_scope(user.pk):
            mine = Member.unscoped.filter(user=user, firm__name=story.name)
            if member := mine.select_related("firm").first():
                return member.firm
    return Firm.found(name=story.name, plan=story.plan, phone=story.phone, email=story.email)


def _member(person: Person, user: User) -> Member:
    return Member.objects.get_or_create(user=user, defaults={"role": person.role})[0]


@transaction.atomic
def _matter(story: MatterStory, members: dict[str, Member]) -> None:
    if Matter.objects.filter(title=story.title).exists():
        return
    by = members[story.by]
    with _days_ago(story.days_ago):
        matter = create_matter(
            title=story.title,
            case_type=CaseType.objects.get(name=story.case_type),
            state=story.state,
            county=story.county,
            status=story.status,
            client=_client(story.client, by) if story.client else None,
            client_facing_name=story.client_facing_name,
            by=by,
        )
    for number, sheet in enumerate(story.papers, 1):
        content = io.BytesIO(paper(sheet.name, sheet.title, sheet.lines))
        with _days_ago(story.days_ago * (1 - number / 10)):
            add_document(matter=matter, file=_file(content, sheet.name), by=by)


def _file(content: io.BytesIO, name: str) -> File:
    file = File(content, name=name)
    file.size = content.getbuffer().nbytes
    return file


def _client(story: ClientStory, by: Member) -> Client:
    same = Client.objects.filter(first_name=story.first_name, last_name=story.last_name)
    return same.first() or create_client(
        first_name=story.first_name,
        last_name=story.last_name,
        email=story.email,
        phone=story.phone,
        by=by,
    )


@contextmanager
def _days_ago(days: float) -> Iterator[None]:
    """The story began a while ago: rows written in here carry that time."""
    moment = timezone.now() - timedelta(days=days)
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield
