"""Seal every secret again with the newest key, so that older keys can be taken off the ring."""

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import models, transaction

from casehug.accounts.adapters import SECOND_FACTOR
from casehug.models import Member, User
from casehug.security.encryption import EncryptedTextField, decrypt, encrypt, is_current
from casehug.tenancy.models import FirmOwned
from casehug.tenancy.scope import firm_scope, person_scope

SECRETS = ("secret", "seed")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("firms", nargs="*", help="ids of firms; without any, all of them")

    def handle(self, *args: object, **options: Any) -> None:
        count = sum(rotate_firm(firm_id) for firm_id in options["firms"] or all_firms())
        count += rotate_second_factors()
        self.stdout.write(f"{count} secrets sealed again.")


def all_firms() -> list:
    """Every firm, found through the people who work there: no scope sees all firms at once."""
    found: set[UUID] = set()
    for user_id in User.objects.values_list("pk", flat=True):
        with person_scope(user_id):
            found.update(Member.unscoped.values_list("firm_id", flat=True))
    return sorted(found)


def rotate_firm(firm_id: Any) -> int:
    with firm_scope(firm_id):
        return sum(
            rotate(model, field)
            for model in apps.get_models()
            if issubclass(model, FirmOwned)
            for field in model._meta.local_fields
            if isinstance(field, EncryptedTextField)
        )


def rotate(model: type[models.Model], field: EncryptedTextField) -> int:
    """One row at a time, each locked: readers and writers go on meanwhile."""
    count = 0
    for pk in model.objects.exclude(**{field.attname: ""}).values_list("pk", flat=True):
        with transaction.atomic():
            row = model.objects.select_for_update().get(pk=pk)
            if not is_current(row.__dict__[field.attname]):
                setattr(row, field.attname, getattr(row, field.attname))
                row.save(update_fields=[field.attname])
                count += 1
    return count


def rotate_second_factors() -> int:
    count = 0
    for pk in Authenticator.objects.values_list("pk", flat=True):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().get(pk=pk)
            count += _rotated(row)
    return count


def _rotated(row: Authenticator) -> int:
    changed = 0
    for name in SECRETS:
        value = row.data.get(name)
        if isinstance(value, str) and not is_current(value):
            row.data[name] = encrypt(decrypt(value, SECOND_FACTOR), SECOND_FACTOR)
            changed = 1
    if changed:
        row.save(update_fields=["data"])
    return changed
