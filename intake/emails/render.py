"""An email's sentences, for one client of one firm."""

from datetime import datetime
from zoneinfo import ZoneInfo

from casehug.models import Firm
from casehug.spoken import ENGLISH
from intake.emails import texts as words
from intake.models import Intake, Item, Language, PortalLink, Preferences, Upload
from intake.progress import completeness, visibility
from intake.uploads import return_reasons
from intake.words import day


def firm_of(intake: Intake) -> Firm:
    return Firm.objects.get(pk=intake.firm_pk)


def greeting(first_name: str, language: str) -> str:
    named, plain = words.GREETING[language]
    return named.replace("{first name}", first_name) if first_name else plain


def invitation(intake: Intake, link: PortalLink) -> str:
    language, firm = intake.language, firm_of(intake)
    preferences = Preferences.objects.first() or Preferences()
    spanish = language == Language.SPANISH
    own = preferences.invitation_es if spanish else preferences.invitation
    text = own.strip() or words.INVITATION[language]
    if "{link}" not in text:
        text += "\n\n{link}"
    client = intake.matter.client
    return words.Filled(
        {
            "first name": client.first_name if client else "",
            "firm": firm.name,
            "phone": firm.phone,
            "until": day(there(link.expires_at, firm).date(), language),
            "link": words.LINK[language],
        }
    ).into(text.replace("\r\n", "\n"))


def asked_again(intake: Intake, again: list[Upload], more: list[Item]) -> str:
    """`again`: what was returned; `more`: what was not asked before."""
    language = intake.language
    before, after = words.RETURNED[language]
    told = [f"{named(one.item, language)}: {return_reasons.told(one, language)}" for one in again]
    parts = [before, words.listed(told, language)] if again else []
    if more:
        alone, beside = words.ASKED_MORE[language]
        parts += [beside if again else alone, counted(more, language)]
    return "\n\n".join([*parts, way_back(intake, after)])


def missing(intake: Intake, items: list[Item]) -> str:
    language = intake.language
    before, after = words.REMINDER[language]
    return f"{before}\n\n{counted(items, language)}\n\n{way_back(intake, after)}"


def titles_in_english(intake: Intake) -> dict[str, str]:
    """What a letter in Spanish may name that nobody gave a Spanish name."""
    if intake.language == ENGLISH:
        return {}
    titles = intake.items.filter(title_es="").values_list("title", flat=True)
    return {" ".join(title.split()): ENGLISH for title in titles}


def named(item: Item, language: str) -> str:
    return item.titled(language) if item.may_be_named else words.ONE_OF_YOURS[language]


def counted(items: list[Item], language: str) -> str:
    """Answers as a number, documents by name where the name tells nothing, the rest as a number."""
    answers = sum(item.kind == Item.Kind.QUESTION for item in items)
    titles = [item.titled(language) for item in items if item.may_be_named][: words.MOST_NAMED]
    lines = [words.number(words.ANSWERS, answers, language)] if answers else []
    lines += titles
    if unnamed := len(items) - answers - len(titles):
        lines.append(
            words.number(words.MORE_DOCUMENTS if titles else words.DOCUMENTS, unnamed, language)
        )
    return words.listed(lines, language)


def received(intake: Intake) -> str:
    """What happens next, and what the client said is still to come."""
    language = intake.language
    heading, dated, after = words.STILL_TO_COME[language]
    open_items = [
        item for item in visibility.visible_items(intake) if not completeness.is_done(item)
    ]
    promised = [_promised(item, dated, language) for item in open_items if item.excuse]
    if not promised:
        return words.RECEIVED[language]
    told = words.listed(promised, language)
    return "\n\n".join([words.RECEIVED_IN_PART[language], heading, told, way_back(intake, after)])


def _promised(item: Item, dated: str, language: str) -> str:
    title = named(item, language)
    if item.excuse_until is None:
        return title
    return dated.format(title=title, day=day(item.excuse_until, language))


def way_back(intake: Intake, after: str) -> str:
    """The link itself where we have it sealed, else which email it was in."""
    language, link = intake.language, live_link(intake)
    if link and link.token:
        return f"{after}\n{words.LINK[language]}"
    if intake.sent_at:
        sent = day(there(intake.sent_at, firm_of(intake)).date(), language)
        return words.LOST_LINK[language].format(sent=sent)
    return words.LINK_OF_BEFORE[language]


def questions(firm: Firm, language: str) -> str:
    sentence, call, answer, or_ = words.QUESTIONS[language]
    ways = [call.format(phone=firm.phone)] if firm.phone else []
    ways += [answer] if firm.email else []
    said = or_.join(ways)
    return sentence.format(ways=said[0].upper() + said[1:]) if said else ""


def live_link(intake: Intake) -> PortalLink | None:
    return intake.links.live().first()


def there(moment: datetime, firm: Firm) -> datetime:
    return moment.astimezone(ZoneInfo(firm.time_zone))
