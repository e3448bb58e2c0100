"""The page context: what every page of the portal is given."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casehug import languages
from intake.lifecycle.submission import OVER

UNCLEAR = 422


def page(request, template: str, status: int = 200, **about: object) -> HttpResponse:
    """`messages` is emptied: a member's own news has no place here."""
    house = {
        "firm": request.firm,
        "intake": request.intake,
        "language": request.language,
        "other_languages": [one for one in languages.choices() if one[0] != request.language],
        "here": request.path,
        "over": request.intake.status in OVER,
        "look_again": status == UNCLEAR,
        "messages": [],
    }
    response = render(request, template, house | about, status=status)
    response["Content-Language"] = request.language
    return response


def address(request, name: str, **about: object) -> str:
    return reverse(f"portal:{name}", kwargs={"key": request.intake.key, **about})
