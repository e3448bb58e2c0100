"""Every page of the portal, and whose phone looks at it."""

from __future__ import annotations

from dataclasses import dataclass

from casehug.models import Member
from casehug.tenancy.scope import firm_scope
from intake.links import devices
from intake.links.private_links import revoke_link
from intake.models import Intake, Item
from tests.bench.clients.filling import (
    LONGEST,
    Phone,
    answer_all,
    hand_in,
    hand_in_all,
    intake_of,
    invite,
    photo,
)


@dataclass(frozen=True)
class Place:
    name: str
    path: str
    secret: str = ""
    wanted: int = 200


def places(by: Member, language: str) -> list[Place]:
    """On the longest checklist that ships, with every question answered, so that each page is as long as it gets."""
    with firm_scope(by.firm_pk):
        going, over, gone = (invite(by, number, LONGEST) for number in range(3))
        for phone in (going, over, gone):
            Intake.objects.filter(key=phone.key).update(language=language)
        _go_on(going)
        hand_in_all(_answered(over), photo())
        for link in intake_of(gone).links.all():
            revoke_link(link=link, by=by)
        return [*_entrance(going, gone, language), *_inside(going), *_after(over)]


def _answered(phone: Phone) -> Intake:
    answer_all(intake := intake_of(phone))
    return intake


def _go_on(phone: Phone) -> None:
    """Answered; one document is here; another phone waits for its code."""
    intake = _answered(phone)
    hand_in(Item.objects.get(pk=phone.documents[0]), photo())
    devices.send_code(link=intake.links.get(revoked_at=None))


def _entrance(going: Phone, gone: Phone, language: str) -> list[Place]:
    chosen = f"?lang={language}"
    return [
        Place("welcome", going.link + chosen),
        Place("code", f"{going.link}code/{chosen}"),
        Place("closed", gone.link, wanted=404),
    ]


def _inside(phone: Phone) -> list[Place]:
    questions = [
        Place(f"questions: {category}", phone.at(f"questions/{category}/"), phone.secret)
        for category in phone.categories
    ]
    return [
        Place("list", phone.at(), phone.secret),
        *questions,
        Place("document", phone.at(f"items/{phone.documents[0]}/"), phone.secret),
        Place("excuse", phone.at(f"items/{phone.documents[1]}/excuse/"), phone.secret),
        Place("review", phone.at("review/"), phone.secret),
    ]


def _after(phone: Phone) -> list[Place]:
    return [Place("sent", phone.at("sent/"), phone.secret)]
