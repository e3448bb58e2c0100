from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_files_of_clients")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="first_steps",
            field=models.BooleanField(default=True, verbose_name="First steps"),
        ),
    ]
