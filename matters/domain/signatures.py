"""File signatures: what a file’s bytes say it is, whatever its name says. Pure."""

import zipfile
from typing import IO

import puremagic

HEAD = 4096
OFFICE = "application/vnd.openxmlformats-officedocument."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
HEIC_TYPE = b"ftyp"
SAME = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "heif": "heic", "text": "txt"}


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
