"""A firm with a logo, and clients at every place of the portal."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, field

from django.core.files.base import ContentFile, File
from PIL import Image, ImageDraw

from casehug.models import Firm, Member, User
from casehug.tenancy.scope import firm_scope
from intake.answers import answers
from intake.answers.types import Raw
from intake.branding import logo
from intake.lifecycle import submission
from intake.links import devices, private_links
from intake.models import Asked, Intake, Item
from intake.progress import completeness, visibility
from intake.uploads import receiving
from matters.domain.matters import create_matter
from matters.models import CaseType, Client

# Of those that ship, the one that asks for most.
LONGEST = "Divorce — Business Owner"
USUAL = "Divorce — Standard"


ANSWERS: dict[str, Raw] = {
    "short": "As on my papers",
    "long": "We have tried to settle this ourselves and would like it to stay calm.",
    "date": "1984-06-14",
    "money": "1,250",
    "yes_no": "yes",
    "phone": "(503) 555-0118",
    "address": {"line1": "418 SE Alder Street", "city": "Portland", "state": "OR", "zip": "97214"},
    "person": {"name": "Marcus Bell", "relation": "brother", "phone": "(503) 555-0199"},
}


@dataclass
class Phone:
    """What a client's browser holds, and where it may go."""

    token: str
    key: str
    secret: str
    texts: list[int] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)

    def at(self, path: str = "") -> str:
        return f"/portal/{self.key}/{path}"

    @property
    def link(self) -> str:
        return f"/p/{self.token}/"


def found_firm(name: str = "Hart & Vale LLP") -> Member:
    """Its admin; to be followed by firm_scope(member.firm_id)."""
    firm = Firm.found(name=name, phone="(503) 555-0142", colour="#0f766e")
    with firm_scope(firm.pk):
        person = User.objects.create_user(f"mara@{firm.key}.example", name="Mara Hart")
        member = Member.objects.create(user=person, role="admin")
        logo.set_logo(firm=firm, file=ContentFile(_logo(name)), by=member)
        return member


def _logo(name: str) -> bytes:
    """Words and a mark with soft edges, as most logos of firms are."""
    large = Image.new("RGBA", (1600, 400))
    pen = ImageDraw.Draw(large)
    pen.ellipse((20, 40, 340, 360), fill="#0f766e")
    pen.text((420, 120), name, fill="#1f2937", font_size=150)
    out = io.BytesIO()
    large.resize((960, 240)).save(out, format="PNG")
    return out.getvalue()


def invite(by: Member, number: int, case_type: str = USUAL) -> Phone:
    """A client whose phone is remembered, and who has given nothing yet."""
    client = Client.objects.create(
        first_name="Maya", last_name=f"Ruiz {number}", email=f"maya{number}@example.com"
    )
    matter = create_matter(
        title=f"Ruiz {number}",
        case_type=CaseType.objects.get(name=case_type),
        state="OR",
        client=client,
        by=by,
    )
    return phone_of(Intake.objects.get(matter=matter), by)


def phone_of(intake: Intake, by: Member) -> Phone:
    token = private_links.make_link(intake=intake, by=by)
    private_links.mark_sent(intake)
    link = intake.links.get(revoked_at=None)
    phone = Phone(token, intake.key, devices.remember(link=link))
    for item in visibility.visible_items(intake):
        if item.kind == Item.Kind.DOCUMENT:
            phone.documents.append(item.pk)
            continue
        if item.answer_type == Asked.Answer.SHORT:
            phone.texts.append(item.pk)
        if item.category not in phone.categories:
            phone.categories.append(item.category)
    return phone


def intake_of(phone: Phone) -> Intake:
    return Intake.objects.select_related("matter__client").get(key=phone.key)


def answer_all(intake: Intake) -> None:
    """Answers bring in more questions, so until none is open."""
    while waiting := [i for i in visibility.visible_items(intake) if is_waiting(i)]:
        for item in waiting:
            answers.give_answer(item=item, answer=_answer(item))


def is_waiting(item: Item) -> bool:
    return item.kind == Item.Kind.QUESTION and item.state == Item.State.OPEN


def _answer(item: Item) -> Raw:
    if not item.options:
        return ANSWERS[item.answer_type]
    value = item.options[0]["value"]
    return [value] if item.answer_type == Asked.Answer.CHOICES else value


def hand_in_all(intake: Intake, photo: bytes) -> None:
    for item in completeness.progress(intake).still_open:
        hand_in(item, photo)
    assert submission.submit(intake=intake) == []


def hand_in(item: Item, photo: bytes) -> None:
    file = File(io.BytesIO(photo), name="Photo.jpg")
    file.size = len(photo)
    receiving.receive(item=item, name="Photo.jpg", file=file, nonce=f"bench-{item.pk}")


def photo(width: int = 900, height: int = 640) -> bytes:
    """Of about 300 kB, which is what phones send of a page once they made it smaller."""
    out = io.BytesIO()
    noise = Image.frombytes("L", (width, height), os.urandom(width * height))
    noise.convert("RGB").save(out, format="JPEG", quality=60)
    return out.getvalue()
