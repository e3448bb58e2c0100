"""The hash chain, as migration operations: PostgreSQL itself dates and chains the audit entries.

`recorded_at` is PostgreSQL's clock, whatever the program says of `at`. At the commit of each entry
one seal is added: its number in the firm's log, and SHA-256 over the seal before it and the entry's
text. The trigger is deferred to the commit, so that a firm's transactions wait for each other only
there, and holds every row lock it needs by then.
"""

from django.conf import settings
from django.db.migrations.operations.base import Operation

TEXT = """
CREATE FUNCTION casehug_audit_text(entry casehug_auditentry) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_catalog AS $$
  SELECT array_to_string(ARRAY(
    SELECT length(part) || ':' || part FROM unnest(ARRAY[
      entry.id::text,
      entry.firm_id::text,
      (extract(epoch FROM entry.recorded_at) * 1000000)::bigint::text,
      (extract(epoch FROM entry.at) * 1000000)::bigint::text,
      entry.verb,
      coalesce(entry.actor_id::text, ''),
      entry.actor,
      entry.subject_type,
      entry.subject_id,
      coalesce(entry.matter_id::text, ''),
      entry.detail::text
    ]) WITH ORDINALITY AS parts(part, place) ORDER BY place
  ), ',')
$$
"""

DATED = """
CREATE FUNCTION casehug_audit_dated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.recorded_at := clock_timestamp();
  RETURN NEW;
END $$
"""

# The firm in scope may be another, or none, when the transaction commits.
CHAINED = """
CREATE FUNCTION casehug_audit_chained() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
  scope text := coalesce(current_setting('casehug.firm', true), '');
  newest casehug_auditseal%ROWTYPE;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('casehug.audit.' || NEW.firm_id, 0));
  PERFORM set_config('casehug.firm', NEW.firm_id::text, true);
  SELECT * INTO newest FROM casehug_auditseal
    WHERE firm_id = NEW.firm_id ORDER BY number DESC LIMIT 1;
  INSERT INTO casehug_auditseal (firm_id, number, entry_id, digest) VALUES (
    NEW.firm_id, coalesce(newest.number, 0) + 1, NEW.id,
    encode(sha256(convert_to(coalesce(newest.digest, '') || casehug_audit_text(NEW), 'UTF8')), 'hex')
  );
  PERFORM set_config('casehug.firm', scope, true);
  RETURN NULL;
END $$
"""

WHOLE = """
CREATE OR REPLACE FUNCTION casehug_kept_whole() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME; END $$
"""

STATEMENTS = (
    TEXT,
    DATED,
    CHAINED,
    WHOLE,
    """CREATE TRIGGER dated BEFORE INSERT ON casehug_auditentry
    FOR EACH ROW EXECUTE FUNCTION casehug_audit_dated()""",
    """CREATE CONSTRAINT TRIGGER chained AFTER INSERT ON casehug_auditentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION casehug_audit_chained()""",
    *(
        f"CREATE TRIGGER kept_whole BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION casehug_kept_whole()"
        for table in ("casehug_auditentry", "casehug_auditseal")
    ),
)
BACKWARDS = (
    "DROP TRIGGER kept_whole ON casehug_auditseal",
    "DROP TRIGGER kept_whole ON casehug_auditentry",
    "DROP TRIGGER chained ON casehug_auditentry",
    "DROP TRIGGER dated ON casehug_auditentry",
    """DROP FUNCTION casehug_kept_whole(), casehug_audit_chained(), casehug_audit_dated(),
    casehug_audit_text(casehug_auditentry)""",
)


class ChainAuditEntries(Operation):
    """Triggers of the audit log; the application's role reads seals and writes none."""

    reversible = True

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for statement in STATEMENTS:
            schema_editor.execute(statement, params=None)
        role = settings.DATABASE_APP_ROLE
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolname <> current_user FROM pg_roles WHERE rolname = %s", [role]
            )
            if cursor.fetchone() == (True,):
                name = schema_editor.quote_name(role)
                cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON casehug_auditseal FROM {name}")

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for statement in BACKWARDS:
            schema_editor.execute(statement, params=None)

    def describe(self):
        return "Chain the audit entries"
