import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models

import casehug.security.encryption
import casehug.tenancy.scope
import casehug.translations.sentences
from casehug.tenancy.row_level_security import QUEUE_IN_SCOPE, SecureTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casehug", "0001_initial"),
        ("matters", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConnectAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state_hash", models.CharField(max_length=64, unique=True)),
                ("session_hash", models.CharField(max_length=64)),
                ("region", models.CharField(max_length=2)),
                ("redirect_uri", models.CharField(max_length=300)),
                ("expires_at", models.DateTimeField()),
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
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("clio_account", models.CharField(max_length=48)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contact", "Contact"),
                            ("matter", "Matter"),
                            ("document", "Document"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("inflight", "On its way"),
                            ("done", "In Clio"),
                            ("parked", "Waiting for a decision"),
                        ],
                        default="planned",
                        max_length=8,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("created", "created"),
                            ("by_email", "linked by email"),
                            ("chosen", "linked by choice"),
                        ],
                        default="created",
                        max_length=8,
                    ),
                ),
                ("generation", models.PositiveSmallIntegerField(default=1)),
                ("attempted_at", models.DateTimeField(null=True)),
                ("clio_id", models.BigIntegerField(null=True)),
                ("version_uuid", models.CharField(blank=True, max_length=80)),
                ("label", models.CharField(blank=True, max_length=255)),
                ("pushed", models.JSONField(default=dict)),
                ("verified_at", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("busy", "Clio is busy"),
                            ("budget", "No call is left in this window"),
                            ("throttled", "Clio asked us to slow down"),
                            ("unreachable", "Clio cannot be reached"),
                            ("checking", "Clio is still checking a file"),
                            ("expired", "An upload address ran out"),
                            ("conflict", "Changed in Clio at the same moment"),
                            ("unknown", "May have been applied; Clio is asked first"),
                            ("one_at_a_time", "Another worker has it"),
                            ("fault", "Something went wrong on our side"),
                            ("error", "An error without a kind"),
                            ("undone", "The approval was undone"),
                            ("held", "A person must decide"),
                            ("reconnect", "Access lapsed or was revoked"),
                            ("region", "Another region of Clio"),
                            ("credentials", "The API credentials are wrong"),
                            ("forbidden", "Clio does not let the connected person do this"),
                            ("refused", "Clio refused the row as it stands"),
                            ("needs_client", "The matter has no client"),
                            ("unmapped", "The case type is not mapped"),
                            ("several_contacts", "Several contacts have this email"),
                            ("not_found", "Clio has no such row"),
                            ("deleted", "Deleted in Clio"),
                            ("gone_in_clio", "No longer in Clio"),
                            ("moved", "Belongs to another contact in Clio"),
                            ("lost", "The file is missing or changed on our side"),
                        ],
                        max_length=20,
                    ),
                ),
                ("sentence", casehug.translations.sentences.SentenceField(blank=True)),
                ("candidates", models.JSONField(default=list)),
                (
                    "client",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="matters.client",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="matters.document",
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
                    "matter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="matters.matter",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PracticeArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("clio_account", models.CharField(max_length=48)),
                ("clio_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("gone_at", models.DateTimeField(null=True)),
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
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="CaseTypeMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("clio_account", models.CharField(max_length=48)),
                ("without_practice_area", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "case_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="matters.casetype",
                    ),
                ),
                (
                    "chosen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                    "practice_area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mappings",
                        to="integrations.practicearea",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sync",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("manual", "Sync to Clio"),
                            ("matter_created", "Auto-sync on matter created"),
                            ("approval", "Auto-sync on approval"),
                            ("retry", "Retry"),
                            ("mended", "What was missing was added"),
                        ],
                        max_length=16,
                    ),
                ),
                ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("running", "Syncing"),
                            ("synced", "Synced"),
                            ("held", "Needs you"),
                            ("superseded", "Replaced"),
                        ],
                        default="queued",
                        max_length=12,
                    ),
                ),
                (
                    "not_before",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("lease_until", models.DateTimeField(null=True)),
                ("fence", models.PositiveIntegerField(default=0)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("busy", "Clio is busy"),
                            ("budget", "No call is left in this window"),
                            ("throttled", "Clio asked us to slow down"),
                            ("unreachable", "Clio cannot be reached"),
                            ("checking", "Clio is still checking a file"),
                            ("expired", "An upload address ran out"),
                            ("conflict", "Changed in Clio at the same moment"),
                            ("unknown", "May have been applied; Clio is asked first"),
                            ("one_at_a_time", "Another worker has it"),
                            ("fault", "Something went wrong on our side"),
                            ("error", "An error without a kind"),
                            ("undone", "The approval was undone"),
                            ("held", "A person must decide"),
                            ("reconnect", "Access lapsed or was revoked"),
                            ("region", "Another region of Clio"),
                            ("credentials", "The API credentials are wrong"),
                            ("forbidden", "Clio does not let the connected person do this"),
                            ("refused", "Clio refused the row as it stands"),
                            ("needs_client", "The matter has no client"),
                            ("unmapped", "The case type is not mapped"),
                            ("several_contacts", "Several contacts have this email"),
                            ("not_found", "Clio has no such row"),
                            ("deleted", "Deleted in Clio"),
                            ("gone_in_clio", "No longer in Clio"),
                            ("moved", "Belongs to another contact in Clio"),
                            ("lost", "The file is missing or changed on our side"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_newest", models.BooleanField(default=True, editable=False)),
                ("sentence", casehug.translations.sentences.SentenceField(blank=True)),
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="matters.matter",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="casehug.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SyncEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("created", "Created"),
                            ("linked", "Linked"),
                            ("uploaded", "Filed"),
                            ("updated", "Updated"),
                            ("verified", "Verified"),
                            ("waiting", "Waiting"),
                            ("held", "Needs you"),
                        ],
                        max_length=10,
                    ),
                ),
                ("sentence", casehug.translations.sentences.SentenceField()),
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
                    "link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="integrations.link",
                    ),
                ),
                (
                    "sync",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="integrations.sync",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Connection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("connected", "Connected"),
                            ("lapsed", "Reconnect needed"),
                            ("disconnected", "Not connected"),
                        ],
                        default="connected",
                        max_length=12,
                    ),
                ),
                (
                    "region",
                    models.CharField(
                        choices=[
                            ("us", "United States"),
                            ("ca", "Canada"),
                            ("eu", "Europe"),
                            ("au", "Australia"),
                        ],
                        max_length=2,
                    ),
                ),
                ("account_id", models.CharField(max_length=40)),
                ("account_name", models.CharField(blank=True, max_length=200)),
                ("person_name", models.CharField(blank=True, max_length=200)),
                ("person_email", models.EmailField(blank=True, max_length=254)),
                (
                    "access_token",
                    casehug.security.encryption.EncryptedTextField(blank=True, default=""),
                ),
                (
                    "refresh_token",
                    casehug.security.encryption.EncryptedTextField(blank=True, default=""),
                ),
                ("token_issued_at", models.DateTimeField(null=True)),
                ("token_expires_at", models.DateTimeField(null=True)),
                ("connected_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("lapsed_at", models.DateTimeField(null=True)),
                ("last_call_at", models.DateTimeField(null=True)),
                (
                    "auto_sync_on_approval",
                    models.BooleanField(default=False, verbose_name="Auto-sync on approval"),
                ),
                (
                    "auto_sync_on_matter_created",
                    models.BooleanField(default=False, verbose_name="Auto-sync on matter created"),
                ),
                (
                    "connected_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("firm",), name="one_connection_per_firm")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(
                fields=["firm", "clio_account", "kind", "clio_id"],
                name="integration_firm_id_0c930e_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                condition=models.Q(("client__isnull", False)),
                fields=("firm", "clio_account", "client"),
                name="link_once_per_client",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                condition=models.Q(("matter__isnull", False)),
                fields=("firm", "clio_account", "matter"),
                name="link_once_per_matter",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                condition=models.Q(("document__isnull", False)),
                fields=("firm", "clio_account", "document"),
                name="link_once_per_document",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("client__isnull", False),
                        ("document", None),
                        ("kind", "contact"),
                        ("matter", None),
                    ),
                    models.Q(
                        ("client", None),
                        ("document", None),
                        ("kind", "matter"),
                        ("matter__isnull", False),
                    ),
                    models.Q(
                        ("client", None),
                        ("document__isnull", False),
                        ("kind", "document"),
                        ("matter", None),
                    ),
                    _connector="OR",
                ),
                name="link_of_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True),
                    ("clio_id__isnull", False),
                    _connector="OR",
                ),
                name="link_done_has_clio_id",
            ),
        ),
        migrations.AddConstraint(
            model_name="practicearea",
            constraint=models.UniqueConstraint(
                fields=("firm", "clio_account", "clio_id"), name="practice_area_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="casetypemapping",
            constraint=models.UniqueConstraint(
                fields=("firm", "clio_account", "case_type"), name="case_type_mapped_once"
            ),
        ),
        migrations.AddIndex(
            model_name="sync",
            index=models.Index(fields=["firm", "-requested_at", "-id"], name="sync_log"),
        ),
        migrations.AddIndex(
            model_name="sync",
            index=models.Index(
                fields=["firm", "state", "-requested_at", "-id"], name="sync_log_by_state"
            ),
        ),
        migrations.AddIndex(
            model_name="sync",
            index=models.Index(
                condition=models.Q(("state__in", ["queued", "running"])),
                fields=["firm", "-requested_at", "-id"],
                name="sync_log_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="sync",
            index=models.Index(
                condition=models.Q(("is_newest", True), ("state", "held")),
                fields=["firm", "-requested_at", "-id"],
                name="sync_held",
            ),
        ),
        migrations.AddIndex(
            model_name="sync",
            index=models.Index(
                condition=models.Q(("state", "synced")),
                fields=["firm", "-finished_at"],
                name="sync_finished",
            ),
        ),
        migrations.AddIndex(
            model_name="sync",
            index=models.Index(fields=["firm", "matter", "-requested_at"], name="sync_of_matter"),
        ),
        migrations.AddIndex(
            model_name="sync",
            index=models.Index(
                condition=models.Q(("state", "queued")), fields=["not_before"], name="sync_queued"
            ),
        ),
        migrations.AddIndex(
            model_name="sync",
            index=models.Index(
                condition=models.Q(("state", "running")),
                fields=["lease_until"],
                name="sync_running",
            ),
        ),
        migrations.AddIndex(
            model_name="sync",
            index=models.Index(
                models.F("firm"),
                models.OrderBy(models.F("claimed_at"), descending=True, nulls_last=True),
                name="sync_turns",
            ),
        ),
        migrations.AddConstraint(
            model_name="sync",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "queued")),
                fields=("firm", "matter"),
                name="one_queued_per_matter",
            ),
        ),
        migrations.AddConstraint(
            model_name="sync",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "running")),
                fields=("firm", "matter"),
                name="one_running_per_matter",
            ),
        ),
        migrations.AddConstraint(
            model_name="sync",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_newest", True)),
                fields=("firm", "matter"),
                name="one_newest_per_matter",
            ),
        ),
        migrations.AddIndex(
            model_name="syncevent",
            index=models.Index(
                fields=["firm", "sync", "id"], name="integration_firm_id_cf210e_idx"
            ),
        ),
        SecureTable("connection"),
        SecureTable("connectattempt"),
        SecureTable("practicearea"),
        SecureTable("casetypemapping"),
        SecureTable("link"),
        SecureTable("sync", also_readable=QUEUE_IN_SCOPE),
        SecureTable("syncevent"),
    ]
