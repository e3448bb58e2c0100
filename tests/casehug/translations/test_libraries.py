"""What Django and allauth would say of our forms and of signing in, we say in our words, in every
language.
"""

import re
from pathlib import Path

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.utils import translation

from casehug.models import User
from tests.catalogues import FIELD, marked

(FOLDER,) = map(Path, settings.LOCALE_PATHS)
CODES = [code for code, _ in settings.LANGUAGES]
# Nobody here signs in with a name or a number, or chooses one.
UNHEARD = re.compile(r"phone|username", re.IGNORECASE)
# Said to who tampers with a form, or never.
UNASKED = {"Please select only one.", "Enter a valid UUID.", "Enter a valid JSON."}


def msgids(code):
    text = (FOLDER / code / "LC_MESSAGES" / "django.po").read_text()
    fields = FIELD.findall(text)
    return {
        said for name, lines in fields if name == "msgid" for said in re.findall(r'"(.+)"', lines)
    }


def raw(message):
    """What stands in the source of who says it."""
    return getattr(message, "_args", None) and message._args[0]


def of_our_forms():
    """The standard sentences of every kind of field that our forms hold."""
    rooms = tuple(config.name for config in apps.get_app_configs() if config.name in ROOMS)
    kinds = {forms.CharField, forms.EmailField, forms.FileField}
    for form in every(forms.BaseForm):
        if form.__module__.startswith(rooms):
            kinds |= {type(field) for field in form.base_fields.values()}
    for kind in kinds:
        for one in kind.__mro__:
            yield from getattr(one, "default_error_messages", {}).values()


ROOMS = {"casehug", "matters", "intake", "integrations"}


def every(kind):
    for one in kind.__subclasses__():
        yield one
        yield from every(one)


def of_allauth():
    for adapter in (DefaultAccountAdapter, DefaultMFAAdapter):
        yield from adapter.error_messages.values()


@pytest.mark.parametrize("code", CODES)
def test_no_library_speaks_for_itself(code):
    ours = msgids(code) | marked() | UNASKED
    said = {sentence for one in [*of_our_forms(), *of_allauth()] if (sentence := raw(one))}
    assert len(said) > 30
    assert {one for one in said if isinstance(one, str) and not UNHEARD.search(one)} - ours == set()


@pytest.mark.parametrize("code", CODES)
def test_a_library_that_changed_its_sentence_is_noticed(code):
    """Each entry stands before a sentence that is still said."""
    site = Path(forms.__file__).parents[2]
    sources = [*site.glob("django/**/*.py"), *site.glob("allauth/**/*.py")]
    said = {text for path in sources for text in re.findall(r'"((?:[^"\\\n])+)"', path.read_text())}
    joined = "\n".join(re.sub(r'"\s*\n\s*"', "", path.read_text()) for path in sources)
    assert {one for one in msgids(code) if one not in said and one not in joined} == set()


@pytest.mark.parametrize(
    ("code", "password", "told"),
    [
        ("en", "short", "This password is too short. Use at least 10 characters."),
        ("en", "password123", "Many people use this password, so it is easy to guess. Choose another."),
        ("en", "lena.ortiz@hart", "This password is too close to your name or email. Choose another."),
        ("es", "short", "Esta contraseña es muy corta. Use al menos 10 caracteres."),
    ],
)  # fmt: skip
def test_a_weak_password_is_told_plainly(code, password, told):
    person = User(email="lena.ortiz@hart.example", name="Lena Ortiz")
    with translation.override(code):
        said = []
        for validator in get_default_password_validators():
            try:
                validator.validate(password, person)
            except ValidationError as error:
                said += error.messages
    assert told in said


def test_english_is_rewritten_too():
    class Asked(forms.Form):
        email = forms.EmailField()
        name = forms.CharField(max_length=3)

    form = Asked({"email": "maya@", "name": "Maya"})
    assert form.errors["email"] == ["This is not a whole email address, such as name@example.com."]
    assert form.errors["name"] == [
        "This is too long: 4 characters, and there is room for 3. Shorten it."
    ]
    assert Asked({}).errors["name"] == ["Fill this in."]
