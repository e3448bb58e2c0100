import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_files")]

    operations = [
        migrations.AddField(
            model_name="intake",
            name="followed_at",
            field=models.DateTimeField(default=django.utils.timezone.now, null=True),
        ),
    ]
