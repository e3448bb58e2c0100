"""Which email tells the client of a return: whether they know is what became of it."""

import django.db.models.deletion
from django.db import migrations, models

from casehug.tenancy.row_level_security import FillIn

# The email was written in the transaction that took the return as told.
WRITTEN = """
UPDATE intake_upload upload SET notified_by_id = letter.id
FROM intake_item item, intake_intake intake, intake_letter letter
WHERE item.id = upload.item_id AND intake.id = item.intake_id
AND (letter.firm_id, letter.matter_id) = (intake.firm_id, intake.matter_id)
AND letter.kind = 'returned'
AND letter.written_at BETWEEN upload.told_at - interval '30 s' AND upload.told_at + interval '30 s'
"""
TABLES = ["intake_upload", "intake_item", "intake_intake", "intake_letter"]
OF_THE_FIRM = "intake_upload_notified_by_id_of_the_firm"


class Migration(migrations.Migration):
    dependencies = [("intake", "0010_turn")]

    operations = [
        migrations.AlterField(
            model_name="letter", name="to", field=models.EmailField(blank=True, max_length=254)
        ),
        migrations.AlterField(
            model_name="letter",
            name="held",
            field=models.CharField(
                blank=True,
                choices=[
                    ("call", "the client asked to be called"),
                    ("text", "the client asked for text messages"),
                    ("no_link", "the private link no longer works"),
                    ("address", "the client has no email address"),
                ],
                default="",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="notified_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="intake.letter",
            ),
        ),
        migrations.RunSQL(
            f'ALTER TABLE "intake_upload" ADD CONSTRAINT "{OF_THE_FIRM}"'
            ' FOREIGN KEY (firm_id, "notified_by_id") REFERENCES intake_letter (firm_id, id)'
            " DEFERRABLE INITIALLY DEFERRED",
            f'ALTER TABLE "intake_upload" DROP CONSTRAINT "{OF_THE_FIRM}"',
        ),
        FillIn(WRITTEN, tables=TABLES),
        migrations.RemoveField(model_name="upload", name="told_at"),
    ]
