"""The templates of what a case type asks for."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from casehug import audit
from casehug.models import Firm
from intake.domain.copying import Draft, write
from intake.models import Category, Checklist, ChecklistItem
from intake.shipped import CHECKLISTS
from intake.shipped.words import Ask
from matters.models import CaseType, Matter

ORDER = {category: place for place, category in enumerate(Category.values)}


@transaction.atomic
def ship(*, firm: Firm) -> None:
    """Give the firm in scope checklists for those of its case types that ship and have none."""
    bare = CaseType.objects.filter(name__in=CHECKLISTS, checklists=None)
    made = Checklist.objects.bulk_create(Checklist(firm=firm, case_type=one) for one in bare)
    write(draft for checklist in made for draft in _shipped(checklist))
    if made:
        audit.record("checklists.shipped", firm, by=None)


def _shipped(checklist: Checklist) -> Iterable[Draft]:
    for position, ask in enumerate(in_order(CHECKLISTS[checklist.case_type.name])):
        parent = ask.when and (checklist.pk, ask.when[0])
        yield Draft((checklist.pk, ask.key), parent, _item(checklist, ask, position))


def _item(checklist: Checklist, ask: Ask, position: int) -> ChecklistItem:
    return ChecklistItem(
        checklist=checklist,
        kind=ask.kind,
        answer_type=ask.answer_type,
        category=ask.category,
        title=ask.title,
        title_es=ask.title_es,
        help=ask.help,
        help_es=ask.help_es,
        options=ask.options,
        required=ask.required,
        position=position,
        shown_if_value=ask.when[1] if ask.when else "",
        states=list(ask.states),
    )


def in_order(asked: Iterable[Any]) -> list[Any]:
    """By category, as a client meets them; within one, as they came."""
    return sorted(asked, key=lambda one: ORDER[one.category])


def by_category(asked: Iterable[Any]) -> list[tuple[Category, list[Any]]]:
    """In the order a client meets them, without empty ones."""
    found: dict[str, list[Any]] = {}
    for one in in_order(asked):
        found.setdefault(one.category, []).append(one)
    return [(Category(category), those) for category, those in found.items()]


def for_matter(matter: Matter) -> Checklist | None:
    """The one for the matter's state where there is one, else the one for all states."""
    those = Checklist.objects.filter(case_type=matter.case_type_id, state__in=["", matter.state])
    return those.order_by("-state").first()


def asked_in(checklist: Checklist, state: str) -> list[ChecklistItem]:
    return [item for item in checklist.items.all() if not item.states or state in item.states]
