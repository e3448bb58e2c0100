"""File types: which files we keep. The bytes decide; the name is a hint where bytes cannot tell.

Pure; the content type a browser claims is never believed, because macOS and Windows name the same
file differently.
"""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matters.domain import recordings
from matters.domain.signatures import OFFICE, OPEN_DOCUMENT, SAME, kinds

TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "heic": "image/heic",
    "doc": "application/msword",
    "docx": OFFICE + "wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": OFFICE + "spreadsheetml.sheet",
    "txt": "text/plain",
    "webp": "image/webp",
    "avif": "image/avif",
    "tif": "image/tiff",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "rtf": "application/rtf",
    "odt": OPEN_DOCUMENT + "text",
    "ods": OPEN_DOCUMENT + "spreadsheet",
    "csv": "text/csv",
    "eml": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
    **recordings.TYPES,
}
NAMES = {
    "pdf": _("a PDF"),
    "jpg": _("a JPEG photo"),
    "png": _("a PNG picture"),
    "heic": _("a HEIC photo"),
    "doc": _("a Word file"),
    "docx": _("a Word file"),
    "xls": _("an Excel file"),
    "xlsx": _("an Excel file"),
    "txt": _("plain text"),
    "webp": _("a WebP picture"),
    "avif": _("an AVIF picture"),
    "tif": _("a TIFF picture"),
    "gif": _("a GIF picture"),
    "bmp": _("a BMP picture"),
    "rtf": _("a rich text file"),
    "odt": _("an OpenDocument file"),
    "ods": _("an OpenDocument file"),
    "csv": _("a CSV table"),
    "eml": _("an email message"),
    "msg": _("an email message"),
    **recordings.NAMES,
}
# Nothing but readable text: only the name tells one from another.
TEXTUAL = {"txt", "csv", "eml"}
# Payroll and bank sites hand out web tables, XML and text under these; Word and Excel open them.
EXPORTED = {"doc", "xls"}
# What is no document, by kind.
STRANGERS = {
    "web page": {"html", "htm", "xhtml", "mht", "mhtml"},
    "drawing": {"svg", "svgz"},
    "program": {
        "exe", "dll", "com", "scr", "msi", "bat", "cmd", "ps1", "vbs", "js", "jar", "sh", "app",
        "apk", "dmg", "pkg", "elf", "lnk",
    },
    "archive": {"zip", "rar", "7z", "gz", "tar", "tgz", "bz2", "xz"},
    **recordings.STRANGERS,
    "presentation": {"ppt", "pptx", "key", "odp"},
    "pages": {"pages"},
    "numbers": {"numbers"},
    "picture": {"psd"},
}  # fmt: skip
STRANGER_NAMES = {
    "web page": _("a web page"),
    "drawing": _("a drawing for the web (SVG)"),
    "program": _("a program"),
    "presentation": _("a presentation"),
    "pages": _("a Pages file"),
    "numbers": _("a Numbers file"),
}
SAVED_OTHERWISE = {"presentation", "pages", "numbers"}
# Refused by their name, before a byte has come: large as a rule, and never one of ours inside.
REFUSED_BY_NAME = {*SAVED_OTHERWISE, "program", "archive", *recordings.STRANGERS}
EXTENSION = re.compile(r"\w*[^\W\d_]\w*")


class Refused(Exception):
    """The file is not kept, for the reason `why`. str() is the sentence for the person who sent it,
    in the language that is active when it is shown; `about` fills its braces."""

    def __init__(self, sentence: str | Promise, why: str, **about: object) -> None:
        super().__init__(why)
        self.sentence = sentence
        self.why = why
        self.about = about

    def __str__(self) -> str:
        # The sentence of a count chooses its plural where it is filled in.
        return str(self.sentence.format(**self.about))  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class FileType:
    extension: str
    content_type: str


def check(name: str, size: int, stream: IO[bytes], *, most: int, recorded: int = 0) -> FileType:
    """What the file is, or Refused. `stream` is read at its start and end and left at its start.
    `recorded`: the most bytes of a recording; 0 where none is welcome."""
    said = check_name(name, size, most=most, recorded=recorded)
    kind = _decided(said, kinds(stream), welcome=bool(recorded))
    if kind not in recordings.TYPES:
        _small(size, most)
    elif not recorded:
        raise _strange(kind)
    return FileType(kind, TYPES[kind])


