"""Who approved an intake, and who went on without what the client did not have."""

import django.db.models.deletion
from django.db import migrations, models

from casehug.tenancy.row_level_security import FillIn

MEMBER = {
    "null": True,
    "on_delete": django.db.models.deletion.SET_NULL,
    "related_name": "+",
    "to": "casehug.member",
}
# Whoever did it last; of those who are members still.
DONE = """
SELECT DISTINCT ON (done.firm_id, done.subject_id)
    done.firm_id, done.subject_id, done.at, member.id AS member_id
FROM casehug_auditentry done
JOIN casehug_member member ON (member.firm_id, member.user_id) = (done.firm_id, done.actor_id)
WHERE (done.subject_type, done.verb) = ('{subject}', '{verb}')
ORDER BY done.firm_id, done.subject_id, done.at DESC, done.id DESC
"""
APPROVED = f"""
UPDATE intake_intake intake SET approved_by_id = done.member_id
FROM ({DONE.format(subject="intake.intake", verb="intake.approved")}) done
WHERE (done.firm_id, done.subject_id) = (intake.firm_id, intake.id::text)
AND intake.approved_at IS NOT NULL
"""  # noqa: S608 - all of it stands here
# The client's own excuse had the same verb, and nobody's name.
ACCEPTED = f"""
UPDATE intake_item item SET accepted_by_id = done.member_id, accepted_at = done.at
FROM ({DONE.format(subject="intake.item", verb="item.excused")}) done
WHERE (done.firm_id, done.subject_id) = (item.firm_id, item.id::text)
AND item.excuse <> '' AND item.state = 'approved'
"""  # noqa: S608 - all of it stands here
HISTORY = ["casehug_auditentry", "casehug_member"]


class Migration(migrations.Migration):
    dependencies = [
        ("casehug", "0004_left"),
        ("intake", "0007_reaching"),
    ]

    operations = [
        migrations.AddField(
            model_name="intake", name="approved_by", field=models.ForeignKey(**MEMBER)
        ),
        migrations.AddField(
            model_name="item", name="accepted_by", field=models.ForeignKey(**MEMBER)
        ),
        migrations.AddField(
            model_name="item", name="accepted_at", field=models.DateTimeField(null=True)
        ),
        *(
            migrations.RunSQL(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{column}_of_the_firm"'
                f' FOREIGN KEY (firm_id, "{column}") REFERENCES casehug_member (firm_id, id)'
                " DEFERRABLE INITIALLY DEFERRED",
                f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_{column}_of_the_firm"',
            )
            for table, column in (
                ("intake_intake", "approved_by_id"),
                ("intake_item", "accepted_by_id"),
            )
        ),
        FillIn(APPROVED, tables=["intake_intake", *HISTORY]),
        FillIn(ACCEPTED, tables=["intake_item", *HISTORY]),
    ]
