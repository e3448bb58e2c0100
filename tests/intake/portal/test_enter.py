"""Return in a field presses the button one means, on every page of the portal."""

import pytest

from intake.models import Asked
from tests.forms import Forms, pressed_wrongly


@pytest.fixture
def everything(ask):
    """A question of each kind, and a document that may be typed."""
    options = [{"value": "one", "labels": {"en": "One"}}, {"value": "two", "labels": {"en": "Two"}}]
    for kind in Asked.Answer.values:
        about = {"options": options} if kind in {"choice", "choices"} else {}
        ask(f"Question {kind}", answer_type=kind, **about)
    return ask("Your bank accounts", "document", may_be_typed=True)


def test_return_presses_the_button_one_means(phone, everything, token, client):
    question = phone.intake.items.filter(kind="question").first()
    paths = [
        "", "review/", "forgetting/", "questions/financial/", f"items/{everything.pk}/",
        f"items/{everything.pk}/excuse/", f"items/{question.pk}/excuse/",
    ]  # fmt: skip
    pages = {path: phone.reads(path) for path in paths}
    pages["sent wrong"] = phone.sends(f"items/{question.pk}/excuse/").content.decode()
    pages["code"] = client.get(f"/p/{token}/", follow=True).content.decode()
    pages["code sent"] = client.post(f"/p/{token}/code/new/", follow=True).content.decode()
    assert all(Forms(page).found for page in pages.values())
    assert {path: found for path, page in pages.items() if (found := pressed_wrongly(page))} == {}
