"""Ordering of what is asked: by category, as a client meets them."""

from collections.abc import Iterable
from typing import Any

from intake.models.asked import Category

ORDER = {category: place for place, category in enumerate(Category.values)}


def in_order(asked: Iterable[Any]) -> list[Any]:
    """By category, as a client meets them; within one, as they came."""
    return sorted(asked, key=lambda one: ORDER[one.category])


def by_category(asked: Iterable[Any]) -> list[tuple[Category, list[Any]]]:
    """In the order a client meets them, without empty ones."""
    found: dict[str, list[Any]] = {}
    for one in in_order(asked):
        found.setdefault(one.category, []).append(one)
    return [(Category(category), those) for category, those in found.items()]
