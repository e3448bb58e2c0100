"""Row-level security as migration operations: PostgreSQL refuses what the program should never ask."""

from django.conf import settings
from django.db.migrations.operations.base import Operation

FIRM_IN_SCOPE = "NULLIF(current_setting('casehug.firm', true), '')::uuid"
PERSON_IN_SCOPE = "NULLIF(current_setting('casehug.person', true), '')::bigint"
WORKS_THERE = (
    f"id IN (SELECT firm_id FROM casehug_member WHERE user_id = {PERSON_IN_SCOPE}"  # noqa: S608
    " AND left_at IS NULL)"
)
SECRET_IN_SCOPE = "NULLIF(current_setting('casehug.secret', true), '')"  # noqa: S105
QUEUE_IN_SCOPE = "current_setting('casehug.queue', true) = 'on'"


class SecureTable(Operation):
    """Row-level security on a model's table, and foreign keys that carry the firm.

    `also_readable` is an SQL condition under which rows may be read besides those of the firm in scope.
    Row-level security does not cover foreign keys, so each reference to another firm-owned table
    is doubled by one on (firm_id, id).
    """

    reversible = True

    def __init__(
        self, model_name: str, *, own_key: str = "firm_id", also_readable: str = ""
    ) -> None:
        self.model_name = model_name
        self.own_key = own_key
        self.also_readable = also_readable

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        for statement in self.statements(model):
            schema_editor.execute(statement)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')
        for policy in ("of_the_firm", "also_readable"):
            schema_editor.execute(f'DROP POLICY IF EXISTS {policy} ON "{table}"')

    def statements(self, model):
        table = model._meta.db_table
        yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
        yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'
        yield f'CREATE POLICY of_the_firm ON "{table}" USING ({self.own_key} = {FIRM_IN_SCOPE})'
        if self.also_readable:
            yield (
                f'CREATE POLICY also_readable ON "{table}" FOR SELECT USING ({self.also_readable})'
            )
        if self.own_key == "firm_id":
            yield f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_firm_id_id" UNIQUE (firm_id, id)'
            yield from self.composite_keys(model)

    def composite_keys(self, model):
        table = model._meta.db_table
        for field in model._meta.local_fields:
            other = field.remote_field and field.remote_field.model
            if not other or not any(f.name == "firm" for f in other._meta.local_fields):
                continue
            yield (
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{field.column}_of_the_firm"'
                f' FOREIGN KEY (firm_id, "{field.column}")'
                f' REFERENCES "{other._meta.db_table}" (firm_id, id) DEFERRABLE INITIALLY DEFERRED'
            )

    def describe(self):
        return f"Let PostgreSQL keep the rows of {self.model_name} to their firm"


class AppendOnly(Operation):
    """Nobody changes or deletes a row of this table, whatever their role."""

    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION casehug_append_only() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'rows of %% are never changed', TG_TABLE_NAME; END $$"
        )
        schema_editor.execute(
            f'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "{table}"'
            " FOR EACH ROW EXECUTE FUNCTION casehug_append_only()"
        )

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(f'DROP TRIGGER append_only ON "{table}"')

    def describe(self):
        return f"Make {self.model_name} append-only"


class GrantToApplication(Operation):
    """Let the application's plain role use what the owner creates, now and later."""

    reversible = True

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolname <> current_user FROM pg_roles WHERE rolname = %s",
                [settings.DATABASE_APP_ROLE],
            )
            if cursor.fetchone() != (True,):
                return  # One role does it all: row-level security is FORCEd on owners too.
            role = schema_editor.quote_name(settings.DATABASE_APP_ROLE)
            for statement in (
                f"GRANT USAGE ON SCHEMA public TO {role}",
                f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
                f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
                (
                    "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
                    f" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}"
                ),
                f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {role}",
            ):
                cursor.execute(statement)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        pass

    def describe(self):
        return "Grant the application's role the use of the tables"
