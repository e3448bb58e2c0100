import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import casehug.tenancy.scope
from casehug.tenancy.row_level_security import SecureTable


class Migration(migrations.Migration):
    dependencies = [
        ("casehug", "0002_audit_chain"),
    ]

    operations = [
        migrations.AddField(
            model_name="firm",
            name="second_step_from",
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name="SecondStepReset",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="casehug.member",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="casehug.member",
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
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="casehug.member",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        SecureTable("secondstepreset"),
    ]
