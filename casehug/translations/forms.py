"""Translation fields of a form: beside each text that may be translated, one per further language."""

import copy
from typing import Any, ClassVar

from django import forms

from casehug import languages
from casehug.translations.stored_texts import Translations, with_translation


class TranslatedForm(forms.ModelForm):
    """Of a `Translated` model; `values()` holds the translations as the model keeps them."""

    # By field: its label, and what is said below it, with the name of the {language}.
    translated: ClassVar[dict[str, Any]] = {}
    translated_help: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = dict(self.fields)
        self.fields.clear()
        for name, field in fields.items():
            self.fields[name] = field
            if name in self.translated:
                self._offer(name, field)

    def _offer(self, name: str, field: forms.Field) -> None:
        for code in languages.further():
            self.fields[field_name(name, code)] = self._in_other(name, field, code)
            kept = self.instance.translation(code, name)
            self.initial.setdefault(field_name(name, code), kept)

    def _in_other(self, name: str, field: forms.Field, code: str) -> forms.Field:
        about = {
            "language": languages.name_here(code),
            "original": languages.name_here(languages.default()),
        }
        other = copy.deepcopy(field)
        other.required = other.widget.is_required = False
        other.label = self.translated[name].format(**about)
        other.help_text = self.translated_help.get(name, "").format(**about)
        other.widget.attrs["lang"] = code
        return other

    @property
    def further(self) -> dict[str, list[forms.BoundField]]:
        """By field: those for its translations."""
        return {
            name: [self[field_name(name, code)] for code in languages.further()]
            for name in self.translated
        }

    def values(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in self._meta.fields}
        return values | {"translations": self._translations()}

    def _translations(self) -> Translations:
        """Of what this form does not ask, the former ones stay."""
        found = self.instance.translations
        for code in languages.further():
            asked = {name: self.cleaned_data[field_name(name, code)] for name in self.translated}
            found = with_translation(found, code, **asked)
        return found


def field_name(name: str, code: str) -> str:
    """title_es"""
    return f"{name}_{code}"
