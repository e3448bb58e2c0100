"""Checklists: the templates of what a case type asks for."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from casehug import audit
from casehug.models import Firm, Member
from casehug.translations.stored_texts import Translations
from intake.checklists.copying import Draft, copied, write
from intake.checklists.defaults import CHECKLISTS
from intake.checklists.defaults.notation import Ask
from intake.models import Checklist, ChecklistItem
from intake.models.order import in_order
from matters.domain import case_types
from matters.models import CaseType, Matter


@transaction.atomic
def ship(*, firm: Firm, case_type: CaseType | None = None) -> None:
    """Give each case type of the firm in scope that has none a checklist: ours, or an empty one.

    case_type: this one alone. A first matter need not wait for the lists of all the others.
    """
    wanted = CaseType.objects.filter(**({"pk": case_type.pk} if case_type else {}))
    # Of two first matters at once the second waits here, and then finds the checklist there.
    list(wanted.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    bare = wanted.filter(checklists=None)
    made = Checklist.objects.bulk_create(Checklist(firm=firm, case_type=one) for one in bare)
    write(draft for checklist in made for draft in _shipped(checklist))
    if made:
        audit.record("checklists.shipped", firm, by=None)


def _shipped(checklist: Checklist) -> Iterable[Draft[tuple[int, str], ChecklistItem]]:
    for position, ask in enumerate(in_order(CHECKLISTS.get(checklist.case_type.name, []))):
        parent = ask.when and (checklist.pk, ask.when[0])
        yield Draft((checklist.pk, ask.key), parent, _item(checklist, ask, position))


def _item(checklist: Checklist, ask: Ask, position: int) -> ChecklistItem:
    return ChecklistItem(
        checklist=checklist,
        key=ask.key,
        kind=ask.kind,
        answer_type=ask.answer_type,
        category=ask.category,
        title=ask.title,
        help=ask.help,
        translations=ask.translations(),
        options=[one.translated() for one in ask.options],
        date_bounds=ask.date_bounds,
        parts=list(ask.parts),
        autofill=ask.autofill,
        may_be_typed=ask.may_be_typed,
        takes_recordings=ask.takes_recordings,
        required=ask.required,
        position=position,
        shown_if_value=ask.when[1] if ask.when else "",
        states=list(ask.states),
    )


def for_matter(matter: Matter) -> Checklist | None:
    """The one for the matter's state where there is one, else the one for all states."""
    return of_matter(matter).first()


def of_matter(matter: Matter) -> QuerySet[Checklist]:
    """Those that could be asked from, the closest first."""
    those = Checklist.objects.filter(case_type=matter.case_type_id, state__in=["", matter.state])
    return those.order_by("-state")


def asked_in(checklist: Checklist, state: str) -> list[ChecklistItem]:
    return [item for item in checklist.items.all() if not item.states or state in item.states]


@transaction.atomic
def copy_to_state(*, checklist: Checklist, state: str, by: Member) -> Checklist:
    """One of its own for the state, with what is asked there; the one it has already stays."""
    mine = Checklist.objects.filter(case_type=checklist.case_type_id, state=state).first()
    if mine:
        return mine
    made = Checklist.objects.create(case_type=checklist.case_type, state=state)
    _copy_items(asked_in(checklist, state), made, states=[])
    audit.record("checklist.copied", made, by=by.user, source=checklist.pk, state=state)
    return made


@transaction.atomic
def add_case_type(
    *,
    name: str,
    practice_area: str,
    by: Member,
    translations: Translations | None = None,
    like: Checklist | None = None,
) -> Checklist:
    """A case type of the firm's own; its checklist begins as a copy of `like`, or empty."""
    case_type = case_types.add_case_type(
        name=name, practice_area=practice_area, translations=translations, by=by
    )
    made = Checklist.objects.create(case_type=case_type)
    if like:
        _copy_items(like.items.all(), made)
    audit.record("checklist.made", made, by=by.user, source=like and like.pk)
    return made


def _copy_items(items: Iterable[ChecklistItem], into: Checklist, **more: object) -> None:
    write(
        Draft(
            one.pk,
            one.shown_if_id,
            ChecklistItem(checklist=into, **{"states": one.states, **copied(one), **more}),
        )
        for one in items
    )


@transaction.atomic
def remove_checklist(*, checklist: Checklist, by: Member) -> None:
    """Of a state alone: its matters go by the one for all states from now on."""
    if checklist.state:
        audit.record("checklist.removed", checklist, by=by.user, state=checklist.state)
        checklist.delete()
