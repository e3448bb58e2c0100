"""Rules of the house, held by the program itself."""

import pytest
from django.apps import apps
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from casehug.tenancy.models import FirmOwned

OURS = ("casehug", "matters", "intake", "integrations")

# Tables without a firm, and why.
GLOBAL_TABLES = {
    "casehug.Firm": "is the firm; secured by its own id",
    "casehug.User": "a person may belong to several firms; signing in comes before any firm",
}


def our_models():
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def test_every_table_belongs_to_a_firm_or_says_why_not():
    strays = {m._meta.label for m in our_models() if not issubclass(m, FirmOwned)}
    assert strays == set(GLOBAL_TABLES)


def secured():
    return [model for model in our_models() if model._meta.label != "casehug.User"]


@pytest.mark.parametrize("model", secured(), ids=lambda model: model._meta.label)
def test_postgresql_keeps_the_table_to_its_firm(db, model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner) <> current_user"
            " FROM pg_class c WHERE c.oid = %s::regclass",
            [model._meta.db_table],
        )
        assert cursor.fetchone() == (True, True, True)
        cursor.execute(
            "SELECT policyname FROM pg_policies WHERE tablename = %s", [model._meta.db_table]
        )
        assert "of_the_firm" in {name for (name,) in cursor.fetchall()}


@pytest.mark.parametrize(
    "model", [m for m in secured() if issubclass(m, FirmOwned)], ids=lambda m: m._meta.label
)
def test_references_between_firms_rows_carry_the_firm(db, model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'",
            [model._meta.db_table],
        )
        constraints = {name for (name,) in cursor.fetchall()}
    wanted = {
        f"{model._meta.db_table}_{field.column}_of_the_firm"
        for field in model._meta.local_fields
        if field.remote_field and issubclass(field.remote_field.model, FirmOwned)
    }
    assert wanted <= constraints


def test_application_role_is_plain(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles"
            " WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False)


def views(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern.callback


def test_every_view_has_a_door():
    open_views = {
        path
        for path, view in views(get_resolver().url_patterns)
        if not hasattr(view, "door") and not view.__module__.startswith("allauth.")
    }
    assert open_views == set()
