"""Email copy: what our emails to clients say, in the active language.

Whoever writes an email activates its reader's language first (`wording.in_language_of`).

Clients may share a phone or a mailbox: no subject and no sentence tells what the matter is about,
and what is asked is named only where its name tells nothing (`Asked.may_be_named`).
"""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from casehug import languages
from casehug.languages import Tagged
from casehug.models import Firm
from intake.models import Email

# Where the private link or the code goes; the log on the matter's page shows these instead.
LINK = _("[private link]")
CODE = _("[code]")

SUBJECTS = {
    Email.Kind.INVITATION: _("Your documents"),
    Email.Kind.REMINDER: _("A reminder about your documents"),
    Email.Kind.RETURNED: _("One more step with your documents"),
    Email.Kind.ANSWER: _("An answer for you"),
    Email.Kind.RECEIVED: _("We have what you sent"),
    Email.Kind.APPROVED: _("Everything is in order"),
    Email.Kind.CODE: _("Your code"),
}

NEEDS = _("{firm} needs some answers and documents from you. Your private page lists them:")
AT_ANY_TIME = _(
    "You can use your phone or a computer. You do not need an account. You can stop at any time and"
    " come back: everything you enter is saved."
)
KEEP_IT = _("Keep this email. The link is only for you and works until {until}.")

REMINDER = _("{firm} still needs this from you:")
SO_FAR = _("So far: {progress}.")
GO_ON = _("You can go on where you stopped:")
RETURNED = _("{firm} looked at what you sent and needs this again:")
SEND_IT = _("Send it here:")
ANSWER = _("You asked {firm} for help with this: {item}")
ANSWERED = _("You can go on here:")
ASKED_MORE = _("{firm} asks you for something more:")
AND_MORE = _("And for this, which is new:")

RECEIVED = (
    _("{firm} has what you sent."),
    _(
        "If they need something again, you get an email that says what. Until then there is nothing"
        " you have to do."
    ),
)
RECEIVED_IN_PART = _(
    "{firm} has what you sent. If they need something again, you get an email that says what."
)
STILL_TO_COME = _("Still to come:")
PROMISED = _("{title}, by {day}")
SEND_MORE = _("You can send it here:")
APPROVED = _(
    "{firm} has looked at everything. Everything is in order; there is nothing more to do here."
)

CODE_TOLD = (
    _("Your code is {code}"),
    _(
        "It opens your private page with {firm} on another phone or computer. It works once, for ten"
        " minutes."
    ),
    _("If you did not ask for it, do nothing: without this code nobody gets in."),
)

MOST_NAMED = 10
ONE_OF_YOURS = _("One of your documents")
LINK_OF_BEFORE = _("Use the private link that {firm} gave you.")
LOST_LINK = _("Use the private link we sent you on {sent}.")
STOP = _("To stop these reminders: {stop}")
# What the HTML of an email shows instead of the addresses.
OPEN_LIST = _("Open my list")
STOP_HERE = _("No more reminders")


def greeting(first_name: str) -> str:
    return gettext("Hello {name},").format(name=first_name) if first_name else gettext("Hello,")


def invitation() -> str:
    """With blanks for what is filled in."""
    parts = [NEEDS, "{link}", AT_ANY_TIME, KEEP_IT, "\n".join(for_other_readers())]
    return "\n\n".join(str(part) for part in parts if part)


def for_other_readers() -> list[Tagged]:
    """For each other language the line of the invitation for those who would rather read that."""
    return [_for_readers_of(code) for code in languages.others(languages.current())]


def _for_readers_of(code: str) -> Tagged:
    with translation.override(code):
        # Translators: in your own language; {name} is its name as a button shows it.
        line = gettext("Prefer {language}? Open the link and choose {name} at the top.")
    line = line.format(language=languages.name_within(code), name=languages.name(code))
    return Tagged(line, code)


def questions(firm: Firm) -> str:
    """How to reach the firm; empty where it gave neither number nor address."""
    if firm.phone and firm.email:
        said = gettext("Questions? Call {phone} or answer this email.")
    elif firm.phone:
        said = gettext("Questions? Call {phone}.")
    else:
        said = gettext("Questions? Answer this email.") if firm.email else ""
    return said.format(phone=firm.phone)


def answers(count: int) -> str:
    return ngettext("{count} answer", "{count} answers", count).format(count=count)


def documents(count: int) -> str:
    said = ngettext(
        "{count} document (open your page to see which)",
        "{count} documents (open your page to see which)",
        count,
    )
    return said.format(count=count)


def more_documents(count: int) -> str:
    said = ngettext(
        "{count} more document (open your page to see which)",
        "{count} more documents (open your page to see which)",
        count,
    )
    return said.format(count=count)


def listed(titles: list[str], most: int = 12) -> str:
    """One a line; a long list ends with how many more there are."""
    lines = titles if len(titles) <= most else titles[: most - 1]
    more = len(titles) - len(lines)
    last = (
        [ngettext("and {count} more", "and {count} more", more).format(count=more)] if more else []
    )
    return "\n".join(f"- {' '.join(line.split())}" for line in lines + last)


@dataclass(frozen=True, slots=True)
class Filled:
    """The firm's own text, with what is meant by each {placeholder}; others stay as they are."""

    values: dict[str, str]

    def into(self, text: str) -> str:
        for name, value in self.values.items():
            text = text.replace("{" + name + "}", value)
        return text
