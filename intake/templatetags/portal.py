"""What the portal's templates may use: `{% load portal %}`."""

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from casehug import clockwords
from casehug.models import Firm
from intake import words
from intake.domain import brand
from intake.models import Language

register = template.Library()
DEFAULT = "1d4ed8"


@register.simple_tag(takes_context=True)
def say(context: Context, sentence: str, **about: object) -> SafeString:
    """A sentence of intake/words.py in the client's language."""
    return conditional_escape(words.said(sentence, str(context.get("language", "en")), **about))


@register.simple_tag
def both(sentence: str, **about: object) -> dict[str, str]:
    """In each language, for where the client's is not known."""
    return {code: words.said(sentence, code, **about) for code in ("en", "es")}


@register.simple_tag
def language_name(code: str) -> str:
    """As those who speak it call it."""
    return Language(code).label


@register.filter
def phone_link(phone: str) -> str:
    """What `tel:` can dial."""
    return "".join(letter for letter in phone if letter.isdecimal() or letter == "+")


register.filter("file_size", clockwords.file_size)


@register.simple_tag
def brand_colours(firm: Firm) -> str:
    colour = (firm.colour or DEFAULT).removeprefix("#").lower()
    return reverse("portal:colours", args=[colour if brand.parsed(colour) else DEFAULT])


@register.simple_tag
def brand_logo(firm: Firm) -> str:
    if not firm.logo:
        return ""
    return reverse("portal:logo", args=[firm.pk, firm.logo.rpartition("/")[2]])


@register.simple_tag
def quick_exit() -> str:
    return settings.QUICK_EXIT_URL
