"""Template tags of the design system: what every template may use: `{% load ui %}`."""

from functools import cache

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template import Context
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from casehug.ui import formats, icons, navigation, static_bundles, support

register = template.Library()
register.filter("ago", formats.ago)
register.filter("day", formats.day)
register.filter("clock", formats.clock)
register.filter("exact", formats.exact)
register.filter("short", formats.short)
register.filter("lasted", formats.lasted)
register.filter("file_size", formats.file_size)
register.filter("grouped", formats.grouped)

KINDS = {
    "good": "check-circle",
    "waiting": "clock",
    "attention": "exclamation-triangle",
    "stop": "x-circle",
}
STEPS = {
    "planned": "minus-circle",
    "running": "arrow-path",
    "waiting": "clock",
    "good": "check-circle",
    "attention": "exclamation-triangle",
    "stop": "x-circle",
}
MESSAGES = {"success": "good", "warning": "attention", "error": "stop"}


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    return icons.icon(name, classes)


@register.simple_tag
def badge(kind: str, text: str, icon: str = "", *, bare: bool = False) -> SafeString:
    """A state: always an icon and a word. Kinds: good, waiting, attention, stop."""
    return SafeString(
        f'<span class="badge badge--{kind}{" badge--bare" if bare else ""}">'
        f"{icons.icon(icon or KINDS[kind], 'icon--small')}{conditional_escape(text)}</span>"
    )


@register.simple_tag
def saved(text: str = "") -> SafeString:
    mark = icons.icon("check", "icon--small")
    return format_html(
        '<span class="saved" role="status">{}{}</span>', mark, text or gettext("Saved")
    )


@register.simple_tag
def step_icon(kind: str) -> SafeString:
    """The mark of a `.step`: planned, running, waiting, good, attention, stop."""
    return icons.icon(STEPS[kind], "icon--turning" if kind == "running" else "")


@register.simple_tag
def when(moment: object) -> SafeString | str:
    """A moment in plain words, with the exact time on hover and for machines."""
    if moment is None:
        return ""
    return SafeString(
        f'<time datetime="{moment.isoformat()}" title="{formats.exact(moment)}">'
        f"{formats.ago(moment)}</time>"
    )


@register.inclusion_tag("django/forms/field.html")
def field(
    bound: BoundField, label: str = "", prefix: str = "", **attrs: object
) -> dict[str, object]:
    """One field with its label, hint and error. `attrs` go to the widget."""
    return {
        "field": bound,
        "label": label,
        "prefix": prefix,
        "widget": bound.as_widget(attrs=attrs),
    }


@register.inclusion_tag("ui/notice.html")
def notice(kind: str, text: str, link: str = "", url: str = "") -> dict[str, object]:
    return {"kind": kind, "icon": KINDS[kind], "text": text, "link": link, "url": url}


@register.filter
def message_kind(message: object) -> str:
    tags = message.tags.split()
    return next((kind for tag, kind in MESSAGES.items() if tag in tags), "waiting")


@register.filter
def kind_icon(kind: str) -> str:
    return KINDS[kind]


@register.simple_tag
@cache
def stylesheet(kind: str) -> SafeString:
    """All the styles of a page of this kind: `house` or `portal`."""
    return format_html('<link rel="stylesheet" href="{}">', static(static_bundles.stylesheet(kind)))


@register.simple_tag
def support_email() -> str:
    return settings.SUPPORT_EMAIL


@register.simple_tag(takes_context=True)
def support_mailto(context: Context, what: str = "", reference: object = "") -> str:
    """An email to support that names the firm, what failed and its reference."""
    firm = getattr(context.get("request"), "firm", None)
    return support.mailto(firm=firm.name if firm else "", what=what, reference=str(reference))


@register.inclusion_tag("ui/support.html", takes_context=True)
def support_line(context: Context, what: str = "", reference: object = "") -> dict[str, str]:
    """For below what failed."""
    url = support_mailto(context, what, reference)
    return {"url": url, "address": settings.SUPPORT_EMAIL}


SUPPORT = "support:"


@register.filter
def support_reference(message: object) -> str:
    """What a message about a failure was tagged with; empty for all others."""
    tags = (message.extra_tags or "").split()
    return next((tag.removeprefix(SUPPORT) for tag in tags if tag.startswith(SUPPORT)), "")


@register.simple_tag(takes_context=True)
def sections(context: Context) -> list[navigation.Place]:
    return navigation.sections(context["request"])


@register.simple_tag(takes_context=True)
def settings_tabs(context: Context) -> list[navigation.Place]:
    return navigation.settings_tabs(context["request"])


@register.simple_tag(takes_context=True)
def account_tabs(context: Context) -> list[navigation.Place]:
    return navigation.account_tabs(context["request"])
