"""Outstanding: intakes where the next move is the firm's, whether or not a file is there to show
it.
"""

from django.db.models import (
    CharField,
    Count,
    F,
    Func,
    IntegerField,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from intake.models import Intake, Item, Upload

WITH_CLIENT = (Intake.Status.SENT, Intake.Status.IN_PROGRESS, Intake.Status.RETURNED)
DEEPEST = 3
"""Questions above an item that PostgreSQL follows; what hangs lower counts as asked."""


class _AsJson(Func):
    function = "to_jsonb"
    output_field = JSONField()


def _is_asked(path: str = "", depth: int = DEEPEST) -> Q:
    """As `visibility.is_asked` says it: each question above was answered in the way that asks for this."""
    if not depth:
        return Q()
    parent, value = f"{path}shown_if", f"{path}shown_if_value"
    chosen = Q(**{f"{parent}__answer__contains": _AsJson(F(value))})
    yes = Q(**{f"{parent}__answer": Value(True, JSONField()), value: "yes"})  # noqa: FBT003
    no = Q(**{f"{parent}__answer": Value(False, JSONField()), value: "no"})  # noqa: FBT003
    above = _is_asked(f"{parent}__", depth - 1)
    return Q(**{f"{parent}__isnull": True}) | ((chosen | yes | no) & above)


def outstanding() -> QuerySet[Item]:
    """Of the intake outside: what `completeness.outstanding` finds."""
    counts = Q(required=True) | Q(state=Item.State.RETURNED, excuse="")
    wanted = Item.objects.filter(counts, intake=OuterRef("pk"), removed_at=None)
    answered = Q(kind=Item.Kind.QUESTION, state=Item.State.GIVEN)
    return wanted.exclude(answered | Q(state=Item.State.APPROVED)).filter(_is_asked())


def told(intakes: QuerySet) -> QuerySet:
    """Each with `files` to look at, `to_come`, how much is outstanding, and `since`, when the first of
    it came in."""
    theirs = Upload.objects.awaiting_review().filter(item__intake=OuterRef("pk")).order_by()
    first = theirs.order_by("uploaded_at").values("uploaded_at")[:1]
    return intakes.annotate(
        files=_number_of(theirs, "item__intake"),
        since=Coalesce(Subquery(first), "submitted_at", "active_at", "created_at"),
        to_come=_number_of(outstanding().order_by(), "intake"),
    )


def without_files() -> QuerySet:
    """Sent by the client, or with nothing outstanding, and no file waits for review."""
    return Intake.objects.for_the_firm().filter(has_files=False)


def _number_of(rows: QuerySet, intake: str) -> Coalesce:
    counted = rows.values(intake).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def marks(most: int) -> QuerySet:
    """ "file" or "intake" for each that waits, no more than `most` of either; one query."""
    of_file, of_intake = Value("file", CharField()), Value("intake", CharField())
    files = Upload.objects.awaiting_review().order_by().values_list(of_file)[:most]
    return files.union(without_files().order_by().values_list(of_intake)[:most], all=True)
