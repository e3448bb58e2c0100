"""File signatures: what a file’s bytes say it is, whatever its name says. Pure."""

import re
import zipfile
from typing import IO

import puremagic

from matters.domain import recordings

HEAD = 4096
OFFICE = "application/vnd.openxmlformats-officedocument."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
AVIF_BRANDS = {b"avif", b"avis"}
BRANDED = b"ftyp"
SAME = {
    "jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "heif": "heic", "text": "txt", "tiff": "tif",
    "dib": "bmp", "tsv": "csv", "m4v": "mp4", "m4b": "m4a", "qt": "mov", "wave": "wav",
}  # fmt: skip
STARTS = {
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"II*\0": "tif",
    b"MM\0*": "tif",
    b"{\\rtf": "rtf",
    b"MZ": "exe",
    b"\x7fELF": "elf",
    b"#!": "sh",
    b"\0\x05\x16\x07": "shadow",
}
# What puremagic guesses of these from less than we ask.
TOLD_BY_START = {
    *STARTS.values(), *recordings.TYPES,
    "pdf", "webp", "avif", "heic", "bmp", "txt", "eml", "csv", "3gp", "avi",
}  # fmt: skip
PDF_WITHIN = 1024
BITMAP_HEADERS = {12, 40, 52, 56, 64, 108, 124}  # bytes
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OPEN_KINDS = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}
OFFICE_FOLDERS = {"word": "docx", "xl": "xlsx", "ppt": "pptx"}
COMPOUND_PARTS = {
    part.encode("utf-16-le"): kind
    for part, kind in {
        "WordDocument": "doc",
        "Workbook": "xls",
        "PowerPoint Document": "ppt",
        "__properties_version1.0": "msg",
    }.items()
}
LONGEST_PART = max(map(len, COMPOUND_PARTS))
WINDOW = 2**20
# The first lines of a message as mail programs save it.
MAIL = re.compile(
    rb"(?:(?:received|return-path|delivered-to|from|to|subject|date|message-id|mime-version"
    rb"|x-[a-z0-9-]+|dkim-signature|arc-seal|reply-to|sender|content-type): ?[^\r\n]*\r?\n"
    rb"(?:[ \t][^\r\n]*\r?\n)*){2}",
    re.IGNORECASE,
)


def kinds(stream: IO[bytes]) -> set[str]:
    """What the bytes may be: extensions as TYPES and STRANGERS spell them; `macro` for a document
    with programs inside, `shadow` for what macOS keeps beside a file."""
    stream.seek(0)
    head = stream.read(HEAD)
    found = _of_container(stream, head) or _of_head(head) or recordings.kinds(head, _brands(head))
    found = found or _readable(stream, head)
    stream.seek(0)
    return found


def _of_container(stream: IO[bytes], head: bytes) -> set[str]:
    if head.startswith(b"PK\x03\x04"):
        return _packed(stream)
    return _compound(stream) if head.startswith(OLE) else set()


def _of_head(head: bytes) -> set[str]:
    if kind := next((kind for start, kind in STARTS.items() if head.startswith(start)), ""):
        return {kind}
    if head[4:8] == BRANDED and (kind := _branded(head)):
        return {kind}
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return {"webp"}
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in BITMAP_HEADERS:
        return {"bmp"}
    if _is_markup(head):
        return {"svg"} if b"<svg" in head.lower() else {"html"}
    # Banks put blank lines or a stray header before it; every reader looks this far.
    return {"pdf"} if b"%PDF-" in head[:PDF_WITHIN] else set()


def _branded(head: bytes) -> str:
    """Of the pictures that keep themselves in the boxes of a film."""
    brands = _brands(head)
    if brands & AVIF_BRANDS:
        return "avif"
    return "heic" if brands & HEIC_BRANDS else ""


def _readable(stream: IO[bytes], head: bytes) -> set[str]:
    found = {SAME.get(name, name) for name in _by_signature(head)}
    if not _is_text(stream):
        return found - TOLD_BY_START
    return {"eml", "txt"} if MAIL.match(head) else {"txt"}


def _by_signature(head: bytes) -> set[str]:
    try:
        return {match.extension.lstrip(".").lower() for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return set()


def _packed(stream: IO[bytes]) -> set[str]:
    """Word and Excel files of today are archives; what is inside tells them apart. Nothing where the
    table of contents cannot be read: a part of it never came."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return {"damaged"}
    inside = {entry.filename for entry in archive.infolist()}
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in inside):
        return {"macro"}
    if "[Content_Types].xml" not in inside:
        return {_open_document(stream)}
    folders = {name.split("/")[0] for name in inside}
    return {kind for folder, kind in OFFICE_FOLDERS.items() if folder in folders} or {"zip"}


def _open_document(stream: IO[bytes]) -> str:
    """OpenDocument says its kind in its first entry, which is never packed."""
    stream.seek(0)
    head = stream.read(HEAD)
    said = head.partition(b"mimetypeapplication/vnd.oasis.opendocument.")[2]
    return next((kind for word, kind in OPEN_KINDS.items() if said.startswith(word)), "zip")


def _compound(stream: IO[bytes]) -> set[str]:
    """Word, Excel and Outlook files of old share one container: the names of its parts tell them
    apart. Where none is found it may be either."""
    stream.seek(0)
    found, before = set(), b""
    while window := stream.read(WINDOW):
        text = before + window
        found |= {kind for part, kind in COMPOUND_PARTS.items() if part in text}
        before = window[-LONGEST_PART:]
    # A message may carry a Word file, which has parts of its own.
    return {"msg"} if "msg" in found else found or {"doc", "xls"}


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
