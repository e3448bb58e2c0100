from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0005_shared_devices")]

    operations = [
        migrations.AddField(
            model_name="intake",
            name="approved_from",
            field=models.CharField(blank=True, default="", max_length=12),
        ),
        migrations.AddField(
            model_name="item",
            name="helped_by",
            field=models.CharField(blank=True, default="", max_length=150),
        ),
        migrations.AddField(
            model_name="item",
            name="helped_at",
            field=models.DateTimeField(null=True),
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
                    ("submitted", "To staff: submitted"),
                    ("uploaded", "To staff: uploaded"),
                    ("sync_failed", "To staff: sync needs somebody"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(
                condition=models.Q(("reviewed_by__isnull", False)),
                fields=["firm", "reviewed_by", "-reviewed_at"],
                name="upload_decided",
            ),
        ),
    ]
