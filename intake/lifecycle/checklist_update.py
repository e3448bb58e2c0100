"""Checklist update: an intake follows a checklist that has changed since, when staff say so and not
before.
"""

from django.db import transaction
from django.utils import timezone

from casehug import audit
from casehug.models import Member
from intake.checklists import checklists
from intake.checklists.copying import Draft, copied, write
from intake.lifecycle.intakes import checklist_of, reopen
from intake.models import Checklist, ChecklistItem, Intake, Item
from intake.progress import next_move
from matters.models import Matter


def is_behind(intake: Intake, checklist: Checklist | None) -> bool:
    """The checklist has changed since the intake followed it, or is another one by now."""
    if checklist is None:
        return False
    return intake.followed_at is None or checklist.changed_at > intake.followed_at


@transaction.atomic
def apply_checklist(*, intake: Intake, by: Member) -> int:
    """Ask what the checklist asks now; how many items were added, changed or are asked no longer.

    What the client answered, excused or sent files for stays as it is, and so does what staff asked
    or removed by hand.
    """
    intake = (
        Intake.objects.select_for_update(of=["self"]).select_related("matter").get(pk=intake.pk)
    )
    checklist = checklist_of(intake.matter)
    wanted = checklists.asked_in(checklist, intake.matter.state)
    had = list(intake.items.select_related("source").prefetch_related("uploads"))
    kept = _counterparts(wanted, had)
    drafts = [_draft(intake, one) for one in wanted if one.pk not in kept]
    made = write(drafts, among=kept)
    added = [made[draft.key] for draft in drafts if draft.key in made]
    changed = [one for one in wanted if one.pk in kept and _change(kept[one.pk], one, made)]
    gone = _drop(had, kept, checklist)
    reopen(intake, added)
    intake.followed_at = timezone.now()
    intake.save(update_fields=["followed_at"])
    next_move.mark(intake.pk)
    count = len(added) + len(changed) + gone
    audit.record("intake.followed", intake, by=by.user, matter=intake.matter_id, changes=count)
    return count


def _counterparts(wanted: list[ChecklistItem], had: list[Item]) -> dict[int, Item]:
    """By the checklist's item: its copy, or the item of the same kind and title."""
    by_source = {item.source_id: item for item in had if item.source_id}
    by_words = {(item.kind, item.title): item for item in had}
    found = {one.pk: by_source.get(one.pk) or by_words.get((one.kind, one.title)) for one in wanted}
    return {pk: item for pk, item in found.items() if item}


def _draft(intake: Intake, one: ChecklistItem) -> Draft[int, Item]:
    return Draft(one.pk, one.shown_if_id, Item(intake=intake, source=one, **copied(one)))


def is_touched(item: Item) -> bool:
    given = item.state != Item.State.OPEN or item.answer is not None or item.excuse
    return bool(given or item.removed_at or item.uploads.all())


def _change(item: Item, one: ChecklistItem, made: dict[int, Item]) -> bool:
    parent = made.get(one.shown_if_id) if one.shown_if_id else None
    wanted = {**copied(one), "source_id": one.pk, "shown_if_id": parent and parent.pk}
    differing = [name for name, value in wanted.items() if getattr(item, name) != value]
    if is_touched(item) or not differing:
        return False
    for name in differing:
        setattr(item, name, wanted[name])
    item.save(update_fields=[name.removesuffix("_id") for name in differing])
    return differing not in (["position"], ["source_id"], ["position", "source_id"])


def _drop(had: list[Item], kept: dict[int, Item], checklist: Checklist) -> int:
    """What another checklist asked for, where the matter's case type or state has changed."""
    still = {item.pk for item in kept.values()}
    gone = [
        item.pk
        for item in had
        if item.source and item.source.checklist_id != checklist.pk
        if item.pk not in still and not is_touched(item)
    ]
    return Item.objects.filter(pk__in=gone).update(removed_at=timezone.now())


def fall_behind(matter: Matter) -> None:
    """The matter's case type or state may have changed: its intake may go by another checklist."""
    copies = Item.objects.filter(intake__matter=matter, source__isnull=False)
    if copies.exists() and copies.exclude(source__checklist=checklist_of(matter)).exists():
        Intake.objects.filter(matter=matter).update(followed_at=None)
