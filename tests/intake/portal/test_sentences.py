"""Every sentence of the portal is there in each language, and asks for the same names."""

import re

import pytest
from django.utils import translation

from intake.models import Item
from matters.models import Client
from tests.catalogues import FURTHER, ROOT, messages
from tests.intake.sentences import CODE, TEMPLATES, all_sentences

PLACES = {str(file.relative_to(ROOT)) for file in (*CODE, *TEMPLATES)}
NAMES = re.compile(r"\{\w+[^}]*\}|%\(\w+\)s")


def catalogue(language):
    return [one for app in ("matters", "intake") for one in messages(app, language)]


def of_the_portal(language):
    return [one for one in catalogue(language) if PLACES & set(one.where)]


def keys(found):
    return {(one.context, one.said) for one in found}


@pytest.mark.parametrize("language", FURTHER)
def test_every_sentence_is_translated(language):
    translated = keys(one for one in catalogue(language) if all(one.translated))
    assert len(all_sentences()) > 250
    assert all_sentences() - translated == set()


@pytest.mark.parametrize("language", FURTHER)
def test_no_translation_is_left_over(language):
    assert keys(of_the_portal(language)) - all_sentences() == set()


@pytest.mark.parametrize("language", FURTHER)
def test_each_language_names_the_same(language):
    def names(text):
        return sorted(NAMES.findall(text))

    for one in of_the_portal(language):
        assert names(one.translated[-1]) == names(one.said[-1]), one
        assert set(names(one.translated[0])) <= set(names(one.said[-1])), one
        assert (len(one.translated) > 1) == (len(one.said) > 1), one


@pytest.mark.parametrize("language", FURTHER)
def test_what_a_client_reads_is_what_this_catalogue_says(language):
    """Catalogues of all apps are one to Django; where two say the same, the first app is heard."""
    with translation.override(language):
        for one in of_the_portal(language):
            assert told(one) == one.translated[-1], one


def told(message):
    if len(message.said) > 1:
        return translation.ngettext(*message.said, 2)
    if message.context:
        return translation.pgettext(message.context, *message.said)
    return translation.gettext(*message.said)


def test_nobody_is_told_please_or_shouted_at():
    spoken = {text for one in of_the_portal("es") for text in (*one.said, *one.translated)}
    assert [
        one for one in spoken if re.search(r"\bplease\b|\bpor favor\b|!|¡", one, re.IGNORECASE)
    ] == []


def test_a_name_with_braces_is_only_a_name(phone, ask):
    ask("Passport", "document", excuse=Item.Excuse.NOT_APPLICABLE, excused_at=None)
    Client.objects.update(first_name="{firm} %(firm)s %s <b>")
    assert "Hello {firm} %(firm)s %s &lt;b&gt;. Here is what we need." in phone.reads()
