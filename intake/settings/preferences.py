"""Preferences of a firm: how it asks its clients, one row a firm."""

from django.db import transaction

from casehug import audit
from casehug.models import Firm, Member
from intake.models import Preferences


@transaction.atomic
def change_preferences(*, firm: Firm, time_zone: str, by: Member, **values: object) -> Preferences:
    """`values`: fields of Preferences by name. Raises ValueError for any other name."""
    if unknown := values.keys() - Preferences.CHANGEABLE:
        raise ValueError(f"No preference is named {', '.join(sorted(unknown))}.")
    preferences, _ = Preferences.objects.get_or_create()
    for name, value in values.items():
        setattr(preferences, name, value)
    preferences.save(update_fields=list(values))
    if time_zone != firm.time_zone:
        firm.time_zone = time_zone
        firm.save(update_fields=["time_zone"])
    audit.record("preferences.changed", preferences, by=by.user)
    return preferences
