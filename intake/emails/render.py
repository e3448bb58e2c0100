"""Rendering of emails: an email's sentences, for one client of one firm."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from django.utils import translation

from casehug.models import Firm
from casehug.ui.formats import long_date
from intake.emails import texts as words
from intake.models import Intake, Item, PortalLink, Preferences, Upload
from intake.progress import completeness, visibility
from intake.uploads import return_reasons

More = ParamSpec("More")
Said = TypeVar("Said")


def in_language_of(
    write: Callable[Concatenate[Intake, More], Said],
) -> Callable[Concatenate[Intake, More], Said]:
    """What is written is read by the client of the intake."""

    @wraps(write)
    def written(intake: Intake, *more: More.args, **named: More.kwargs) -> Said:
        with translation.override(intake.language):
            return write(intake, *more, **named)

    return written


def firm_of(intake: Intake) -> Firm:
    return Firm.objects.get(pk=intake.firm_pk)


@in_language_of
def invitation(intake: Intake, link: PortalLink) -> str:
    firm, client = firm_of(intake), intake.matter.client
    text = _own_invitation(intake.language) or words.invitation()
    if "{link}" not in text:
        text += "\n\n{link}"
    return words.Filled(
        {
            "first name": client.first_name if client else "",
            "firm": firm.name,
            "phone": firm.phone,
            "until": long_date(there(link.expires_at, firm).date()),
            "link": str(words.LINK),
        }
    ).into(text)


def _own_invitation(language: str) -> str:
    """The firm's, in this very language."""
    own = (Preferences.objects.first() or Preferences()).text_in(language, "invitation")
    return own.replace("\r\n", "\n").strip() if own.language == language else ""


@in_language_of
def code(intake: Intake) -> str:
    said = "\n\n".join(map(str, words.CODE_TOLD))
    return said.format(code=words.CODE, firm=firm_of(intake).name)


@in_language_of
def answer(intake: Intake, item: Item, said: str) -> str:
    """Staff's own words to a client who asked for help with the item."""
    about = words.ANSWER.format(firm=firm_of(intake).name, item=named(item, intake.language))
    return f"{about}\n\n{said}\n\n{way_back(intake, words.ANSWERED)}"


@in_language_of
def asked_again(intake: Intake, again: list[Upload], more: list[Item]) -> str:
    """`again`: what was returned; `more`: what was not asked before."""
    language, firm = intake.language, firm_of(intake)
    told = [f"{named(one.item, language)}: {return_reasons.told(one, language)}" for one in again]
    parts: list[object] = (
        [words.RETURNED.format(firm=firm.name), words.listed(told)] if again else []
    )
    if more:
        parts += [words.AND_MORE if again else words.ASKED_MORE.format(firm=firm.name)]
        parts += [counted(more, language)]
    return "\n\n".join(str(part) for part in [*parts, way_back(intake, words.SEND_IT)])


@in_language_of
def missing(intake: Intake, items: list[Item]) -> str:
    before = words.REMINDER.format(firm=firm_of(intake).name)
    so_far = words.SO_FAR.format(progress=completeness.progress(intake).told)
    listed = counted(items, intake.language)
    return f"{before}\n\n{listed}\n\n{so_far}\n\n{way_back(intake, words.GO_ON)}"


@in_language_of
def received(intake: Intake) -> str:
    """What happens next, and what the client said is still to come."""
    firm = firm_of(intake)
    open_items = [
        item for item in visibility.visible_items(intake) if not completeness.is_done(item)
    ]
    promised = [_promised(item, intake.language) for item in open_items if item.excuse]
    if not promised:
        return "\n\n".join(map(str, words.RECEIVED)).format(firm=firm.name)
    parts = [
        words.RECEIVED_IN_PART.format(firm=firm.name),
        str(words.STILL_TO_COME),
        words.listed(promised),
        way_back(intake, words.SEND_MORE),
    ]
    return "\n\n".join(parts)


def _promised(item: Item, language: str) -> str:
    title = named(item, language)
    if item.excuse_until is None:
        return title
    return words.PROMISED.format(title=title, day=long_date(item.excuse_until))


@in_language_of
def approved(intake: Intake) -> str:
    return words.APPROVED.format(firm=firm_of(intake).name)


@in_language_of
def way_back(intake: Intake, after: object) -> str:
    """The link itself where we have it sealed, else which email it was in."""
    link = live_link(intake)
    if link and link.token:
        return f"{after}\n{words.LINK}"
    firm = firm_of(intake)
    if intake.sent_at:
        return words.LOST_LINK.format(sent=long_date(there(intake.sent_at, firm).date()))
    return words.LINK_OF_BEFORE.format(firm=firm.name)


# --- What is named, and what only counted --------------------------------------------------------


def other_titles(intake: Intake) -> dict[str, str]:
    """What a letter may name that nobody translated for its reader, and which language that is in."""
    titles = [item.titled(intake.language) for item in intake.items.only("title", "translations")]
    strange = [title for title in titles if title.language != intake.language]
    return {" ".join(title.split()): title.language for title in strange}


def named(item: Item, language: str) -> str:
    if item.may_be_named:
        return item.titled(language)
    with translation.override(language):
        return str(words.ONE_OF_YOURS)


def counted(items: list[Item], language: str) -> str:
    """Answers as a number, documents by name where the name tells nothing, the rest as a number."""
    answers = sum(item.kind == Item.Kind.QUESTION for item in items)
    titles = [item.titled(language) for item in items if item.may_be_named][: words.MOST_NAMED]
    unnamed = len(items) - answers - len(titles)
    with translation.override(language):
        lines = [words.answers(answers)] if answers else []
        lines += titles
        if unnamed:
            lines.append((words.more_documents if titles else words.documents)(unnamed))
        return words.listed(lines)


def live_link(intake: Intake) -> PortalLink | None:
    return intake.links.live().first()


def there(moment: datetime, firm: Firm) -> datetime:
    return moment.astimezone(ZoneInfo(firm.time_zone))
