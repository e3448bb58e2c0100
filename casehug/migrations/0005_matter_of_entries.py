"""What was done on a matter is found by the matter, whatever it was done to."""

from django.db import migrations, models

from casehug.tenancy.row_level_security import FillIn

OLDER = """
UPDATE casehug_auditentry SET matter_id =
    CASE WHEN subject_type = 'matters.matter' THEN subject_id ELSE detail->>'matter' END::bigint
WHERE subject_type = 'matters.matter' OR detail->>'matter' IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casehug", "0004_left"),
    ]

    operations = [
        migrations.AddField(
            model_name="auditentry",
            name="matter_id",
            field=models.BigIntegerField(null=True),
        ),
        FillIn(OLDER, tables=["casehug_auditentry"], history=("casehug_auditentry",)),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(
                condition=models.Q(("matter_id__isnull", False)),
                fields=["firm", "matter_id", "-at", "-id"],
                name="audit_of_matter",
            ),
        ),
    ]
