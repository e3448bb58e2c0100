import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from casehug.audit.database import ChainAuditEntries
from casehug.tenancy.row_level_security import AppendOnly, SecureTable


class Migration(migrations.Migration):
    dependencies = [
        ("casehug", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="auditentry",
            name="recorded_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), editable=False
            ),
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField()),
                ("entry_id", models.BigIntegerField(unique=True)),
                ("digest", models.CharField(max_length=64)),
                (
                    "firm",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="casehug.firm",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("firm", "number"), name="one_seal_a_number")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["firm", "-at", "-id"], name="audit_of_firm"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["firm", "actor_id", "-at", "-id"], name="audit_of_person"),
        ),
        SecureTable("auditseal"),
        AppendOnly("auditseal"),
        ChainAuditEntries(),
    ]
