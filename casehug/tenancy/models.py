"""Models of a firm: rows that carry it, and the manager that raises with no firm in scope."""

from typing import cast
from uuid import UUID

from django.db import models

from casehug.tenancy.scope import NoFirmInScope, _scope, current_firm_id


class FirmManager(models.Manager):
    """Rows of the firm in scope; raises when there is none."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet:
        if (firm := _scope.get().firm) is None:
            message = f"{self.model.__name__} was queried with no firm in scope."
            raise NoFirmInScope(message)
        return super().get_queryset().filter(firm_id=firm)


class FirmOwned(models.Model):
    """A row that belongs to one firm. `unscoped` is the spelled-out, greppable exception."""

    firm = models.ForeignKey(
        "casehug.Firm",
        on_delete=models.CASCADE,
        related_name="+",
        default=current_firm_id,
        editable=False,
    )

    objects = FirmManager()
    unscoped = models.Manager()  # noqa: DJ012 - a manager, which the rule takes for a field

    class Meta:
        abstract = True

    @property
    def firm_pk(self) -> UUID:
        """`firm_id`, which django-stubs believes may be None because the field has a default."""
        return cast("UUID", self.firm_id)
