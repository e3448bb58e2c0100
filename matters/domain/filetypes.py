"""Which files we keep: what their name says and what their bytes say must agree.

Pure; the content type a browser claims is never believed, because macOS and Windows name the same
file differently.
"""

import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

import puremagic

HEAD = 4096
SEND = "Send a PDF, a photo, or a Word file."
OFFICE = "application/vnd.openxmlformats-officedocument."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
HEIC_TYPE = b"ftyp"

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
}
SAME = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "heif": "heic", "text": "txt"}
NAMES = {
    "pdf": "a PDF",
    "jpg": "a JPEG photo",
    "png": "a PNG picture",
    "heic": "a HEIC photo",
    "doc": "a Word file",
    "docx": "a Word file",
    "xls": "an Excel file",
    "xlsx": "an Excel file",
    "txt": "plain text",
}
# Those we tell more of than that they are no documents.
PACKED = "a folder packed into one file"
PICTURE = "a picture of another kind"
SAVED_OTHERWISE = {
    "a presentation",
    "a Pages file",
    "a Numbers file",
    "an OpenDocument file",
    "an email message",
    "a rich text file",
}
STRANGERS = {
    "a web page": {"html", "htm", "xhtml", "mht", "mhtml"},
    "a drawing for the web (SVG)": {"svg", "svgz"},
    "a program": {
        "exe", "dll", "com", "scr", "msi", "bat", "cmd", "ps1", "vbs", "js", "jar", "sh", "app",
        "apk", "dmg", "pkg", "elf", "lnk",
    },
    PACKED: {"zip", "rar", "7z", "gz", "tar", "tgz", "bz2", "xz"},
    "a video": {"mp4", "mov", "avi", "mkv", "webm", "m4v", "mpg", "mpeg", "wmv"},
    "a sound recording": {"mp3", "wav", "m4a", "ogg", "aac", "flac", "wma"},
    "a presentation": {"ppt", "pptx", "key", "odp"},
    "a Pages file": {"pages"},
    "a Numbers file": {"numbers"},
    "an OpenDocument file": {"odt", "ods"},
    "an email message": {"eml", "msg"},
    "a rich text file": {"rtf"},
    PICTURE: {"gif", "webp", "tif", "tiff", "bmp", "avif", "psd"},
}  # fmt: skip
ACCEPT = ",".join(f".{name}" for name in [*TYPES, "jpeg", "heif"])


class Refused(Exception):
    """The file is not kept; str() is the sentence for the person who sent it.

    `why` and `about` say the same for those who tell it in another language.
    """

    def __init__(self, sentence: str, why: str = "", **about: object) -> None:
        super().__init__(sentence)
        self.why = why
        self.about = about


@dataclass(frozen=True, slots=True)
class FileType:
    extension: str
    content_type: str


def check(name: str, size: int, stream: IO[bytes], *, most: int) -> FileType:
    """What the file is, or Refused. `stream` is read at its start and end and left at its start."""
    said = check_name(name, size, most=most)
    found = kinds(stream)
    if said not in found:
        raise _disagreement(said, found)
    return FileType(said, TYPES[said])


def check_name(name: str, size: int, *, most: int) -> str:
    """What can be said before a byte has come: the extension as TYPES spells it, or Refused."""
    if size == 0:
        raise Refused("This file is empty. Open it to see if it is the right one.", "empty")
    if size > most:
        most //= 2**20
        raise Refused(f"This file is larger than {most} MB. Send it in parts.", "large", most=most)
    said = extension(name)
    if said not in TYPES:
        raise _strange(said)
    return said


def extension(name: str) -> str:
    """As TYPES spells it, where it can."""
    last = PurePath(name).suffix.lstrip(".").lower()
    return SAME.get(last, last)


def stranger(said: str) -> str:
    return next((words for words, names in STRANGERS.items() if said in names), "")


