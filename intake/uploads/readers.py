"""Readers: what is written in a Word file, a table or an email, as plain words and nothing else.

Run by the viewer (`intake/uploads/viewer.py`) inside its cage; imports nothing of ours. No markup of
the file leaves: what a page shows is escaped text.
"""

import codecs
import contextlib
import csv
import email
import email.policy
import io
import itertools
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from html.parser import HTMLParser
from typing import Any, BinaryIO

MOST_LETTERS = 20_000
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 50, 20, 5
LONGEST_CELL = 300
MOST_FILES = 100
LONGEST_FIELD = 2**20
DELIMITERS = ",;\t|"
PIECE = 64 * 1024
HEADERS = ("from", "to", "cc", "date", "subject")

Read = dict[str, Any]


# --- Words ---------------------------------------------------------------------------------------


class Blocks(HTMLParser):
    """Headings, paragraphs, list items and rows of tables, in their order: [kind, text or cells]."""

    KINDS = {**{f"h{level}": "heading" for level in range(1, 7)}, "p": "text", "li": "item"}
    SILENT = {"script", "style", "head", "title", "template"}
    ENDS = {*KINDS, "div", "br", "table", "ul", "ol", "blockquote", "pre", "hr"}

    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[Any]] = []
        self.kind, self.words, self.silent = "text", "", 0
        self.cells: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in self.SILENT:
            self.silent += 1
        elif tag == "tr":
            self._end()
            self.cells = []
        elif tag in {"td", "th"}:
            self.words = ""
        elif self.cells is not None:
            self.words += " " if tag in self.ENDS else ""
        elif tag in self.ENDS:
            self._end(self.KINDS.get(tag, "text"))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in {"td", "th"} and self.cells is not None:
            self.cells.append(" ".join(self.words.split()))
            self.words = ""
        elif tag == "tr" and self.cells is not None:
            if any(self.cells):
                self.found.append(["row", self.cells[:MOST_COLUMNS]])
            self.cells = None
        elif self.cells is None and tag in self.ENDS:
            self._end()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words += data

    def close(self) -> None:
        super().close()
        self._end()

    def _end(self, kind: str = "text") -> None:
        if words := " ".join(self.words.split()):
            self.found.append([self.kind, words])
        self.kind, self.words = kind, ""


def blocks(html: str) -> list[list[Any]]:
    parser = Blocks()
    parser.feed(html)
    parser.close()
    return parser.found


def shortened(found: list[list[Any]]) -> tuple[list[list[Any]], bool]:
    """The beginning, and whether there is more."""
    left = MOST_LETTERS
    for place, (_kind, words) in enumerate(found):
        left -= len(words) if isinstance(words, str) else sum(map(len, words))
        if left < 0:
            return found[: max(place, 1)], True
    return found, False


def word(file: BinaryIO) -> Read:
    import mammoth  # noqa: PLC0415 - each question loads only what it needs

    no_pictures = mammoth.images.img_element(lambda _image: {})
    html = mammoth.convert_to_html(file, convert_image=no_pictures).value
    found, is_cut = shortened(blocks(html))
    return {"kind": "document", "blocks": found, "is_cut": is_cut}


# --- Tables --------------------------------------------------------------------------------------


def sheets(file: BinaryIO) -> Read:
    import python_calamine  # noqa: PLC0415

    book = python_calamine.CalamineWorkbook.from_filelike(file)
    names = book.sheet_names
    found = [_sheet(name, book.get_sheet_by_name(name)) for name in names[:MOST_SHEETS]]
    shown = [one for one in found if one["rows"]] or found[:1]
    return {"kind": "table", "sheets": shown, "more_sheets": max(0, len(names) - MOST_SHEETS)}


def _sheet(name: str, sheet: Any) -> Read:
    rows = sheet.to_python(nrows=MOST_ROWS)
    return _table(name, rows, sheet.height - len(rows), sheet.width)


def _table(name: str, rows: Iterable[list[Any]], more: int, width: int) -> Read:
    cells = [[_cell(one) for one in row[:MOST_COLUMNS]] for row in rows]
    columns = max(0, width - MOST_COLUMNS)
    return {"name": name, "rows": cells, "more_rows": max(0, more), "more_columns": columns}


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        value = value.date()
    if isinstance(value, datetime | date | time):
        value = value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return " ".join(str("" if value is None else value).replace("\0", "").split())[:LONGEST_CELL]


