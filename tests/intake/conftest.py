"""An intake made with its matter, and the pages of the members."""

import pytest
from django.test import Client

from intake import summary
from intake.lifecycle.intakes import add_item
from intake.links.private_links import make_link
from intake.models import Intake, Item
from matters.domain.matters import create_matter


@pytest.fixture
def new_intake(in_firm, lena, divorce, maya):
    """new_intake(state="WA") → the intake that came with a new matter."""

    def make(**fields):
        about = {"title": "Ruiz — Divorce", "case_type": divorce, "client": maya, "state": "OR"}
        return Intake.objects.get(matter=create_matter(**about | fields, by=lena))

    return make


@pytest.fixture
def intake(new_intake):
    return new_intake()


@pytest.fixture
def item_named(intake):
    return lambda title: Item.objects.get(intake=intake, title=title)


@pytest.fixture
def lenas(signed_in, lena, in_firm):
    return signed_in(lena)


@pytest.fixture
def maras(signed_in, mara, in_firm):
    return signed_in(mara)


@pytest.fixture
def ottos(signed_in, otto):
    return signed_in(otto)


# --- The portal: Maya's phone ---------------------------------------------------------------------


@pytest.fixture
def small(intake):
    """An intake that asks for nothing yet."""
    intake.items.all().delete()
    return intake


@pytest.fixture
def ask(small, lena):
    """ask("Most recent tax return", "document") → the item."""

    def make(title, kind="question", answer_type="short", **fields):
        about = {"category": "financial", "title": title, "kind": kind}
        if kind == "question":
            about["answer_type"] = answer_type
        return add_item(intake=small, by=lena, **about | fields)

    return make


@pytest.fixture
def token(small, lena):
    return make_link(intake=small, by=lena)


@pytest.fixture
def phone(small, token):
    """A browser remembered for `small`; `phone.at("review/")` → the path."""
    return Phone(small).starts(token)


class Phone(Client):
    def __init__(self, intake, **options):
        super().__init__(**options)
        self.intake = intake

    def starts(self, token):
        answer = self.post(f"/p/{token}/")
        assert answer.status_code == 302
        return self

    def at(self, path=""):
        return f"/portal/{self.intake.key}/{path}"

    def reads(self, path=""):
        answer = self.get(self.at(path))
        assert answer.status_code == 200
        return answer.content.decode()

    def sends(self, path, data=None, **options):
        return self.post(self.at(path), data or {}, **options)


# --- The portal in the pseudo-language ------------------------------------------------------------


@pytest.fixture
def pseudo(small, pseudo_language):
    """Chosen for Maya's intake."""
    Intake.objects.update(language=pseudo_language)
    small.refresh_from_db()
    return pseudo_language


@pytest.fixture
def alone(pseudo, settings):
    """A browser of somebody unknown, where no other language is spoken."""
    settings.LANGUAGES = [one for one in settings.LANGUAGES if one[0] == pseudo]
    return Client(headers={"accept-language": pseudo})


# --- An intake short enough to finish -------------------------------------------------------------


@pytest.fixture
def modest(matter):
    """Two documents and a question are required; a third document is not."""
    intake = Intake.objects.create(matter=matter, status=Intake.Status.SENT)
    document, question = Item.Kind.DOCUMENT, Item.Kind.QUESTION
    for position, (kind, title, required) in enumerate(
        [
            (document, "Passport", True),
            (document, "Most recent tax return", True),
            (document, "Car title", False),
            (question, "Where do you work?", True),
        ]
    ):
        Item.objects.create(
            intake=intake,
            kind=kind,
            title=title,
            translations={"es": {"title": f"{title} (es)"}},
            required=required,
            position=position,
            answer_type="short" if kind == question else "",
        )
    return intake


@pytest.fixture
def passport(modest):
    return modest.items.get(title="Passport")


@pytest.fixture
def tax_return(modest):
    return modest.items.get(title="Most recent tax return")


@pytest.fixture
def car_title(modest):
    return modest.items.get(title="Car title")


@pytest.fixture
def answered(modest):
    """The question of `modest`, answered."""
    item = modest.items.get(kind=Item.Kind.QUESTION)
    item.answer, item.state = "At the bakery", Item.State.GIVEN
    item.save()
    return item


@pytest.fixture
def quick_summary(monkeypatch):
    monkeypatch.setattr(summary, "make_summary", lambda intake: b"%PDF-1.7 summary")
