"""What ships asks for recordings where injuries and custody are shown: so do the lists firms have.

A list the firm has changed since the switch came had it in sight, and stays as it is. Row-level
security holds for the owner of the table too, unless it is told otherwise for the moment.
"""

from django.db import migrations

KEYS = "'injury_photos', 'scene_photos', 'damage_photos', 'custody_messages'"
SWITCHED = (
    "SELECT applied FROM django_migrations WHERE app = 'intake' AND name = '0004_files_of_clients'"
)
WELCOME = f"""
    WITH welcoming AS (
        UPDATE intake_checklistitem AS item SET takes_recordings = true
        FROM intake_checklist AS list
        WHERE item.checklist_id = list.id AND item.firm_id = list.firm_id
          AND item.key IN ({KEYS}) AND item.kind = 'document' AND NOT item.takes_recordings
          AND list.changed_at < ({SWITCHED})
        RETURNING item.checklist_id
    )
    UPDATE intake_checklist SET changed_at = now()
    WHERE id IN (SELECT checklist_id FROM welcoming)
"""  # noqa: S608 - our own words
TABLES = ("intake_checklist", "intake_checklistitem")
FOR_ALL = [f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY' for table in TABLES]
AS_BEFORE = [f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY' for table in TABLES]


class Migration(migrations.Migration):
    dependencies = [("intake", "0006_summary_due")]

    operations = [
        migrations.RunSQL([*FOR_ALL, WELCOME, *AS_BEFORE], migrations.RunSQL.noop),
    ]
