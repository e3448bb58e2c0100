"""Why an upload goes back to the client: what staff choose, and what the client reads.

key → a few words for staff, the sentence for the client in English and in Spanish.
"""

from casehug.spoken import Spoken, Written, either, joined
from intake.models import Language, Upload

REASONS = {
    "pages": (
        "A page is missing",
        "A page is missing. Send all pages.",
        "Falta una página. Envíe todas las páginas.",
    ),
    "blurry": (
        "Too blurry or dark to read",
        "It is too blurry or dark to read. Take the photo again in good light.",
        "Está borroso u oscuro y no se puede leer. Tome la foto otra vez con buena luz.",
    ),
    "cut": (
        "Part of it is cut off",
        "Part of it is cut off. All four corners need to be in the picture.",
        "Falta una parte. Las cuatro esquinas deben verse en la foto.",
    ),
    "wrong": (
        "A different document",
        "This is a different document from the one we asked for.",
        "Este es un documento distinto del que pedimos.",
    ),
    "old": (
        "Too old",
        "It is too old. Send the most recent one.",
        "Es demasiado antiguo. Envíe el más reciente.",
    ),
    "unsigned": (
        "Not signed",
        "It is not signed. Sign it and send it again.",
        "No está firmado. Fírmelo y envíelo de nuevo.",
    ),
    "locked": (
        "Locked with a password",
        "We cannot open it: it has a password. Send a copy without one.",
        "No podemos abrirlo: tiene contraseña. Envíe una copia sin contraseña.",
    ),
}


INFECTED = (
    (
        "Our virus scanner found something harmful in this file, so nobody has opened it."
        " Send the document from another device, or a photo of it."
    ),
    (
        "Nuestro antivirus encontró algo dañino en este archivo, por eso nadie lo abrió."
        " Envíe el documento desde otro dispositivo o una foto de él."
    ),
)
OURS = [*(sentences for _, *sentences in REASONS.values()), INFECTED]


def reason_for(language: str, canned: str, own: str) -> str:
    """What the client will read."""
    _, english, spanish = REASONS.get(canned, ("", "", ""))
    return f"{either(language, english, spanish)} {own.strip()}".strip()


def own_language(language: str, said: str) -> str:
    """Of staff's own words to a client who reads `language`: who reads English is written to in
    English; for others staff say which it is, or do not."""
    if language == Language.ENGLISH:
        return Language.ENGLISH
    return said if said in Language.values else ""


def told(upload: Upload, language: str) -> str:
    """The reason, to be shown among words in `language`: our own sentence in that one, staff's as
    they wrote it."""
    found = (pair for pair in OURS if upload.reason.startswith(tuple(pair)))
    english, spanish = next(found, ("", ""))
    ours = either(language, english, spanish)
    begun = len(spanish if upload.reason.startswith(spanish) else english)
    own = upload.reason[begun:].strip()
    theirs = Spoken(own, upload.own_language) if upload.own_language else Written(own)
    return joined(" ", [part for part in (ours, theirs) if part])
