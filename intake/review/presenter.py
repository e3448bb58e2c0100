"""Presenter: what the review pages show: the queue on the left, one upload in the middle, what may
be done.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from casehug.models import Member
from intake.models import Intake, Upload
from intake.review import decisions, display, return_notice
from intake.review.display import Sight
from intake.review.queue import A_PAGE, SHOWN, beyond, chosen, known, of_matter, waiting
from intake.review.recent_decisions import (
    DECIDED,
    WITHIN_REACH,
    former_return,
    is_own,
    newest_first,
    returned_before,
    within_reach,
)


@dataclass(frozen=True, slots=True)
class PageQuery:
    """What the address of a review page, or a form on it, says."""

    at: str = ""
    last: str = ""
    after: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Returning:
    """A return that was refused: what was typed, and why."""

    canned: str
    own: str
    own_language: str
    why: str


@dataclass(slots=True)
class Desk:
    """One review page. `here` is what lies in the middle; `last` what was decided just before;
    `decided` what else this member decided not long ago, newest first."""

    path: str
    member: Member
    matter_id: int | None
    rows: list[Upload]
    here: Upload | None
    page_query: PageQuery
    decided: list[Upload]
    former: Upload | None = None
    more_url: str = ""
    oldest_url: str = ""
    returning: Returning | None = None
    sight: Sight | None = None
    entries: list["Entry"] = field(default_factory=list)
    not_undone: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        offered = {one.pk: one for one in [*self.decided, *([self.here] if self.here else [])]}
        self.not_undone = decisions.not_undone(list(offered.values()))
        if self.here:
            self.sight = display.of(self.here, self.page_query.page)
        self.entries = [Entry(row, self.url(row), self._is_here(row)) for row in self.rows]

    def url(self, upload: Upload, **marks: int) -> str:
        kept = {"after": self.after} if self.after else {}
        return f"{self.path}?{urlencode(kept | {'at': upload.pk} | marks)}"

    @property
    def after(self) -> str:
        return self.page_query.after

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
        return self.entries[at - 1].url if at > 0 else self.oldest_url

    @property
    def next_page_url(self) -> str:
        return self._page_url(self.sight.next_page if self.sight else 0)

    @property
    def former_page_url(self) -> str:
        return self._page_url(self.sight.former_page if self.sight else 0)

    def _page_url(self, page: int) -> str:
        return self.url(self.here, page=page) if self.here and page else ""

    @property
    def to_review(self) -> list[Upload]:
        """What may be approved together."""
        return [row for row in self.rows if row.state == Upload.State.UPLOADED and row.is_safe]

    @property
    def scanning(self) -> list[Upload]:
        waiting = [row for row in self.rows if row.state == Upload.State.UPLOADED]
        return [row for row in waiting if row.scan == Upload.Scan.PENDING]

    @property
    def newest(self) -> int:
        """What came after everything on this page has a larger id."""
        return max((row.pk for row in self.rows), default=0)

    # What was decided, and may be undone

    @property
    def why_not_undone(self) -> str:
        return self.not_undone.get(self.here.pk, "") if self.here else ""

    @property
    def why_last_stays(self) -> str:
        return self.not_undone.get(self.last.pk, "") if self.last else ""

    @property
    def told(self) -> str:
        return return_notice.said(self.here) if self.here else ""

    @property
    def last(self) -> Upload | None:
        return next((row for row in self.decided if str(row.pk) == self.page_query.last), None)

    @property
    def others(self) -> list[Upload]:
        """Decided by this member, and neither in the middle nor told above it."""
        apart = {row.pk for row in (self.last, self.here) if row}
        return [row for row in self.decided if row.pk not in apart | set(self.not_undone)]

    @property
    def key_undoes(self) -> int:
        """What U takes back: only ever a decision of this member's."""
        if self.last:
            return 0 if self.why_last_stays else self.last.pk
        if self.here and self.here.state in DECIDED:
            own = self.here.reviewed_by_id == self.member.pk and not self.why_not_undone
            return self.here.pk if own else 0
        return next((row.pk for row in self.others), 0)


@dataclass(frozen=True, slots=True)
class Entry:
    upload: Upload
    url: str
    is_here: bool


def queue_desk(member: Member, page_query: PageQuery, returning: Returning | None = None) -> Desk:
    """Every matter's, a page at a time; as many queries however much waits."""
    rows = waiting().select_related(*SHOWN)
    start = known(page_query.after)
    if start:
        rows = beyond(rows, start)
    found = list(rows[: A_PAGE + 1])
    path = reverse("intake:review")
    more = f"{path}?after={found[A_PAGE - 1].pk}" if len(found) > A_PAGE else ""
    found = found[:A_PAGE]
    here = chosen(page_query.at, found) or (found[0] if found else None)
    return Desk(
        path,
        member,
        None,
        found,
        here,
        PageQuery(
            page_query.at, page_query.last, page_query.after if start else "", page_query.page
        ),
        within_reach(member),
        former_return(here),
        more,
        path if start else "",
        returning,
    )


def matter_desk(
    intake: Intake, member: Member, page_query: PageQuery, returning: Returning | None = None
) -> Desk:
    """All that came in for one matter, in the order of its checklist. Where nothing is left to
    decide, and nothing was asked for, nothing lies in the middle."""
    found = list(of_matter(intake).select_related(*SHOWN))
    path = reverse("intake:review-matter", args=[intake.matter_id])
    here = chosen(page_query.at, found) or next(
        (row for row in found if row.state == Upload.State.UPLOADED), None
    )
    return Desk(
        path,
        member,
        intake.matter_id,
        found,
        here,
        PageQuery(page_query.at, page_query.last, "", page_query.page),
        [row for row in newest_first(found) if is_own(row, member)][:WITHIN_REACH],
        returned_before(here, found),
        returning=returning,
    )
