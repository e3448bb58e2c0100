"""Why an upload goes back to the client: what staff choose, and what the client reads.

key → a few words for staff, the sentence for the client in English and in Spanish.
"""

from intake.models import Language

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


def reason_for(language: str, canned: str, own: str) -> str:
    """What the client will read."""
    _, english, spanish = REASONS.get(canned, ("", "", ""))
    words = spanish if language == Language.SPANISH else english
    return f"{words} {own.strip()}".strip()
