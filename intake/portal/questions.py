"""Questions: the questions of one category on one page; each answer is kept as it is given."""

from dataclasses import dataclass, field
from datetime import date

from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from casehug.languages import Tagged
from intake.answers import answers, completeness, render
from intake.answers.types import PARTS, Raw, days_of, is_in_three, parts_of
from intake.calendar import days
from intake.models import Asked, Category, Intake, Item
from intake.portal import steps
from intake.portal.page import address, page
from intake.portal.permissions import client_link_required, pressed
from intake.progress.completeness import minutes_left, progress_of
from intake.progress.visibility import is_asked, visible_items

Type = Asked.Answer
# Typed in one go: kept while typing. The others are kept when the field is left.
AS_TYPED = {Type.SHORT, Type.LONG, Type.ADDRESS, Type.PERSON}
# Asked about the client, a phone or an address is the client's.
OWN: dict[str, str] = {
    Type.ADDRESS: Asked.Autofill.ADDRESS.value,
    Type.PHONE: Asked.Autofill.PHONE.value,
}


@dataclass(slots=True)
class Question:
    """One question as the page shows it: `value` is what the client typed last, clear or not."""

    item: Item
    language: str
    today: date
    title: str = ""
    help: str = ""
    value: Raw = None
    error: str = ""
    saved: bool = False
    # What another page or device had answered meanwhile, and whether this one is to replace it.
    elsewhere: str = ""
    overtaken: bool = False
    shown: bool = True
    oob: bool = False
    part: dict = field(default_factory=dict)
    options: list[tuple[str, str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.title = self.item.titled(self.language)
        self.help = self.item.helped(self.language)
        self.set(self.item.answer)

    def set(self, value: Raw) -> None:
        self.value = "" if value is None else value
        self.part = value if isinstance(value, dict) else {}
        if is_in_three(self.item) and isinstance(value, str):
            year, month, day = [*value.split("-"), "", "", ""][:3]
            self.part = {"year": year, "month": month.lstrip("0"), "day": day.lstrip("0")}
        chosen = value if isinstance(value, list) else [value]
        self.options = [
            (
                one["value"],
                render.option_words(one, self.language) or one["value"],
                one["value"] in chosen,
            )
            for one in self.item.options
        ]

    @property
    def was(self) -> str:
        return answers.digest(self.item.answer)

    @property
    def trigger(self) -> str:
        if self.item.answer_type in AS_TYPED:
            return "change, input delay:1s"
        # The keyboard changes a date with every digit of its year.
        return "change delay:1s" if self.item.answer_type == Type.DATE else "change"

    @property
    def control(self) -> str:
        return steps.control(self.item)

    @property
    def parts(self) -> list[str]:
        return parts_of(self.item)

    @property
    def note(self) -> str:
        """Below what is kept: what it lacks, or what looks wrong in it."""
        return completeness.note(self.item, self.item.answer)

    @property
    def days(self) -> tuple[str, str]:
        first, last = days_of(self.item, self.today)
        return first.isoformat(), last.isoformat()

    @property
    def params(self) -> str:
        """What is sent of the form for this question alone."""
        name = str(self.item.pk)
        every = PARTS.get(self.item.answer_type, parts_of(self.item))
        fields = [f"{name}-{part}" for part in every] or [name]
        return ",".join([*fields, f"{name}-was", f"{name}-over"])

    @property
    def is_group(self) -> bool:
        is_several = self.item.answer_type in {Type.CHOICE, Type.CHOICES, Type.YES_NO, *PARTS}
        return is_several or self.is_in_three

    @property
    def is_in_three(self) -> bool:
        return is_in_three(self.item)

    @property
    def help_said(self) -> Tagged:
        """What the firm answered when the client asked for help with it."""
        return Tagged(self.item.help_said, self.item.help_language)

    @property
    def autofill(self) -> str:
        """What the browser may fill in: only ever the client's own."""
        if self.item.category == Category.ABOUT_YOU:
            return self.item.autofill or OWN.get(self.item.answer_type, "")
        return self.item.autofill

    @property
    def excuse(self) -> str:
        return steps.explained(self.item)

    @property
    def answer(self) -> str:
        return render.shown(self.item)


def asked_in(request, item: Item, **about: bool) -> Question:
    return Question(item, request.language, days.today(request.firm), **about)


def typed(item: Item, data: QueryDict) -> Raw:
    """What the fields of this item hold in a sent form."""
    name = str(item.pk)
    if item.answer_type == Type.CHOICES:
        return data.getlist(name)
    parts = parts_of(item)
    if parts and not (is_in_three(item) and name in data):  # A page of before has one field.
        return {part: data.get(f"{name}-{part}", "") for part in parts}
    return data.get(name, "")


@client_link_required
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request, category):
    items = visible_items(request.intake)
    asked = of_category(items, category)
    if not asked:
        raise Http404
    if request.method == "POST":
        return save(request, category, asked)
    return _questions_page(request, category, items, asked)


def of_category(items: list[Item], category: str) -> list[Item]:
    return [i for i in items if i.category == category and i.kind == Asked.Kind.QUESTION]


def _questions_page(request, category, items, asked, errors=None, status=200):
    """`errors`: by item, what was typed and why it is unclear."""
    by_id = {item.pk: item for item in asked}
    # With those not asked yet, empty, so that an answer can bring them in without moving the rest.
    rows = [by_id.get(item.pk, item) for item in _all_of(request.intake, category)]
    shown = [asked_in(request, item, shown=item.pk in by_id) for item in rows]
    for question in shown:
        if found := (errors or {}).get(question.item.pk):
            question.set(found[0])
            question.error = str(found[1])
    sections = steps.sections(request, items)
    return page(
        request,
        "portal/questions.html",
        status=status,
        heading=steps.QUESTIONS[category],
        **_place(items, category),
        url=address(request, "questions", category=category),
        questions=shown,
        wrong=[question for question in shown if question.error],
        locked=request.intake.status == Intake.Status.APPROVED,
        progress=progress_of(items),
        minutes=minutes_left(items),
        next=steps.after(sections, address(request, "questions", category=category)),
    )


def _place(items: list[Item], category: str) -> dict[str, int]:
    """Which of the pages with questions this is: the title of a page never names its subject."""
    pages = list(dict.fromkeys(i.category for i in items if i.kind == Asked.Kind.QUESTION))
    place = pages.index(category) + 1 if category in pages else len(pages)
    return {"place": place, "total": len(pages)}


def _all_of(intake: Intake, category: str) -> list[Item]:
    return list(intake.items.filter(category=category, kind=Asked.Kind.QUESTION, removed_at=None))


def save(request, category: str, asked: list[Item]):
    """Keeps what was edited on this page, and nothing an older tab still shows."""
    errors = {}
    for item in asked:
        if f"{item.pk}-was" not in request.POST:
            continue
        raw = typed(item, request.POST)
        try:
            if answers.digest(answers.read(item, raw)) != request.POST[f"{item.pk}-was"]:
                answers.give_answer(item=item, answer=raw)
        except answers.InvalidAnswer as unclear:
            errors[item.pk] = (raw, unclear)
    items = visible_items(request.intake)
    now_asked = of_category(items, category)
    if errors:
        return _questions_page(request, category, items, now_asked, errors, status=422)
    return redirect(_next_page(request, category, items, asked, now_asked))


def _next_page(request, category, items, asked, now_asked) -> str:
    here = address(request, "questions", category=category)
    if (then := request.POST.get("then", "")).isdecimal():
        return address(request, "excuse", item_id=int(then))
    before = {item.pk for item in asked}
    if new := [item for item in now_asked if item.pk not in before and item.answer is None]:
        return f"{here}#{steps.control(new[0])}"
    onward = steps.after(steps.sections(request, items), here)
    return onward.url if onward else address(request, "review")


@client_link_required
@pressed
def answer(request, item_id):
    """One answer, kept as it is given. Answers with its state and with what it brings in or takes away."""
    by_id = {item.pk: item for item in request.intake.items.all()}
    item = by_id.get(item_id)
    if item is None or item.kind != Asked.Kind.QUESTION or not is_asked(item, by_id):
        raise Http404
    before, was = render.shown(item), item.answer
    question = asked_in(request, item)
    status = _keep(request, question)
    if question.saved and f"{item_id}-over" in request.POST:
        question.elsewhere = before
    items = visible_items(request.intake)
    return page(
        request,
        "portal/answered.html",
        status=status,
        question=question,
        changed=[] if was == item.answer else _brought_in(request, item, items),
        progress=progress_of(items),
    )


def _keep(request, question: Question) -> int:
    """409: a newer answer than the page knew of; the page decides whether to replace it."""
    item, was = question.item, request.POST.get(f"{question.item.pk}-was", "")
    try:
        answers.give_answer(item=item, answer=typed(item, request.POST), was=was)
        question.saved = True
        return 200
    except answers.InvalidAnswer as unclear:
        question.error = str(unclear)
        return 422
    except answers.Overtaken:
        question.overtaken = True
        return 409


def _brought_in(request, item: Item, visible: list[Item]) -> list[Question]:
    """Questions of the same page that hang on this one, and those that hang on them."""
    shown = {one.pk for one in visible}
    rows = _all_of(request.intake, item.category)
    below: set[int] = {item.pk}
    found = []
    for row in sorted(rows, key=lambda one: (one.position, one.pk)):
        if row.shown_if_id in below:
            below.add(row.pk)
            found.append(asked_in(request, row, shown=row.pk in shown, oob=True))
    return found
