"""A pseudo-language: every sentence of every catalogue in brackets, so that what is not marked shows.

Its code is Esperanto's, which Django knows and we do not speak. Sentences of Django and of allauth
are marked too: what people read is ours, whoever wrote it.
"""

import html
import importlib.resources
import re
import subprocess
import sysconfig
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.utils import translation

CODE = "eo"
OPEN, CLOSE = "⟦", "⟧"
ROOT = Path(__file__).resolve().parent.parent
APPS = ("casehug", "matters", "intake", "integrations")
PACKAGES = ("django.conf", "django.contrib.auth", "django.contrib.humanize", "allauth")
READ_ALOUD = {"alt", "aria-label", "placeholder", "title", "aria-description"}
UNSEEN = {"script", "style", "template", "svg"}
WORD = re.compile(r"[^\W\d_]{2,}")


@pytest.fixture(scope="session")
def pseudo_catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for LOCALE_PATHS."""
    folder = tmp_path_factory.mktemp("locale")
    inside = folder / CODE / "LC_MESSAGES"
    inside.mkdir(parents=True)
    bin_ = Path(sysconfig.get_path("scripts"))
    merged, plain = inside / "merged.po", inside / "django.po"
    subprocess.run(
        [bin_ / "msgcat", "--use-first", "--no-wrap", "-o", merged, *_catalogues()], check=True
    )
    # `msgen` gives each sentence itself as its translation; then it is put in brackets.
    subprocess.run([bin_ / "msgen", "--no-wrap", "-o", plain, merged], check=True)
    plain.write_text(_marked(plain.read_text()))
    subprocess.run([bin_ / "msgfmt", "-o", inside / "django.mo", plain], check=True)
    return folder


@pytest.fixture
def pseudo_language(pseudo_catalogues: Path, settings) -> Iterator[str]:
    """Spoken beside the others while the test runs; the test chooses it for its client or member."""
    settings.LANGUAGES = [*settings.LANGUAGES, (CODE, "Pseudo")]
    settings.LOCALE_PATHS = [pseudo_catalogues]
    yield CODE
    translation.deactivate()


def _catalogues() -> Iterator[Path]:
    for app in APPS:
        yield from (ROOT / app / "locale").glob("es/LC_MESSAGES/django.po")
    for package in PACKAGES:
        found = importlib.resources.files(package) / "locale" / "es" / "LC_MESSAGES" / "django.po"
        yield Path(str(found))


def _marked(catalogue: str) -> str:
    """msgstr "Hello\\n" becomes msgstr "⟦Hello⟧\\n": line breaks stay outside, as msgfmt asks."""
    head, *entries = re.split(r"\n\n(?=#|msgctxt|msgid)", catalogue)
    return "\n\n".join([head, *(_entry(entry) for entry in entries)])


def _entry(entry: str) -> str:
    return re.sub(r'^(msgstr(?:\[\d\])? )((?:".*"\n?)+)', _bracketed, entry, flags=re.MULTILINE)


def _bracketed(found: re.Match[str]) -> str:
    text = "".join(re.findall(r'"(.*)"', found[2]))
    begin = re.match(r"(?:\\n)*", text)[0]
    end = re.search(r"(?:\\n)*$", text[len(begin) :])[0]
    inside = text[len(begin) : len(text) - len(end)]
    return f'{found[1]}"{begin}{OPEN}{inside}{CLOSE}{end}"\n' if inside else found[0]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.skipped, self.texts = [], []
        # A sentence goes on across the markup inside it.
        self.depth = 0

    def handle_starttag(self, tag, attrs):
        if tag in UNSEEN:
            self.skipped.append(tag)
        self.texts += [value for name, value in attrs if name in READ_ALOUD and value]
        named = dict(attrs)
        if tag == "input" and named.get("type") in {"submit", "button"}:
            self.texts.append(named.get("value") or "")

    def handle_endtag(self, tag):
        if self.skipped and self.skipped[-1] == tag:
            self.skipped.pop()

    def handle_data(self, data):
        if not self.skipped:
            self.texts.append(OPEN * self.depth + data)
            self.depth = max(0, self.depth + data.count(OPEN) - data.count(CLOSE))


def unmarked(page: str, data: Iterable[str] = ()) -> list[str]:
    """What a person reads on an HTML page that came from no catalogue and is not among `data`
    (names, titles, addresses that the test itself put there)."""
    reader = _Reader()
    reader.feed(page)
    assert reader.depth == 0, "a sentence without its end"
    return unmarked_text(reader.texts, data)


def unmarked_text(texts: Iterable[str], data: Iterable[str] = ()) -> list[str]:
    known = sorted({html.unescape(one) for one in data}, key=len, reverse=True)
    whole = [text for text in texts if WORD.search(_without(known, _outside(text)))]
    return [" ".join(text.lstrip(OPEN).split()) for text in whole]


def _without(known: list[str], rest: str) -> str:
    if WORD.search(rest):  # Mostly nothing is left to look at.
        for one in known:
            rest = rest.replace(one, " ")
    return rest


def _outside(text: str) -> str:
    """Without what stands in brackets, which may be nested."""
    depth, rest = 0, []
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        rest.append(letter if depth <= 0 and letter not in {OPEN, CLOSE} else " ")
    return "".join(rest)
