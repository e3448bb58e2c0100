"""Row access: a URL becomes a row through the firm in scope; somebody else's row is a 404."""

from django.shortcuts import get_object_or_404

from intake.models import Checklist, ChecklistItem, Intake, Item, Upload


def checklist(checklist_id: int) -> Checklist:
    rows = Checklist.objects.counted().select_related("case_type")
    return get_object_or_404(rows, pk=checklist_id)


def checklist_item(checklist_id: int, item_id: int) -> ChecklistItem:
    rows = ChecklistItem.objects.select_related("checklist__case_type")
    return get_object_or_404(rows, pk=item_id, checklist=checklist_id)


def intake_of(matter_id: int) -> Intake:
    rows = Intake.objects.select_related("matter__client", "matter__case_type")
    return get_object_or_404(rows, matter=matter_id)


def item_of(matter_id: int, item_id: int) -> Item:
    """One that is asked no longer included."""
    rows = Item.objects.select_related("intake__matter")
    return get_object_or_404(rows, pk=item_id, intake__matter=matter_id)


def item(item_id: int) -> Item:
    rows = Item.objects.select_related("intake__matter")
    return get_object_or_404(rows, pk=item_id, removed_at=None)


def upload(upload_id: int) -> Upload:
    """What the client took back is there no more."""
    rows = Upload.objects.exclude(state=Upload.State.REMOVED).select_related(
        "item__intake__matter", "reviewed_by__user", "document"
    )
    return get_object_or_404(rows, pk=upload_id)


def safe_upload(upload_id: int) -> Upload:
    """One whose bytes may leave: what was not found clean is not there either."""
    rows = Upload.objects.filter(scan__in=Upload.SAFE).exclude(state=Upload.State.REMOVED)
    return get_object_or_404(rows.select_related("item__intake"), pk=upload_id)
