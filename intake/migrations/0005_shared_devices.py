from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_following")]

    operations = [
        migrations.AddField(
            model_name="device",
            name="shared",
            field=models.BooleanField(default=False),
        ),
    ]
