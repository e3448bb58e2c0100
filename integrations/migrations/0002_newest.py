"""Which sync is its matter's newest, and indexes for every filter of the log."""

from django.db import migrations, models
from django.db.models import Q

from casehug.tenancy.row_level_security import FillIn

FILL = """
UPDATE integrations_sync SET is_newest = true
 WHERE state <> 'superseded' AND NOT EXISTS (
    SELECT FROM integrations_sync newer
     WHERE newer.state <> 'superseded'
       AND newer.firm_id = integrations_sync.firm_id AND newer.matter_id = integrations_sync.matter_id
       AND (newer.requested_at, newer.id) > (integrations_sync.requested_at, integrations_sync.id))
"""
LOG = ["firm", "-requested_at", "-id"]
INDEXES = {
    "sync_log_by_state": (["firm", "state", "-requested_at", "-id"], None),
    "sync_log_waiting": (LOG, Q(state__in=["queued", "running"])),
    "sync_held": (LOG, Q(is_newest=True, state="held")),
    "sync_finished": (["firm", "-finished_at"], Q(state="synced")),
}


class Migration(migrations.Migration):
    dependencies = [("integrations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="sync",
            name="is_newest",
            field=models.BooleanField(default=False, editable=False),
        ),
        FillIn(FILL, tables=["integrations_sync"]),
        migrations.AlterField(
            model_name="sync",
            name="is_newest",
            field=models.BooleanField(default=True, editable=False),
        ),
        migrations.AddConstraint(
            model_name="sync",
            constraint=models.UniqueConstraint(
                fields=["firm", "matter"],
                condition=Q(is_newest=True),
                name="one_newest_per_matter",
            ),
        ),
        *(
            migrations.AddIndex(
                model_name="sync",
                index=models.Index(condition=condition, fields=fields, name=name),
            )
            for name, (fields, condition) in INDEXES.items()
        ),
    ]
