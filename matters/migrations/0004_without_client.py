from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0003_spanish_names")]

    operations = [
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["firm", "-created_at", "-id"],
                condition=models.Q(client=None) & ~models.Q(status="closed"),
                name="matter_without_client",
            ),
        ),
    ]
