"""Message catalogues (.po) as tests read them."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
APPS = ("casehug", "matters", "intake", "integrations")
FURTHER = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
STRING = re.compile(r'^"(.*)"$', re.MULTILINE)
FIELD = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:".*"\n?)+)', re.MULTILINE)


@dataclass(frozen=True)
class Message:
    """where: the files it is said in, from the root of the repository."""

    said: tuple[str, ...]
    translated: tuple[str, ...]
    where: tuple[str, ...]
    is_fuzzy: bool
    context: str = ""


def messages(app: str, code: str) -> list[Message]:
    text = (ROOT / app / "locale" / code / "LC_MESSAGES" / "django.po").read_text()
    _head, *entries = re.split(r"\n\n(?=#|msgctxt|msgid)", text)
    return [_message(entry) for entry in entries]


def _message(entry: str) -> Message:
    fields = {name: _joined(lines) for name, lines in FIELD.findall(entry + "\n")}
    return Message(
        said=tuple(text for name, text in fields.items() if name.startswith("msgid")),
        translated=tuple(text for name, text in fields.items() if name.startswith("msgstr")),
        where=tuple(
            re.findall(r"[\w./]+\.\w+", " ".join(re.findall(r"^#:(.*)$", entry, re.MULTILINE)))
        ),
        is_fuzzy=re.search(r"^#,.*\bfuzzy\b", entry, re.MULTILINE) is not None,
        context=fields.get("msgctxt", ""),
    )


def _joined(lines: str) -> str:
    return "".join(ast.literal_eval(f'"{text}"') for text in STRING.findall(lines))


CATALOGUES = [
    ROOT / app / "locale" / code / "LC_MESSAGES" / "django.po" for app in APPS for code in FURTHER
]


def entries(catalogue):
    """((context, sentence, its plural), translations) of a catalogue."""
    app, code = catalogue.parents[3].name, catalogue.parents[1].name
    for one in messages(app, code):
        yield (one.context, one.said[0], (*one.said, "")[1]), list(one.translated)


@cache
def marked():
    """Every sentence that is marked for translation, both forms of those with a count."""
    found = [key for catalogue in CATALOGUES for key, _ in entries(catalogue)]
    return {form for _, sentence, plural in found for form in (sentence, plural) if form}
