"""Which language staff wrote a reason in, and what of an email is in another than the rest."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0011_notified_by")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="own_language",
            field=models.CharField(
                blank=True,
                choices=[("en", "English"), ("es", "Español")],
                default="",
                max_length=2,
            ),
        ),
        migrations.AddField(
            model_name="letter", name="foreign", field=models.JSONField(default=dict)
        ),
    ]
