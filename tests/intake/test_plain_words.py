"""Everything a client reads keeps to the house's words: plain, American, and polite in Spanish."""

import re

import pytest

from intake.checklists.defaults import CHECKLISTS
from intake.checklists.defaults.library import ALL
from intake.emails import texts
from intake.spanish import SPANISH
from intake.uploads import refusals
from intake.uploads.return_reasons import REASONS
from matters.domain import filetypes

ASKS = [*ALL, *(ask for asks in CHECKLISTS.values() for ask in asks)]

# Americans write these otherwise.
BRITISH = re.compile(
    r"\b\w*(?:colour|favour|neighbour|honour|behaviour|labour|centre|cheque|licence|programme|grey"
    r"|judgement|defence|travell|cancell|organis|realis|recognis|apologis|whilst|tyre|cosy"
    r"|fulfil\b|enrol\b)\w*",
    re.IGNORECASE,
)
SHOUTED = re.compile(
    r"\bplease\b|\bsuccessful|\bpor favor\b|\bexitosa|\bcon éxito\b|!|¡|\boops\b", re.IGNORECASE
)
# Words a person learns from a lawyer.
LEGALESE = re.compile(
    r"\b(?:here(?:by|in|to)|there(?:of|in)|pursuant|affidavit|petitioner|respondent|plaintiff"
    r"|defendant|decedent|testator|intestate|jurisdiction|litiga|dissolution|conservator"
    r"|fiduciary|stipulat|affiant|deponent|aforementioned|prima facie|pro se|remedy|tort"
    r"|creditor|creditors)\w*"
    r"|\b(?:demandante|demandado|causante|cujus|otrosí|intestad|foja|supérstite|acreedor|litigi"
    r"|comparec|notificación judicial)\w*",
    re.IGNORECASE,
)
# As one speaks to a friend; a client is addressed as usted.
TU = re.compile(
    r"\b(?:tú|tu|tus|ti|te|contigo|tuy[oa]s?|tienes|puedes|debes|quieres|necesitas|eres|estás|sabes"
    r"|haz|dinos|llámanos|cuéntanos|envíanos|(?!existe\b)\w{3,}[ai]ste)\b",
    re.IGNORECASE,
)
SPAIN = re.compile(
    r"\b(?:ordenador|móvil|coche|fichero|vosotros|vuestr\w+|habéis|nómina|hucha|abuelete|DNI"
    r"|enviad|haced|cuenta corriente)\b",
    re.IGNORECASE,
)


def both(table):
    """Every sentence in a table of our letters, whatever its shape, as (language, sentence)."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from both(value)
        elif key in {"en", "es"}:
            yield from ((key, one) for one in ([value] if isinstance(value, str) else value))


def of_asks():
    for ask in ASKS:
        yield from (("en", ask.title), ("en", ask.help), ("es", ask.title_es), ("es", ask.help_es))
        yield from ((language, o[language]) for o in ask.options for language in ("en", "es"))


def of_letters():
    for table in vars(texts).values():
        if isinstance(table, dict):
            yield from both(table)


def of_refusals():
    yield from (("es", one) for one in [*refusals.SPANISH.values(), *refusals.THINGS.values()])
    for pair in [*refusals.BOTH.values(), *(told for _, *told in REASONS.values())]:
        yield from zip(("en", "es"), pair, strict=True)
    yield from (("en", one) for one in [*filetypes.STRANGERS, *filetypes.NAMES.values()])
    for name in ("a.xyz", "a.zip", "a.gif", "a.odt"):
        with pytest.raises(filetypes.Refused) as refusal:
            filetypes.check_name(name, 1, most=1)
        yield "en", str(refusal.value)


def spoken(language=""):
    said = [*of_asks(), *of_letters(), *of_refusals()]
    said += [("en", one) for one in SPANISH] + [("es", one) for one in SPANISH.values()]
    # The invitation has one line for those who would rather read the other language.
    lines = {(spoken, line) for spoken, one in said for line in one.split("\n") if line}
    other = {("en", "¿Prefiere"), ("es", "Prefer English")}
    return {
        line
        for spoken, line in lines
        if language in {"", spoken} and not any(line.startswith(o) for s, o in other if s == spoken)
    }


@pytest.mark.parametrize(
    ("language", "never"),
    [
        ("en", BRITISH),
        ("", SHOUTED),
        ("", LEGALESE),
        ("es", TU),
        ("es", SPAIN),
    ],
    ids=["british", "shouted", "legalese", "tu", "spain"],
)
def test_nothing_a_client_reads_says(language, never):
    said = spoken(language)
    assert len(said) > 300
    assert sorted(line for line in said if never.search(line)) == []


@pytest.mark.parametrize(
    ("never", "lines"),
    [
        (BRITISH, ["Race or colour", "Your neighbour’s name", "Have you travelled?"]),
        (SHOUTED, ["Please wait.", "Guardado con éxito.", "Thanks!"]),
        (LEGALESE, ["Letters from creditors", "The decedent’s will", "Cartas de acreedores"]),
        (TU, ["Dinos cómo es", "Lo que enviaste", "Abre tu lista"]),
        (SPAIN, ["Ábralo en su ordenador"]),
    ],
)
def test_these_rules_find_what_they_look_for(never, lines):
    assert [line for line in lines if not never.search(line)] == []


def test_every_sentence_of_help_ends_and_is_short_in_spanish_too():
    assert [a.key for a in ASKS if len(a.help_es.split()) > 36] == []


def test_two_things_asked_in_one_checklist_are_never_called_the_same():
    for name, asks in CHECKLISTS.items():
        titles = [(ask.title, ask.title_es) for ask in asks if "@" not in ask.key]
        assert len({en for en, _ in titles}) == len({es for _, es in titles}) == len(titles), name
