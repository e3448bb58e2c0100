from django.db import migrations, models

from casehug.tenancy.row_level_security import QUEUE_IN_SCOPE, AlsoReadable


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_letters")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="macros",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(
                condition=models.Q(("preview", "")),
                fields=["uploaded_at"],
                name="upload_without_preview",
            ),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(
                condition=models.Q(("scan", "pending")),
                fields=["uploaded_at"],
                name="upload_unscanned",
            ),
        ),
        # The sweeps look for what is due in every firm.
        AlsoReadable("upload", QUEUE_IN_SCOPE),
        AlsoReadable("partialupload", QUEUE_IN_SCOPE),
    ]
