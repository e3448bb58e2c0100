"""Why a file is not kept, in the words of the person who sent it, in both languages."""

from matters.domain import filetypes

SEND_ES = "Envíe un PDF, una foto o un archivo de Word."

# What `matters.domain.filetypes` calls things, in Spanish.
THINGS = {
    "a PDF": "un PDF",
    "a JPEG photo": "una foto JPEG",
    "a PNG picture": "una imagen PNG",
    "a HEIC photo": "una foto HEIC",
    "a Word file": "un archivo de Word",
    "an Excel file": "un archivo de Excel",
    "plain text": "texto simple",
    "a web page": "una página web",
    "a drawing for the web (SVG)": "un dibujo para la web (SVG)",
    "a program": "un programa",
    "a video": "un video",
    "a sound recording": "una grabación de sonido",
    "a presentation": "una presentación",
    "a Pages file": "un archivo de Pages",
    "a Numbers file": "un archivo de Numbers",
    "an OpenDocument file": "un archivo de OpenDocument",
    "an email message": "un mensaje de correo electrónico",
    "a rich text file": "un archivo de texto enriquecido",
}

SPANISH = {
    "empty": "Este archivo está vacío. Ábralo para ver si es el correcto.",
    "large": "Este archivo pesa más de {most} MB. Envíelo en partes.",
    "strange": "Este archivo es {what}, no un documento. " + SEND_ES,
    "packed": "Este archivo es una carpeta comprimida. Ábrala y envíe los archivos que contiene.",
    "picture": "No podemos abrir este tipo de imagen. Envíe un JPEG o un PNG.",
    "unopened": (
        "Este archivo es {what} y no podemos abrirlo. Guárdelo como PDF y envíe ese archivo."
    ),
    "unknown": "No conocemos este tipo de archivo{ending}. " + SEND_ES,
    "macros": (
        "Este archivo contiene pequeños programas (macros). Guarde una copia sin ellos. " + SEND_ES
    ),
    "renamed": (
        "Este archivo tiene nombre de {named}, pero es {what}."
        " Ábralo, guárdelo otra vez y envíe ese."
    ),
    "damaged": "Este archivo no es {named}, aunque su nombre lo dice; puede estar dañado. "
    + SEND_ES,
}

BOTH = {
    "pixels": (
        (
            "This picture is too large for us to open: it has more than {most} million dots."
            " Send a smaller copy, or a photo of it."
        ),
        (
            "Esta imagen es demasiado grande para abrirla: tiene más de {most} millones de puntos."
            " Envíe una copia más pequeña o una foto de ella."
        ),
    ),
    "pages": (
        "This PDF has more than {most:,} pages. Send it in parts.",
        "Este PDF tiene más de {most:,} páginas. Envíelo en partes.",
    ),
    "bomb": (
        "This file would be far too large once opened. Save it again, or send it as a PDF.",
        "Este archivo sería demasiado grande al abrirlo. Guárdelo otra vez o envíelo como PDF.",
    ),
    "nested": (
        "There is another packed file inside this one. Take it out, and send each file by itself.",
        "Hay otro archivo comprimido dentro de este. Sáquelo y envíe cada archivo por separado.",
    ),
    "locked": (
        "This file is locked with a password. Save a copy without the password and send that.",
        "Este archivo está protegido con contraseña. Guarde una copia sin contraseña y envíe esa.",
    ),
    "unreadable": (
        (
            "We cannot open this file; it may be damaged or not have finished saving."
            " Save it again or take the photo again, and send that."
        ),
        (
            "No podemos abrir este archivo; puede estar dañado o no haberse guardado por completo."
            " Guárdelo otra vez o tome la foto de nuevo y envíe eso."
        ),
    ),
    "many": (
        "There are already {most} files here. Put the rest together into one PDF.",
        "Ya hay {most} archivos aquí. Junte los demás en un solo PDF.",
    ),
    "looked_at": (
        "Your law firm has already looked at this file, so it stays.",
        "Su bufete ya revisó este archivo, por eso se queda.",
    ),
    "no_room": (
        (
            "We could not keep this file just now; nothing of it was kept. Try again in an hour,"
            " or call your law firm."
        ),
        (
            "No pudimos guardar este archivo en este momento; nada de él se guardó."
            " Intente de nuevo en una hora o llame a su bufete."
        ),
    ),
    "no_room_yet": (
        (
            "There is no room for this file just now. What has arrived of it is kept, and it goes on"
            " by itself. If this lasts, call your law firm."
        ),
        (
            "No hay espacio para este archivo en este momento. Lo que ya llegó está guardado y"
            " seguirá por sí solo. Si esto continúa, llame a su bufete."
        ),
    ),
}


class Refused(filetypes.Refused):
    """The file is not kept. `en` and `es` are the sentence for the client."""

    def __init__(self, en: str, es: str, why: str) -> None:
        super().__init__(en, why)
        self.en = en
        self.es = es

    def said(self, language: str) -> str:
        return self.es if language == "es" else self.en


class NoRoom(Refused):
    """Ours: the disk is full. The same file may be sent again later."""


def refused(why: str, **about: object) -> Refused:
    en, es = (words.format(**about) for words in BOTH[why])
    return (NoRoom if why == "no_room" else Refused)(en, es, why)


def in_both(reason: filetypes.Refused) -> Refused:
    if isinstance(reason, Refused):
        return reason
    about = {name: THINGS.get(str(value), value) for name, value in reason.about.items()}
    return Refused(str(reason), SPANISH[reason.why].format(**about), reason.why)
