from django.db import migrations, models
from django.db.models import Q

from casehug.tenancy.row_level_security import FillIn

SHIPPED = '\'[{"value": "call"}, {"value": "voicemail"}, {"value": "email"}]\''
KNOWN_AGAIN = f"""
UPDATE TABLE SET key = 'safe_to_call'
 WHERE answer_type = 'choices' AND options @> {SHIPPED}::jsonb
"""  # noqa: S608 - constants of this file
SENT_BEFORE = "UPDATE intake_intake SET last_sent_at = sent_at WHERE sent_at IS NOT NULL"
ASKED_BEFORE = """
UPDATE intake_intake SET asked_again_at = told.at
  FROM (SELECT matter_id, max(written_at) AS at FROM intake_letter
         WHERE kind = 'returned' GROUP BY matter_id) told
 WHERE told.matter_id = intake_intake.matter_id
"""
# The evening begins at six now; the last hour to begin at is four.
BEFORE_EVENING = "UPDATE intake_preferences SET reminder_hour = 16 WHERE reminder_hour > 16"


class Migration(migrations.Migration):
    dependencies = [("intake", "0006_review_desk")]

    operations = [
        *[
            migrations.AddField(
                model_name=name,
                name="key",
                field=models.CharField(blank=True, default="", editable=False, max_length=40),
            )
            for name in ("checklistitem", "item")
        ],
        migrations.AddField(
            model_name="item", name="needs_announcing", field=models.BooleanField(default=False)
        ),
        migrations.AddField(
            model_name="intake", name="last_sent_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="intake", name="asked_again_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="letter",
            name="held",
            field=models.CharField(
                blank=True,
                choices=[
                    ("call", "the client asked to be called"),
                    ("text", "the client asked for text messages"),
                    ("no_link", "the private link no longer works"),
                ],
                default="",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("invitation", "Invitation"),
                    ("reminder", "Reminder"),
                    ("returned", "Returned items"),
                    ("answer", "Answer to the client"),
                    ("code", "Code for another device"),
                    ("received", "Receipt"),
                    ("approved", "All is in order"),
                    ("submitted", "To staff: submitted"),
                    ("uploaded", "To staff: uploaded"),
                    ("sync_failed", "To staff: sync needs somebody"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="preferences",
            name="tells_received",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="preferences",
            name="tells_approved",
            field=models.BooleanField(default=True),
        ),
        migrations.RemoveIndex(model_name="intake", name="intake_waiting_for_client"),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(
                condition=Q(status__in=["sent", "in_progress", "returned", "submitted"]),
                fields=["sent_at"],
                name="intake_to_remind",
            ),
        ),
        *(
            FillIn(KNOWN_AGAIN.replace("TABLE", table), tables=[table])
            for table in ("intake_item", "intake_checklistitem")
        ),
        FillIn(SENT_BEFORE, tables=["intake_intake"]),
        FillIn(ASKED_BEFORE, tables=["intake_intake", "intake_letter"]),
        FillIn(BEFORE_EVENING, tables=["intake_preferences"]),
    ]
