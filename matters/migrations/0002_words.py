import django.db.models.deletion
from django.db import migrations, models

import casehug.tenancy.models
import casehug.tenancy.scope
from casehug.tenancy.row_level_security import SecureTable


def word_table(name, owner):
    return migrations.CreateModel(
        name=name,
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("word", models.CharField(db_collation="C", max_length=254)),
            (
                owner,
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=f"matters.{owner}",
                ),
            ),
            (
                "firm",
                models.ForeignKey(
                    default=casehug.tenancy.scope.current_firm_id,
                    editable=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="casehug.firm",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("firm", "word", owner), name=f"{owner}_word_once")
            ]
        },
    )


class Migration(migrations.Migration):
    dependencies = [
        ("casehug", "0001_initial"),
        ("matters", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="client", name="client_words"),
        migrations.RemoveIndex(model_name="matter", name="matter_words"),
        word_table("ClientWord", "client"),
        word_table("MatterWord", "matter"),
        SecureTable("clientword"),
        SecureTable("matterword"),
    ]
