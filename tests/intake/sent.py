"""Files as clients send them, and an intake small enough to finish."""

import io
import itertools

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from intake.domain import receiving
from intake.models import Intake, Item
from matters.demo import papers

PDF = papers.pdf("Passport", ["Maya Ruiz"])
numbers = itertools.count(1)


def picture(kind="JPEG", size=(80, 60), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def heic(size=(80, 60)):
    import pillow_heif

    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", size, "teal")).save(out, quality=50)
    return out.getvalue()


def sent(item, name="Passport.pdf", content=PDF, nonce=None):
    return receiving.receive(
        item=item,
        name=name,
        file=SimpleUploadedFile("sent", content),
        nonce=nonce or f"nonce-{next(numbers)}",
    )


@pytest.fixture
def small(matter):
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
            title_es=f"{title} (es)",
            required=required,
            position=position,
            answer_type="short" if kind == question else "",
        )
    return intake


@pytest.fixture
def passport(small):
    return small.items.get(title="Passport")


@pytest.fixture
def tax_return(small):
    return small.items.get(title="Most recent tax return")


@pytest.fixture
def car_title(small):
    return small.items.get(title="Car title")


@pytest.fixture
def answered(small):
    """The question of `small`, answered."""
    item = small.items.get(kind=Item.Kind.QUESTION)
    item.answer, item.state = "At the bakery", Item.State.GIVEN
    item.save()
    return item
