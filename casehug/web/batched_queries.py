"""Batched queries: several small querysets of one firm's rows, sent to PostgreSQL as one query.

A page that shows parts of many tables goes there and back once instead of once for each.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, Model, QuerySet
from django.db.models.functions import JSONObject

from casehug.models import Firm
from casehug.security.encryption import EncryptedTextField
from casehug.tenancy.scope import current_firm_id


def batched(**asked: QuerySet) -> dict[str, list[Any]]:
    """The rows of each queryset, annotations included, in its order; one query in all.

    What is sealed stays behind: it is fetched when somebody asks for it. Related rows are not
    brought along, so `select_related` does nothing here.
    """
    parts = {name: ArraySubquery(rows.values(row=_json(rows))) for name, rows in asked.items()}
    found: Any = Firm.objects.filter(pk=current_firm_id()).values(**parts).get()
    return {name: [_row(asked[name].model, row) for row in rows] for name, rows in found.items()}


def _json(rows: QuerySet) -> JSONObject:
    columns = [field.attname for field in _columns(rows.model)]
    return JSONObject(**{name: name for name in [*columns, *rows.query.annotations]})


def _columns(model: type[Model]) -> list[Any]:
    return [one for one in model._meta.concrete_fields if not isinstance(one, EncryptedTextField)]


def _row(model: type[Model], values: dict[str, Any]) -> Model:
    known = {field.attname: field for field in _columns(model)}
    columns = {name: field.to_python(values.pop(name)) for name, field in known.items()}
    row = model.from_db("default", list(columns), list(columns.values()))
    for name, value in values.items():  # What was annotated.
        setattr(row, name, value)
    return row


def up_to(most: int, rows: QuerySet) -> Func:
    """How many these are; `most` + 1 where there are more, which is as far as anybody counts."""
    some = ArraySubquery(rows.order_by().values("pk")[: most + 1])
    return Func(some, function="CARDINALITY", output_field=IntegerField())


def first(rows: list[Any]) -> Any:
    return rows[0] if rows else None
