"""Steps: the way through an intake: for each category its questions on one page, then each document
on its own.
"""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from casehug.languages import joined
from casehug.ui.formats import long_date
from intake.answers import completeness, render
from intake.answers.types import parts_of
from intake.models import Asked, Category, Item, Upload
from intake.portal.page import address
from intake.progress.completeness import is_done, is_in, is_open
from intake.uploads import return_reasons

QUESTIONS: dict[str, Promise] = {
    Category.ABOUT_YOU: _("Questions about you"),
    Category.IDENTIFICATION: _("Questions about who you are"),
    Category.FAMILY: _("Questions about your family"),
    Category.CHILDREN: _("Questions about the children"),
    Category.WORK: _("Questions about your work"),
    Category.FINANCIAL: _("Questions about your money"),
    Category.PROPERTY: _("Questions about what you own"),
    Category.MEDICAL: _("Questions about your health"),
    Category.INSURANCE: _("Questions about insurance"),
    Category.LEGAL: _("Questions about your case"),
    Category.BUSINESS: _("Questions about the business"),
    Category.IMMIGRATION: _("Questions about your immigration"),
    Category.OTHER: _("Other questions"),
}


@dataclass(slots=True)
class Step:
    """One line of the list and one page. mark: done, open, returned or said."""

    url: str
    title: str
    mark: str
    words: str
    action: str
    finished: bool
    required: bool
    rows: list["Row"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing asked for and what was given, for looking it over."""

    title: str
    text: str
    url: str


@dataclass(slots=True)
class Section:
    category: str
    title: str
    steps: list[Step]

    @property
    def is_done(self) -> bool:
        return all(step.finished and step.mark in {"done", "said"} for step in self.steps)


def sections(request, items: list[Item]) -> list[Section]:
    """`items` as visible_items gives them: category by category."""
    return [
        Section(
            category,
            str(Category(category).label),
            steps_of(request, category, list(found)),
        )
        for category, found in groupby(items, key=lambda item: item.category)
    ]


def steps_of(request, category: str, items: list[Item]) -> list[Step]:
    questions = [item for item in items if item.kind == Asked.Kind.QUESTION]
    documents = [item for item in items if item.kind == Asked.Kind.DOCUMENT]
    first = [questions_step(request, category, questions)] if questions else []
    return first + [document_step(request, item) for item in documents]


def questions_step(request, category: str, items: list[Item]) -> Step:
    answered = sum(is_in(item) or bool(item.excuse) for item in items)
    finished = not any(item.required and is_open(item) for item in items) and answered > 0
    words = ngettext("{done} of {total} answered", "{done} of {total} answered", len(items))
    return Step(
        url=address(request, "questions", category=category),
        title=str(QUESTIONS[category]),
        mark="done" if finished else "open",
        words=words.format(done=answered, total=len(items)),
        action="" if finished else gettext("Go on") if answered else pgettext("button", "Answer"),
        finished=finished,
        required=any(item.required for item in items),
        rows=[question_row(request, item) for item in items],
    )


def document_step(request, item: Item) -> Step:
    mark, words, action = document_words(item, request.language)
    return Step(
        url=address(request, "item", item_id=item.pk),
        title=item.titled(request.language),
        mark=mark,
        words=words,
        action=action,
        finished=not is_open(item),
        required=item.required,
        rows=[document_row(request, item)],
    )


def promise(request, item: Item) -> Step:
    """What the client said of something they could not give, as a line of its own."""
    note = f"“{item.excuse_note}”" if item.excuse_note else ""
    is_coming = item.excuse == Item.Excuse.COMING
    words = explained(item) if is_coming else note
    title, url = item.titled(request.language), item_url(request, item)
    return Step(url, title, "said", words, "", finished=True, required=item.required)


def item_url(request, item: Item) -> str:
    if item.kind == Asked.Kind.DOCUMENT:
        return address(request, "item", item_id=item.pk)
    return f"{address(request, 'questions', category=item.category)}#{control(item)}"


def control(item: Item) -> str:
    """The id of the field of a question, or of the first one it has."""
    parts = parts_of(item)
    return f"{item.pk}-{parts[0]}" if parts else f"f{item.pk}"


def question_row(request, item: Item) -> Row:
    said_so = render.shown(item) or explained(item)
    halves = "" if is_in(item) else completeness.note(item, item.answer)
    text = joined("\n", [part for part in (said_so, halves) if part])
    return Row(item.titled(request.language), text, item_url(request, item))


def document_row(request, item: Item) -> Row:
    names = [upload.name for upload in item.uploads.all() if upload.state != Upload.State.RETURNED]
    text = "\n".join(names) or explained(item)
    return Row(item.titled(request.language), text, item_url(request, item))


def document_words(item: Item, language: str) -> tuple[str, str, str]:
    returned = returned_of(item)
    if item.state == Item.State.RETURNED and not item.excuse:
        reason = return_reasons.told(returned[-1], language) if returned else ""
        words = reason or gettext("We need this again.")
        return "returned", words, gettext("Add it")
    if item.excuse == Item.Excuse.NEED_HELP and item.help_said and not is_in(item):
        return "said", gettext("Your question was answered. Read it here."), gettext("Go on")
    if item.excuse and not is_in(item):
        return "done" if is_done(item) else "said", explained(item), ""
    if is_in(item):
        return "done", files_words(item), ""
    if item.draft.get("typed"):
        return "open", gettext("You began to type it. It is not sent yet."), gettext("Go on")
    words = "" if item.required else gettext("If you have it")
    return "open", words, gettext("Add")


def files_words(item: Item) -> str:
    count = sum(upload.state != Upload.State.RETURNED for upload in item.uploads.all())
    if not count:
        return ""
    return ngettext("{count} file", "{count} files", count).format(count=count)


EXPLAINED: dict[str, Promise] = {
    Item.Excuse.NOT_APPLICABLE: _("You said this does not apply to you"),
    Item.Excuse.SOMEONE_ELSE: _("You said someone else has it"),
    Item.Excuse.COMING: _("You said you will have it later"),
    Item.Excuse.NEED_HELP: _("You asked for help"),
}


def explained(item: Item) -> str:
    """What the client said of why it is not here; empty where they did not."""
    if item.excuse == Item.Excuse.COMING and item.excuse_until:
        return gettext("Coming by {day}").format(day=long_date(item.excuse_until))
    return str(EXPLAINED[item.excuse]) if item.excuse else ""


def returned_of(item: Item) -> list[Upload]:
    return [upload for upload in item.uploads.all() if upload.state == Upload.State.RETURNED]


def after(sections_: list[Section], url: str) -> Step | None:
    """The next page still to be done, going on from `url`; None: look it over and send."""
    steps = [step for section in sections_ for step in section.steps]
    here = next((index for index, step in enumerate(steps) if step.url == url), -1)
    onward = (step for step in steps[here + 1 :] if not step.finished)
    again = (step for step in steps[: max(here, 0)] if step.mark == "returned")
    return next(onward, None) or next(again, None)


def first_open(sections_: list[Section]) -> Step | None:
    """What is needed again comes first, whatever it was."""
    steps = [step for section in sections_ for step in section.steps]
    again = (step for step in steps if step.mark == "returned")
    wanted = (step for step in steps if step.required and not step.finished)
    return next(again, None) or next(wanted, None)
