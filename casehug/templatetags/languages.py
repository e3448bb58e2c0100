"""Languages in templates: `{% load languages %}`."""

from django import template

from casehug import languages
from casehug.languages import Tagged
from casehug.translations.stored_texts import Translated
from casehug.ui.formats import listed

register = template.Library()
register.filter("language_here", languages.name_here)
register.filter("possible_languages", languages.possible)


@register.simple_tag
def further_languages() -> list[str]:
    """Codes of those that texts may be translated into."""
    return languages.further()


@register.simple_tag
def languages_in_words() -> str:
    """English and Spanish"""
    return listed([languages.name_here(code) for code in languages.codes()])


@register.filter
def translations_of(row: Translated, field: str) -> list[Tagged]:
    """In each further language; empty where there is none."""
    return [Tagged(row.translation(code, field), code) for code in languages.further()]
