"""Return reasons: why an upload goes back to the client, by code; staff choose, and the client reads.

A return keeps the code, staff's own words and the language of those apart. Our sentence is read in
the language of whoever reads it, staff's words as they wrote them.
"""

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from casehug import languages
from casehug.languages import Tagged, joined
from intake.models import Upload

# By code: a few words for staff, and the sentence for the client.
REASONS = {
    "pages": (_("A page is missing"), _("A page is missing. Send all pages.")),
    "blurry": (
        _("Too blurry or dark to read"),
        _("It is too blurry or dark to read. Take the photo again in good light."),
    ),
    "cut": (
        _("Part of it is cut off"),
        _("Part of it is cut off. All four corners need to be in the picture."),
    ),
    "wrong": (
        _("A different document"),
        _("This is a different document from the one we asked for."),
    ),
    "old": (_("Too old"), _("It is too old. Send the most recent one.")),
    "unsigned": (_("Not signed"), _("It is not signed. Sign it and send it again.")),
    "locked": (
        _("Locked with a password"),
        _("We cannot open it: it has a password. Send a copy without one."),
    ),
}
# Nobody chooses this one: the virus scanner does.
INFECTED = "infected"
SENTENCES = {code: sentence for code, (_short, sentence) in REASONS.items()} | {
    INFECTED: _(
        "Our virus scanner found something harmful in this file, so nobody has opened it."
        " Send the document from another device, or a photo of it."
    )
}


def own_language(reads: str, said: str) -> str:
    """Of staff's own words to a client who reads `reads`: staff say which it is, or do not."""
    possible = languages.possible(reads)
    if not possible:
        return languages.default()
    return said if said in possible else ""


def told(upload: Upload, language: str) -> str:
    """The reason, to be shown among words in `language`."""
    own = Tagged(upload.reason, upload.own_language)
    return joined(" ", [part for part in (_ours(upload.reason_code, language), own) if part])


def _ours(code: str, language: str) -> Tagged:
    with translation.override(language):
        return Tagged(str(SENTENCES.get(code, "")), language)
