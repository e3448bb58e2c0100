"""Everything a client reads keeps to the house's words: plain, American, and polite in Spanish."""

import re

import pytest
from django.utils import translation

from intake.checklists.defaults import CHECKLISTS
from intake.checklists.defaults.library import ALL
from tests.catalogues import APPS, messages

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
    r"|haz|dinos|llámanos|cuéntanos|envíanos|(?!existe\b|contraste\b)\w{3,}[ai]ste)\b",
    re.IGNORECASE,
)
SPAIN = re.compile(
    r"\b(?:ordenador|móvil|coche|fichero|vosotros|vuestr\w+|habéis|nómina|hucha|abuelete|DNI"
    r"|enviad|haced|cuenta corriente)\b",
    re.IGNORECASE,
)


def is_read_by_clients(message):
    ours = (
        "intake/",
        "matters/domain/archives.py",
        "matters/domain/filetypes.py",
        "matters/case_type_defaults.py",
    )
    return any(where.startswith(ours) for where in message.where)


def spoken(language=""):
    """Every line that a client may read; of one language, or of all."""
    found = [m for app in APPS for m in messages(app, "es") if is_read_by_clients(m)]
    said = [("en", one) for message in found for one in message.said]
    said += [("es", one) for message in found for one in message.translated]
    lines = {(of, line) for of, one in said for line in one.split("\n") if line}
    return {line for of, line in lines if language in {"", of}}


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
    assert len(said) > 500
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


def spanish(text):
    with translation.override("es"):
        return translation.gettext(text) if text else ""


def test_every_sentence_of_help_ends_and_is_short_in_spanish_too():
    assert [a.key for a in ASKS if len(spanish(a.help).split()) > 36] == []


def test_two_things_asked_in_one_checklist_are_never_called_the_same():
    for name, asks in CHECKLISTS.items():
        titles = [(ask.title, spanish(ask.title)) for ask in asks if "@" not in ask.key]
        assert len({en for en, _ in titles}) == len({es for _, es in titles}) == len(titles), name
