"""Contact safety: how the client said they may be reached safely: where email is not among it, none
is sent unasked.
"""

from collections.abc import Iterable

from django.db.models import OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from intake.models import Email, Intake, Item

KEY = "safe_to_call"
EMAIL, TEXT = "email", "text"
SPOKEN = frozenset({"call", "voicemail"})


def answers() -> QuerySet[Item]:
    """To the question that ships, wherever its choice still holds email; asked still or not."""
    asked = Item.objects.filter(key=KEY, options__contains=[{"value": EMAIL}])
    return asked.exclude(Q(answer=None) | Q(answer=[])).order_by("-id")


def unsafe() -> QuerySet[Item]:
    """Of the intake outside: the answer that leaves email out."""
    return answers().filter(intake=OuterRef("pk")).exclude(answer__contains=EMAIL)


def instead_of_email(intake: Intake) -> str:
    """A Letter.Held; empty where email may be sent."""
    return instead(answers().filter(intake=intake))


def instead(asked: Iterable[Item]) -> str:
    """The same, from the items of an intake."""
    return next((of(item.answer) for item in asked if _is_ours(item)), "")


def of(answer: object) -> str:
    """A Letter.Held; empty where email is among the ways, or none was chosen."""
    chosen = set(answer) if isinstance(answer, list) else set()
    if not chosen or EMAIL in chosen:
        return ""
    return Email.Held.TEXT if TEXT in chosen and not chosen & SPOKEN else Email.Held.CALL


def words(held: str, name: str) -> str:
    """Call Chidi: email is not safe"""
    if held == Email.Held.TEXT:
        form = (
            _("Text {name}: email is not safe") if name else _("Text the client: email is not safe")
        )
    else:
        form = (
            _("Call {name}: email is not safe") if name else _("Call the client: email is not safe")
        )
    return form.format(name=name)


def _is_ours(item: Item) -> bool:
    offered = {one["value"] for one in item.options}
    return item.key == KEY and EMAIL in offered and bool(item.answer)
