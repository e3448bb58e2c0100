"""Translations of stored texts: a column holds the text as it was written, `translations` the same
text in other languages.

Written means in the default language (`casehug.languages.default`), in which also our own texts stand
in the code. Another language needs no column.
"""

from django.db import models
from django.utils import translation
from django.utils.translation.trans_real import catalog

from casehug import languages
from casehug.languages import Tagged

Translations = dict[str, dict[str, str]]


class Translated(models.Model):
    # By language, then by field: {"es": {"title": "…"}}. What is missing is read as it was written.
    translations = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    def text_in(self, language: str, field: str) -> Tagged:
        """In `language` where it is translated, else as it was written."""
        if translated := self.translation(language, field):
            return Tagged(translated, language)
        return Tagged(getattr(self, field), languages.default())

    def translation(self, language: str, field: str) -> str:
        """Empty where there is none."""
        return self.translations.get(language, {}).get(field, "")


def with_translation(kept: Translations, language: str, **texts: str) -> Translations:
    """`kept` with these texts of one language in place of those it had; empty ones are left out."""
    those = {**kept.get(language, {}), **texts}
    those = {field: text for field, text in those.items() if text}
    rest = {code: fields for code, fields in kept.items() if code != language}
    return {**rest, language: those} if those else rest


def from_catalogues(**texts: str) -> Translations:
    """Of texts of ours, by field: what the catalogue of each further language says."""
    found: Translations = {}
    for code in languages.further():
        with translation.override(code):
            found = with_translation(
                found, code, **{field: _known(text) for field, text in texts.items()}
            )
    return found


def _known(text: str) -> str:
    """In the active language; empty where its catalogue lacks it. “No” is Spanish too, so that it is
    the same tells nothing."""
    if not text or text not in catalog()._catalog:  # noqa: SLF001 - as Django's JavaScriptCatalog does
        return ""
    return translation.gettext(text)
