"""Markup as a browser reads it: where a template breaks its lines is no one's business."""

import re

PRIMARY = re.compile(
    r'<(?:a|button)[^>]*class="[^"]*button--primary[^"]*"[^>]*>(.*?)</(?:a|button)>'
)


def flat(markup: str) -> str:
    """The markup with every run of white space made one space."""
    return " ".join(markup.split())


def primary_of(answer):
    """What the primary buttons of a page say."""
    found = PRIMARY.findall(flat(answer.content.decode()))
    return [flat(re.sub(r"<svg.*?</svg>|<[^>]+>", "", one)).replace(" :", ":") for one in found]
