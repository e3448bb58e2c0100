"""Members who leave stay as rows, so that what they did is told under their name."""

from django.db import migrations, models

from casehug.tenancy.row_level_security import PERSON_IN_SCOPE, WORKS_THERE

# Who left reads neither their membership nor the firm any more.
WORKING_THERE = f"{WORKS_THERE.removesuffix(')')} AND left_at IS NULL)"
BEFORE = f"""
ALTER POLICY also_readable ON casehug_member USING (user_id = {PERSON_IN_SCOPE});
ALTER POLICY also_readable ON casehug_firm USING ({WORKS_THERE});
"""
NOW = f"""
ALTER POLICY also_readable ON casehug_member
    USING (user_id = {PERSON_IN_SCOPE} AND left_at IS NULL);
ALTER POLICY also_readable ON casehug_firm USING ({WORKING_THERE});
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casehug", "0003_team"),
    ]

    operations = [
        migrations.AddField(
            model_name="member",
            name="left_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(NOW, BEFORE),
    ]
