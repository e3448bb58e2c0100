import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_drafts"), ("matters", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="remarks",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name="upload",
            name="document",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="uploads",
                to="matters.document",
            ),
        ),
    ]