def kinds(stream: IO[bytes]) -> set[str]:
    """What the bytes may be: extensions as TYPES and STRANGERS spell them."""
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    found = {SAME.get(name, name) for name in _by_signature(head)}
    if head.startswith(b"PK\x03\x04"):
        found = _packed(stream)
    elif head.startswith(OLE):
        found = _compound(found, head)
    elif head[4:8] == HEIC_TYPE and _brands(head) & HEIC_BRANDS:
        found = {"heic"}
    elif _is_markup(head):
        found = {"svg"} if b"<svg" in head.lower() else {"html"}
    elif head.startswith(b"MZ"):
        found = {"exe"}
    elif head.startswith(b"#!"):
        found = {"sh"}
    elif not found & {"pdf", "jpg", "png", "heic"} and _is_text(stream):
        found = (found & {"rtf", "eml"}) or {"txt"}
    stream.seek(0)
    return found


def _by_signature(head: bytes) -> set[str]:
    try:
        return {match.extension.lstrip(".").lower() for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return set()


def _packed(stream: IO[bytes]) -> set[str]:
    """Word and Excel files of today are archives; the folder inside tells them apart."""
    try:
        inside = set(zipfile.ZipFile(stream).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return {"zip"}
    if "[Content_Types].xml" not in inside:
        return {"zip"}
    if any(name.lower().endswith("vbaproject.bin") for name in inside):
        return {"macro"}
    folders = {name.split("/")[0] for name in inside}
    return {
        kind
        for folder, kind in {"word": "docx", "xl": "xlsx", "ppt": "pptx"}.items()
        if folder in folders
    } or {"zip"}


def _compound(found: set[str], head: bytes) -> set[str]:
    """Word and Excel files of old share one container; nothing short tells them apart surely."""
    return {"doc", "xls"} | (found & {"msg", "msi"} if b"MSI" in head else set())


def _brands(head: bytes) -> set[bytes]:
    size = int.from_bytes(head[:4], "big")
    return {head[8:12]} | {head[at : at + 4] for at in range(16, min(size, len(head)), 4)}


MARKUP = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<script",
    b"<svg",
    b"<?xml",
    b"<iframe",
)


def _is_markup(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").lower().replace(b"\0", b"")
    return start.startswith(MARKUP) or start.startswith(b"<!--")


def _is_text(stream: IO[bytes]) -> bool:
    """Readable in UTF-8, UTF-16 with its mark, or Windows-1252, and without control characters."""
    stream.seek(0)
    raw = stream.read(64 * 1024)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decodes(raw[: len(raw) // 2 * 2], "utf-16")
    return not any(byte < 9 or (13 < byte < 32 and byte != 27) for byte in raw)


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _strange(said: str) -> Refused:
    what = stranger(said)
    if what == PACKED:
        return Refused(f"This file is {what}. Open it and send the files inside.", "packed")
    if what == PICTURE:
        return Refused("We cannot open this kind of picture. Send a JPEG or PNG.", "picture")
    if what in SAVED_OTHERWISE:
        words = f"This file is {what}, and we cannot open those. Save it as a PDF and send that."
        return Refused(words, "unopened", what=what)
    if not what:
        ending = f" (.{said[:12]})" if said else ""
        return Refused(
            f"We do not know this kind of file{ending}. {SEND}", "unknown", ending=ending
        )
    return Refused(f"This file is {what}, not a document. {SEND}", "strange", what=what)


def _disagreement(said: str, found: set[str]) -> Refused:
    named = NAMES[said]
    if "macro" in found:
        return Refused(
            f"There are small programs (macros) in this file. Save a copy without them. {SEND}",
            "macros",
        )
    for other in sorted(found):
        if other in NAMES:
            return Refused(
                f"This file is named like {named}, but it is {NAMES[other]}."
                " Open it, save it again and send that.",
                "renamed",
                named=named,
                what=NAMES[other],
            )
    for other in sorted(found):
        if any(other in names for names in STRANGERS.values()):
            return _strange(other)
    return Refused(
        f"This file is not {named}, though it is named like one; it may be damaged. {SEND}",
        "damaged",
        named=named,
    )