def separated(file: BinaryIO) -> Read:
    """Comma-separated values, whatever separates them."""
    csv.field_size_limit(LONGEST_FIELD)
    text = _text(file)
    beginning = text.read(PIECE)
    text.seek(0)
    rows: Iterator[list[str]] = csv.reader(text, delimiter=_delimiter(beginning))
    shown = list(itertools.islice(rows, MOST_ROWS))
    width, more = max(map(len, shown), default=0), sum(1 for _ in rows)
    return {"kind": "table", "sheets": [_table("", shown, more, width)], "more_sheets": 0}


def _text(file: BinaryIO) -> io.TextIOWrapper:
    encoding = "utf-8-sig"
    start = file.read(2)
    if start in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        encoding = "utf-16"
    elif not _is_utf_8(file):
        encoding = "cp1252"
    file.seek(0)
    return io.TextIOWrapper(file, encoding, errors="replace", newline="")


def _is_utf_8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    with contextlib.suppress(UnicodeDecodeError):
        while piece := file.read(PIECE):
            decoder.decode(piece)
        return True
    return False


def _delimiter(beginning: str) -> str:
    """What stands in the first lines most often."""
    lines = beginning.splitlines()[:20]
    return max(
        DELIMITERS, key=lambda one: min((line.count(one) for line in lines if line), default=0)
    )


# --- Emails --------------------------------------------------------------------------------------


def message(file: BinaryIO) -> Read:
    """Of one saved as text (RFC 5322)."""
    read = email.message_from_binary_file(file, policy=email.policy.default)
    said = [(name, _header(read, name)) for name in HEADERS]
    body = read.get_body(("plain", "html"))
    words = _content(body)
    if body is not None and body.get_content_subtype() == "html":
        words = _lines(words)
    return _mail(said, words, [_attached(one) for one in read.iter_attachments()])


def _header(read: Any, name: str) -> str:
    try:
        return str(read.get(name) or "")
    except (ValueError, LookupError, IndexError, AttributeError):  # As strange programs write it.
        return ""


def _content(part: Any) -> str:
    if part is None:
        return ""
    try:
        return str(part.get_content())
    except (LookupError, ValueError, KeyError):
        return (part.get_payload(decode=True) or b"").decode("cp1252", "replace")


def _attached(part: Any) -> tuple[str, int]:
    if part.get_content_type() == "message/rfc822":
        inside = part.get_payload(0)
        return _header(inside, "subject") or "message.eml", len(bytes(inside))
    return part.get_filename() or "", len(part.get_payload(decode=True) or b"")


def outlook(file: BinaryIO) -> Read:
    import oxmsg  # noqa: PLC0415

    read = oxmsg.Message.load(file)
    to = ", ".join(_person(one.name, one.email_address) for one in read.recipients)
    sent = read.sent_date.isoformat(" ", "minutes") if read.sent_date else ""
    said = [("from", read.sender or ""), ("to", to), ("date", sent), ("subject", read.subject)]
    words = read.body or _lines(read.html_body or "")
    files = [(one.file_name or "", one.size or 0) for one in read.attachments]
    return _mail(said, words, files)


def _person(name: str, address: str) -> str:
    return f"{name} <{address}>" if name and name != address else address


def _lines(html: str) -> str:
    return "\n".join(one if isinstance(one, str) else " | ".join(one) for _, one in blocks(html))


def _mail(said: list[tuple[str, str]], words: str, files: list[tuple[str, int]]) -> Read:
    words = words.replace("\0", "").replace("\r\n", "\n").strip()
    return {
        "kind": "mail",
        "headers": [(name, " ".join(line.split())[:2000]) for name, line in said if line],
        "words": words[:MOST_LETTERS],
        "is_cut": len(words) > MOST_LETTERS,
        "files": files[:MOST_FILES],
    }


READERS = {
    "docx": word,
    "xlsx": sheets,
    "xls": sheets,
    "ods": sheets,
    "csv": separated,
    "eml": message,
    "msg": outlook,
}
# Loaded before the cage closes.
PARTS = {
    "docx": ["mammoth", "html.entities"],
    "xlsx": ["python_calamine"],
    "xls": ["python_calamine"],
    "ods": ["python_calamine"],
    "eml": ["email.policy", "email.parser", "email.contentmanager", "html.entities"],
    "msg": ["oxmsg", "html.entities"],
}
