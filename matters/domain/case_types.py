"""Case types: the kinds of matter a firm takes."""

from django.db import transaction
from django.db.models import Max

from casehug import audit
from casehug.models import Firm, Member
from casehug.translations.stored_texts import Translations, from_catalogues, with_translation
from matters.case_type_defaults import CASE_TYPES
from matters.models import CaseType


@transaction.atomic
def ship(*, firm: Firm) -> None:
    """Give the firm in scope its own copy of the case types that ship; those it has stay as they are."""
    shipped = [(area, name) for area, names in CASE_TYPES.items() for name in names]
    had = set(CaseType.objects.values_list("name", flat=True))
    CaseType.objects.bulk_create(
        CaseType(
            firm=firm,
            name=name,
            translations=from_catalogues(name=name),
            practice_area=area,
            position=position,
        )
        for position, (area, name) in enumerate(shipped)
        if name not in had
    )
    if not had:
        audit.record("case_types.shipped", firm, by=None)


@transaction.atomic
def add_case_type(
    *, name: str, practice_area: str, by: Member, translations: Translations | None = None
) -> CaseType:
    """Of the firm's own, after those it has."""
    last = CaseType.objects.aggregate(last=Max("position"))["last"] or 0
    case_type = CaseType.objects.create(
        name=name,
        translations=translations or {},
        practice_area=practice_area,
        position=last + 1,
    )
    audit.record("case_type.added", case_type, by=by.user)
    return case_type


@transaction.atomic
def translate_name(*, case_type: CaseType, language: str, name: str, by: Member) -> None:
    """What clients who read `language` see; empty: the name itself."""
    if case_type.translation(language, "name") != name:
        case_type.translations = with_translation(case_type.translations, language, name=name)
        case_type.save(update_fields=["translations"])
        audit.record("case_type.name_translated", case_type, by=by.user, language=language)


def by_practice_area(case_types: list[CaseType]) -> list[tuple[str, list[CaseType]]]:
    """In the order of the first of each area."""
    areas: dict[str, list[CaseType]] = {}
    for case_type in case_types:
        areas.setdefault(case_type.practice_area, []).append(case_type)
    return list(areas.items())