def check_name(name: str, size: int, *, most: int, recorded: int = 0) -> str:
    """What can be said before a byte has come: the extension as TYPES spells it, where it is one of
    those, or Refused."""
    if size == 0:
        raise Refused(_("This file is empty. Open it to see if it is the right one."), "empty")
    said = extension(name)
    is_recording = recorded and said in recordings.TYPES
    if is_recording and size > recorded:
        raise Refused(recordings.LARGE, "large", most=recorded // 2**30)
    if stranger(said) in REFUSED_BY_NAME and not is_recording:
        raise _strange(said, welcome=bool(recorded))
    if not is_recording:
        _small(size, most)
    return said


def _small(size: int, most: int) -> None:
    if size > most:
        sentence = _("This file is larger than {most} MB. Send it in parts.")
        raise Refused(sentence, "large", most=most // 2**20)


def extension(name: str) -> str:
    """As TYPES spells it, where it can. What follows a dot in words or a number is none."""
    last = PurePath(name.rstrip(" .")).suffix.lstrip(".").lower()
    return SAME.get(last, last) if EXTENSION.fullmatch(last) else ""


def with_extension(name: str, true: str) -> str:
    """The name as it was sent, with the file's true ending: in place of another kind's, such as
    IMG_2041.HEIC of a JPEG, and after anything else, such as download.php of a PDF."""
    said, name = extension(name), name.rstrip(" .")
    if said == true:
        return name
    if said in TYPES or said.startswith(f"{true}_"):
        name = name.rpartition(".")[0]
    return f"{name}.{true}"


def _decided(said: str, found: set[str], *, welcome: bool) -> str:
    """Which of TYPES it is. Raises Refused."""
    certain = (found & TYPES.keys()) - TEXTUAL
    if len(certain) == 1:
        return next(iter(certain))
    if found == recordings.EITHER:
        return said if said in found else "mp4"
    if said in found & TYPES.keys() or (said == "csv" and "txt" in found):
        return said
    if said in EXPORTED and found & {"html", "txt"}:
        return said
    why_not = _disagreement if said in TYPES else _unfit
    raise why_not(said, found, welcome=welcome)


def _unfit(said: str, found: set[str], *, welcome: bool) -> Refused:
    """Neither its name nor its bytes are of a kind we keep."""
    if "macro" in found:
        return _macros()
    if "shadow" in found:
        return _shadow()
    strange = next((one for one in sorted(found) if stranger(one)), "")
    return _strange(strange if strange and not stranger(said) else said, welcome=welcome)


def _shadow() -> Refused:
    sentence = _(
        "This is only a note that a Mac keeps beside the real file. Choose the file of the same"
        " name without “._” in front of it."
    )
    return Refused(sentence, "shadow")


def stranger(said: str) -> str:
    """Of which kind of STRANGERS an extension is; empty for none."""
    return next((kind for kind, names in STRANGERS.items() if said in names), "")


def _macros() -> Refused:
    sentence = _(
        "There are small programs (macros) in this file. Save a copy without them."
        " Send a PDF, a photo, or a Word file."
    )
    return Refused(sentence, "macros")


def _strange(said: str, *, welcome: bool = False) -> Refused:
    """`welcome`: recordings are, and this is one that nobody here can play."""
    kind = stranger(said)
    if not kind:
        return _unknown(said)
    if kind in recordings.UNASKED:
        unplayed = Refused(recordings.UNPLAYED, "unplayed", ending=f".{said}")
        return unplayed if welcome else Refused(recordings.UNASKED[kind], "strange")
    if kind == "archive":
        sentence = _(
            "This file is a folder packed into one file. Open it and send the files inside."
        )
        return Refused(sentence, "packed")
    if kind == "picture":
        sentence = _("We cannot open this kind of picture. Send a JPEG or PNG.")
        return Refused(sentence, "picture")
    what = STRANGER_NAMES[kind]
    if kind in SAVED_OTHERWISE:
        sentence = _(
            "This file is {what}, and we cannot open those. Save it as a PDF and send that."
        )
        return Refused(sentence, "unopened", what=what)
    sentence = _("This file is {what}, not a document. Send a PDF, a photo, or a Word file.")
    return Refused(sentence, "strange", what=what)


def _unknown(said: str) -> Refused:
    if said:
        sentence = _(
            "We do not know this kind of file ({ending}). Send a PDF, a photo, or a Word file."
        )
        return Refused(sentence, "unknown", ending=f".{said[:12]}")
    sentence = _("We do not know this kind of file. Send a PDF, a photo, or a Word file.")
    return Refused(sentence, "unknown")


def _disagreement(said: str, found: set[str], *, welcome: bool) -> Refused:
    if found & {"macro", "shadow"}:
        return _unfit(said, found, welcome=welcome)
    for other in sorted(found):
        if other in NAMES:
            return _renamed(said, other)
    for other in sorted(found):
        if stranger(other):
            return _strange(other, welcome=welcome)
    sentence = _(
        "This file is not {named}, though it is named like one; it may be damaged."
        " Send a PDF, a photo, or a Word file."
    )
    return Refused(sentence, "damaged", named=NAMES[said])


def _renamed(said: str, found: str) -> Refused:
    sentence = _(
        "This file is named like {named}, but it is {what}. Open it, save it again and send that."
    )
    return Refused(sentence, "renamed", named=NAMES[said], what=NAMES[found])
