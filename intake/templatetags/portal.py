"""Template tags of the portal: what the portal's templates may use: `{% load portal %}`."""

from django import template
from django.conf import settings
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from casehug import languages
from casehug.languages import pieces
from casehug.models import Firm
from casehug.ui import formats
from intake.branding import contrast
from intake.models import Intake, Upload
from intake.uploads import previews, remarks, return_reasons

register = template.Library()
DEFAULT = "1d4ed8"


@register.simple_tag
def told(text: object) -> SafeString:
    """Text with its line breaks, and its language where that is not the page's."""
    page = languages.current()
    return format_html_join(
        "", "{}", ((_marked(part, language, page),) for part, language in pieces(text))
    )


def _marked(text: str, language: str, page: str) -> SafeString:
    lines = linebreaksbr(str(text), autoescape=True)
    return (
        lines
        if language in {"", page}
        else format_html('<span lang="{}">{}</span>', language, lines)
    )


@register.simple_tag
def every_language() -> list[str]:
    """Their codes, that of the page first: for where nobody knows which the client reads."""
    here = languages.current()
    return sorted(languages.codes(), key=lambda code: code != here)


@register.filter
def phone_link(phone: str) -> str:
    """What `tel:` can dial."""
    return "".join(letter for letter in phone if letter.isdecimal() or letter == "+")


@register.filter
def reason(upload: Upload, intake: Intake) -> str:
    """As the client reads it."""
    return return_reasons.told(upload, intake.language)


@register.filter
def remarked_to_client(upload: Upload) -> list[str]:
    """The same for the client: where the password is asked for, the form says that it is locked."""
    asked = {"locked"} if upload.is_locked else set()
    return remarks.sentences(one for one in upload.remarks if one["code"] not in asked)


register.filter("may_be_seen", previews.may_be_seen)


@register.filter
def remarked(upload: Upload) -> list[str]:
    """What is odd about the file, in the language of the page."""
    return remarks.sentences(upload.remarks)


register.filter("file_size", formats.file_size)


@register.simple_tag
def brand_colours(firm: Firm) -> str:
    colour = (firm.colour or DEFAULT).removeprefix("#").lower()
    return reverse("portal:colours", args=[colour if contrast.parsed(colour) else DEFAULT])


@register.simple_tag
def brand_logo(firm: Firm) -> str:
    if not firm.logo:
        return ""
    return reverse("portal:logo", args=[firm.pk, firm.logo.rpartition("/")[2]])


@register.simple_tag
def quick_exit() -> str:
    return settings.QUICK_EXIT_URL
