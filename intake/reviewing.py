"""What the review pages show: the queue on the left, one upload in the middle, what may be done."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from intake.domain import intakes, previews, review
from intake.domain.answers import shown
from intake.models import Intake, Item, Upload

A_PAGE = 25
MOST_COUNTED = 500

# Words for the client in both languages; staff read the English.
REASONS = {
    "pages": (
        "A page is missing. Send all pages.",
        "Falta una página. Envíe todas las páginas.",
    ),
    "blurry": (
        "It is too blurry or dark to read. Take the photo again in good light.",
        "Está borroso u oscuro y no se puede leer. Tome la foto otra vez con buena luz.",
    ),
    "cut": (
        "Part of it is cut off. All four corners need to be in the picture.",
        "Falta una parte. Las cuatro esquinas deben verse en la foto.",
    ),
    "wrong": (
        "This is a different document from the one we asked for.",
        "Este es un documento distinto del que pedimos.",
    ),
    "old": (
        "It is too old. Send the most recent one.",
        "Es demasiado antiguo. Envíe el más reciente.",
    ),
    "unsigned": (
        "It is not signed. Sign it and send it again.",
        "No está firmado. Fírmelo y envíelo de nuevo.",
    ),
    "locked": (
        "We cannot open it: it has a password. Send a copy without one.",
        "No podemos abrirlo: tiene contraseña. Envíe una copia sin contraseña.",
    ),
}


def reason_for(language: str, canned: str, own: str) -> str:
    """What the client will read."""
    words = REASONS.get(canned, ("", ""))[language == "es"]
    return f"{words} {own.strip()}".strip()


# --- The queue -----------------------------------------------------------------------------------


def waiting() -> QuerySet[Upload]:
    """Of every matter, oldest first."""
    return Upload.objects.awaiting_review().order_by("uploaded_at", "id")


def beyond(rows: QuerySet[Upload], upload: Upload) -> QuerySet[Upload]:
    later = Q(uploaded_at__gt=upload.uploaded_at)
    same_moment = Q(uploaded_at=upload.uploaded_at, pk__gt=upload.pk)
    return rows.filter(later | same_moment, uploaded_at__gte=upload.uploaded_at)


def after(upload: Upload, matter_id: int | None) -> Upload | None:
    """Whose turn it is once this one is decided: the next as its page lists them."""
    if matter_id is None:
        others = waiting().exclude(pk=upload.pk)
        return beyond(others, upload).first() or others.first()
    rows = list(_of_matter(upload.item.intake))
    at = next((at for at, row in enumerate(rows) if row.pk == upload.pk), 0)
    turn = rows[at + 1 :] + rows[:at]
    return next((row for row in turn if row.state == Upload.State.UPLOADED), None)


def _of_matter(intake: Intake) -> QuerySet[Upload]:
    """All that came in, in the order of the checklist."""
    rows = Upload.objects.filter(item__intake=intake, item__removed_at=None)
    rows = rows.exclude(state=Upload.State.REMOVED)
    return rows.order_by("item__position", "item_id", "uploaded_at", "id")


@dataclass(slots=True)
class Desk:
    """One review page. `here` is what lies in the middle; `last` what was decided just before."""

    path: str
    matter_id: int | None
    rows: list[Upload]
    here: Upload | None
    after: str = ""
    last: Upload | None = None
    more_url: str = ""
    entries: list["Entry"] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.here:
            previews.of(self.here)
        self.entries = [Entry(row, self.url(row), self._is_here(row)) for row in self.rows]

    def url(self, upload: Upload) -> str:
        return f"{self.path}?{urlencode(self.marks | {'at': upload.pk})}"

    @property
    def marks(self) -> dict[str, str]:
        return {"after": self.after} if self.after else {}

    def _is_here(self, row: Upload) -> bool:
        return self.here is not None and row.pk == self.here.pk

    @property
    def _place(self) -> int:
        return next((at for at, entry in enumerate(self.entries) if entry.is_here), -1)

    @property
    def next_url(self) -> str:
        following = self.entries[self._place + 1 :]
        return following[0].url if following else self.more_url

    @property
    def former_url(self) -> str:
        at = self._place
        return self.entries[at - 1].url if at > 0 else ""

    @property
    def to_review(self) -> int:
        return sum(row.state == Upload.State.UPLOADED and row.is_safe for row in self.rows)

    @property
    def why_not_undone(self) -> str:
        return review.why_not_undone(self.here, self.here.item.intake) if self.here else ""

    @property
    def last_can_be_undone(self) -> bool:
        return bool(
            self.last
            and self.last.state in {Upload.State.APPROVED, Upload.State.RETURNED}
            and not review.why_not_undone(self.last, self.last.item.intake)
        )


@dataclass(frozen=True, slots=True)
class Entry:
    upload: Upload
    url: str
    is_here: bool


SHOWN = ("item__intake__matter__client", "item__intake__matter__case_type", "reviewed_by__user")


def queue_desk(at: str, last: str, after: str) -> Desk:
    """Every matter's, a page at a time; as many queries however much waits."""
    rows = waiting().select_related(*SHOWN)
    if start := _known(after):
        rows = beyond(rows, start)
    found = list(rows[: A_PAGE + 1])
    path = reverse("intake:review")
    more = f"{path}?after={found[A_PAGE - 1].pk}" if len(found) > A_PAGE else ""
    found = found[:A_PAGE]
    here = _chosen(at, found) or (found[0] if found else None)
    return Desk(path, None, found, here, after if start else "", _known(last), more)


def matter_desk(intake: Intake, at: str, last: str) -> Desk:
    """All that came in for one matter, in the order of its checklist."""
    found = list(_of_matter(intake).select_related(*SHOWN))
    path = reverse("intake:review-matter", args=[intake.matter_id])
    here = _chosen(at, found) or next((u for u in found if u.state == Upload.State.UPLOADED), None)
    here = here or (found[0] if found else None)
    return Desk(path, intake.matter_id, found, here, last=_known(last))


def _known(pk: str) -> Upload | None:
    rows = Upload.objects.select_related(*SHOWN)
    return rows.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 19 else None


def _chosen(pk: str, among: list[Upload]) -> Upload | None:
    """Decided by somebody else meanwhile, it is still shown, and says so."""
    near = next((row for row in among if str(row.pk) == pk), None)
    chosen = near or _known(pk)
    return None if chosen is None or chosen.state == Upload.State.REMOVED else chosen


# --- What else a matter's page shows -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    """open: required and still missing. excused: with what the client said. ready: nothing is open."""

    answers: list[Answer]
    excused: list[Item]
    open: list[Item]
    ready: bool


def standing(intake: Intake) -> Standing:
    items = intakes.visible(intake.items.counting_uploads())
    open_items = review.outstanding(intake, items)
    return Standing(
        answers=[Answer(item.title, shown(item)) for item in items if item.answer is not None],
        excused=[item for item in items if item.excuse],
        open=[item for item in open_items if not item.to_review],
        ready=not open_items,
    )
