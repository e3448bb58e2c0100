import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import casehug.languages
import casehug.security.encryption
import casehug.tenancy.scope
import intake.models.intake
import intake.models.preferences
from casehug.tenancy.row_level_security import QUEUE_IN_SCOPE, SECRET_IN_SCOPE, SecureTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casehug", "0001_initial"),
        ("matters", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Checklist",
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
                        blank=True,
                        choices=[
                            ("AL", "Alabama"),
                            ("AK", "Alaska"),
                            ("AZ", "Arizona"),
                            ("AR", "Arkansas"),
                            ("CA", "California"),
                            ("CO", "Colorado"),
                            ("CT", "Connecticut"),
                            ("DE", "Delaware"),
                            ("DC", "District of Columbia"),
                            ("FL", "Florida"),
                            ("GA", "Georgia"),
                            ("HI", "Hawaii"),
                            ("ID", "Idaho"),
                            ("IL", "Illinois"),
                            ("IN", "Indiana"),
                            ("IA", "Iowa"),
                            ("KS", "Kansas"),
                            ("KY", "Kentucky"),
                            ("LA", "Louisiana"),
                            ("ME", "Maine"),
                            ("MD", "Maryland"),
                            ("MA", "Massachusetts"),
                            ("MI", "Michigan"),
                            ("MN", "Minnesota"),
                            ("MS", "Mississippi"),
                            ("MO", "Missouri"),
                            ("MT", "Montana"),
                            ("NE", "Nebraska"),
                            ("NV", "Nevada"),
                            ("NH", "New Hampshire"),
                            ("NJ", "New Jersey"),
                            ("NM", "New Mexico"),
                            ("NY", "New York"),
                            ("NC", "North Carolina"),
                            ("ND", "North Dakota"),
                            ("OH", "Ohio"),
                            ("OK", "Oklahoma"),
                            ("OR", "Oregon"),
                            ("PA", "Pennsylvania"),
                            ("PR", "Puerto Rico"),
                            ("RI", "Rhode Island"),
                            ("SC", "South Carolina"),
                            ("SD", "South Dakota"),
                            ("TN", "Tennessee"),
                            ("TX", "Texas"),
                            ("UT", "Utah"),
                            ("VT", "Vermont"),
                            ("VA", "Virginia"),
                            ("WA", "Washington"),
                            ("WV", "West Virginia"),
                            ("WI", "Wisconsin"),
                            ("WY", "Wyoming"),
                        ],
                        max_length=2,
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "case_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checklists",
                        to="matters.casetype",
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
        ),
        migrations.CreateModel(
            name="ChecklistItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translations", models.JSONField(blank=True, default=dict)),
                ("key", models.CharField(blank=True, default="", editable=False, max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[("document", "Document"), ("question", "Question")], max_length=8
                    ),
                ),
                (
                    "answer_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("short", "Short text"),
                            ("long", "Long text"),
                            ("date", "Date"),
                            ("money", "Amount of money"),
                            ("choice", "One of several"),
                            ("choices", "Any of several"),
                            ("yes_no", "Yes or no"),
                            ("phone", "Phone number"),
                            ("address", "Address"),
                            ("person", "Person"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("about_you", "About you"),
                            ("identification", "Identification"),
                            ("family", "Family"),
                            ("children", "Children"),
                            ("work", "Work and income"),
                            ("financial", "Financial"),
                            ("property", "Property"),
                            ("medical", "Medical"),
                            ("insurance", "Insurance"),
                            ("legal", "Legal"),
                            ("business", "Business"),
                            ("immigration", "Immigration"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=16,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("help", models.TextField(blank=True)),
                ("options", models.JSONField(blank=True, default=list)),
                (
                    "date_bounds",
                    models.CharField(
                        choices=[
                            ("any", "Any day"),
                            ("past", "A day that has been"),
                            ("future", "A day to come"),
                        ],
                        default="any",
                        max_length=6,
                    ),
                ),
                (
                    "parts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "autofill",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("name", "The client’s name"),
                            ("bday", "The client’s date of birth"),
                            ("address", "The client’s address"),
                            ("tel", "The client’s phone"),
                            ("email", "The client’s email"),
                        ],
                        max_length=7,
                    ),
                ),
                ("may_be_typed", models.BooleanField(default=False)),
                ("required", models.BooleanField(default=True)),
                ("position", models.PositiveIntegerField(default=0)),
                ("shown_if_value", models.CharField(blank=True, max_length=80)),
                (
                    "states",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "checklist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="intake.checklist",
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
                    "shown_if",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shows",
                        to="intake.checklistitem",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=intake.models.intake.portal_key,
                        editable=False,
                        max_length=22,
                        unique=True,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("sent", "Sent"),
                            ("in_progress", "In progress"),
                            ("submitted", "Submitted"),
                            ("returned", "Returned"),
                            ("approved", "Approved"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=casehug.languages.choices,
                        default=casehug.languages.default,
                        max_length=12,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("last_sent_at", models.DateTimeField(null=True)),
                ("begun_at", models.DateTimeField(null=True)),
                ("active_at", models.DateTimeField(null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("approved_from", models.CharField(blank=True, default="", max_length=12)),
                ("followed_at", models.DateTimeField(default=django.utils.timezone.now, null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("reminders", models.PositiveSmallIntegerField(default=0)),
                ("asked_again_at", models.DateTimeField(null=True)),
                ("unsubscribed_at", models.DateTimeField(null=True)),
                ("returns_due_at", models.DateTimeField(null=True)),
                ("uploads_due_at", models.DateTimeField(null=True)),
                ("awaiting_firm_since", models.DateTimeField(editable=False, null=True)),
                ("has_files", models.BooleanField(default=False, editable=False)),
                ("awaiting_client_until", models.DateTimeField(editable=False, null=True)),
                ("urgency", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("stuck_from", models.DateTimeField(editable=False, null=True)),
                ("remind_from", models.DateTimeField(editable=False, null=True)),
                ("matter_created_at", models.DateTimeField(editable=False, null=True)),
                (
                    "approved_by",
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
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="intake",
                        to="matters.matter",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translations", models.JSONField(blank=True, default=dict)),
                ("key", models.CharField(blank=True, default="", editable=False, max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[("document", "Document"), ("question", "Question")], max_length=8
                    ),
                ),
                (
                    "answer_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("short", "Short text"),
                            ("long", "Long text"),
                            ("date", "Date"),
                            ("money", "Amount of money"),
                            ("choice", "One of several"),
                            ("choices", "Any of several"),
                            ("yes_no", "Yes or no"),
                            ("phone", "Phone number"),
                            ("address", "Address"),
                            ("person", "Person"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("about_you", "About you"),
                            ("identification", "Identification"),
                            ("family", "Family"),
                            ("children", "Children"),
                            ("work", "Work and income"),
                            ("financial", "Financial"),
                            ("property", "Property"),
                            ("medical", "Medical"),
                            ("insurance", "Insurance"),
                            ("legal", "Legal"),
                            ("business", "Business"),
                            ("immigration", "Immigration"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=16,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("help", models.TextField(blank=True)),
                ("options", models.JSONField(blank=True, default=list)),
                (
                    "date_bounds",
                    models.CharField(
                        choices=[
                            ("any", "Any day"),
                            ("past", "A day that has been"),
                            ("future", "A day to come"),
                        ],
                        default="any",
                        max_length=6,
                    ),
                ),
                (
                    "parts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "autofill",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("name", "The client’s name"),
                            ("bday", "The client’s date of birth"),
                            ("address", "The client’s address"),
                            ("tel", "The client’s phone"),
                            ("email", "The client’s email"),
                        ],
                        max_length=7,
                    ),
                ),
                ("may_be_typed", models.BooleanField(default=False)),
                ("required", models.BooleanField(default=True)),
                ("position", models.PositiveIntegerField(default=0)),
                ("shown_if_value", models.CharField(blank=True, max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("given", "Given"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("answer", models.JSONField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "excuse",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_applicable", "This does not apply to me"),
                            ("someone_else", "Someone else has it"),
                            ("coming", "It is coming"),
                            ("need_help", "I need help with this"),
                        ],
                        max_length=16,
                    ),
                ),
                ("excuse_note", models.CharField(blank=True, max_length=300)),
                ("excuse_until", models.DateField(null=True)),
                ("excused_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("helped_by", models.CharField(blank=True, default="", max_length=150)),
                ("helped_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                ("added_at", models.DateTimeField(null=True)),
                ("needs_announcing", models.BooleanField(default=False)),
                (
                    "accepted_by",
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
                    "intake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="intake.intake",
                    ),
                ),
                (
                    "shown_if",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shows",
                        to="intake.item",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="intake.checklistitem",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "submitted",
                    models.BooleanField(default=True, verbose_name="An intake is submitted"),
                ),
                (
                    "uploaded",
                    models.BooleanField(default=False, verbose_name="A document is uploaded"),
                ),
                (
                    "sync_failed",
                    models.BooleanField(default=True, verbose_name="A sync needs somebody"),
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
        ),
        migrations.CreateModel(
            name="PartialUpload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nonce", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=300)),
                ("size", models.BigIntegerField()),
                ("received", models.BigIntegerField(default=0)),
                ("file", models.CharField(max_length=120)),
                ("began_at", models.DateTimeField(auto_now_add=True)),
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="intake.item",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PortalLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("token", casehug.security.encryption.EncryptedTextField(blank=True, default="")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "created_by",
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
                    "intake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="intake.intake",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Email",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("not_before", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("server", "The mail server did not answer"),
                            ("refused", "The mail server refused this address"),
                            ("overtaken", "No longer needed"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("invitation", "Invitation"),
                            ("reminder", "Reminder"),
                            ("returned", "Returned items"),
                            ("answer", "Answer to the client"),
                            ("code", "Code for another device"),
                            ("received", "Receipt"),
                            ("approved", "All is in order"),
                            ("submitted", "To staff: submitted"),
                            ("uploaded", "To staff: uploaded"),
                            ("sync_failed", "To staff: sync needs somebody"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=casehug.languages.choices,
                        default=casehug.languages.default,
                        max_length=12,
                    ),
                ),
                ("to", models.EmailField(blank=True, max_length=254)),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("foreign", models.JSONField(default=dict)),
                ("code", casehug.security.encryption.EncryptedTextField(blank=True, default="")),
                (
                    "held",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("call", "the client asked to be called"),
                            ("text", "the client asked for text messages"),
                            ("no_link", "the private link no longer works"),
                            ("address", "the client has no email address"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        related_name="emails",
                        to="matters.matter",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="casehug.member",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="intake.portallink",
                    ),
                ),
            ],
            options={
                "ordering": ["-written_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="DeviceCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code_hash", models.CharField(max_length=64)),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("used_at", models.DateTimeField(null=True)),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="intake.portallink",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Device",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("remembered_at", models.DateTimeField(auto_now_add=True)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("shared", models.BooleanField(default=False)),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="devices",
                        to="intake.portallink",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Preferences",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translations", models.JSONField(blank=True, default=dict)),
                (
                    "language",
                    models.CharField(
                        choices=casehug.languages.choices,
                        default=casehug.languages.default,
                        max_length=12,
                    ),
                ),
                ("code_for_other_devices", models.BooleanField(default=True)),
                ("link_days", models.PositiveSmallIntegerField(default=90)),
                (
                    "reminder_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=intake.models.preferences.third_seventh_fourteenth,
                        size=None,
                    ),
                ),
                ("reminder_hour", models.PositiveSmallIntegerField(default=10)),
                (
                    "file_names",
                    models.CharField(default="{date} {item} - {client last name}", max_length=200),
                ),
                ("tells_received", models.BooleanField(default=True)),
                ("tells_approved", models.BooleanField(default=True)),
                ("invitation", models.TextField(blank=True)),
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
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nonce", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=300)),
                ("file", models.CharField(editable=False, max_length=120)),
                ("size", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("content_type", models.CharField(max_length=120)),
                ("pages", models.PositiveIntegerField(null=True)),
                ("macros", models.BooleanField(default=False)),
                ("preview", models.CharField(blank=True, max_length=120)),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("off", "Not scanned"),
                            ("pending", "Being scanned"),
                            ("clean", "Clean"),
                            ("infected", "Infected"),
                        ],
                        default="off",
                        max_length=8,
                    ),
                ),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "To review"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                            ("removed", "Taken back by the client"),
                        ],
                        default="uploaded",
                        max_length=8,
                    ),
                ),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("reason_code", models.CharField(blank=True, default="", max_length=16)),
                ("reason", models.TextField(blank=True)),
                (
                    "own_language",
                    models.CharField(
                        blank=True, choices=casehug.languages.choices, default="", max_length=12
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="upload",
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uploads",
                        to="intake.item",
                    ),
                ),
                (
                    "notified_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="intake.email",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="casehug.member",
                    ),
                ),
            ],
            options={
                "ordering": ["uploaded_at", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="checklist",
            constraint=models.UniqueConstraint(
                fields=("firm", "case_type", "state"), name="checklist_once"
            ),
        ),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(
                condition=models.Q(("awaiting_firm_since__isnull", False)),
                fields=["firm", "awaiting_firm_since", "id"],
                name="intake_for_firm",
            ),
        ),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(
                condition=models.Q(("awaiting_firm_since__isnull", False), ("has_files", False)),
                fields=["firm", "awaiting_firm_since", "id"],
                name="intake_for_firm_no_file",
            ),
        ),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(
                condition=models.Q(("awaiting_client_until__isnull", False)),
                fields=["firm", "-urgency", "stuck_from", "id"],
                name="intake_for_client",
            ),
        ),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(
                condition=models.Q(("awaiting_client_until__isnull", False)),
                fields=["firm", "stuck_from"],
                name="intake_stuck",
            ),
        ),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(
                condition=models.Q(("awaiting_firm_since__isnull", False)),
                fields=["firm", "-matter_created_at", "-matter"],
                name="intake_listed_firm",
            ),
        ),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(
                condition=models.Q(("awaiting_client_until__isnull", False)),
                fields=["firm", "-matter_created_at", "-matter"],
                name="intake_listed_client",
            ),
        ),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(
                condition=models.Q(("status", "approved")),
                fields=["firm", "-matter_created_at", "-matter"],
                name="intake_listed_approved",
            ),
        ),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(
                condition=models.Q(("approved_at__isnull", False)),
                fields=["firm", "-approved_at"],
                name="intake_approved",
            ),
        ),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(
                condition=models.Q(("returns_due_at__isnull", False)),
                fields=["returns_due_at"],
                name="intake_returns_due",
            ),
        ),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(
                condition=models.Q(("uploads_due_at__isnull", False)),
                fields=["uploads_due_at"],
                name="intake_uploads_due",
            ),
        ),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(
                condition=models.Q(("remind_from__isnull", False)),
                fields=["remind_from", "id"],
                name="intake_to_remind",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                fields=["firm", "intake", "position", "id"], name="intake_item_firm_id_df2178_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("firm", "member"), name="notice_once"),
        ),
        migrations.AddConstraint(
            model_name="partialupload",
            constraint=models.UniqueConstraint(
                fields=("firm", "item", "nonce"), name="partial_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="portallink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at", None)),
                fields=("firm", "intake"),
                name="one_link_per_intake",
            ),
        ),
        migrations.AddIndex(
            model_name="email",
            index=models.Index(
                fields=["firm", "matter", "-written_at"], name="intake_emai_firm_id_4d93c2_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="email",
            index=models.Index(
                condition=models.Q(("sent_at", None), ("withdrawn_at", None)),
                fields=["not_before"],
                name="letter_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="email",
            index=models.Index(
                condition=models.Q(("kind", "sync_failed")),
                fields=["firm", "-written_at"],
                name="letter_of_syncs",
            ),
        ),
        migrations.AddConstraint(
            model_name="preferences",
            constraint=models.UniqueConstraint(fields=("firm",), name="one_preferences_per_firm"),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(fields=["firm", "state", "uploaded_at", "id"], name="upload_queue"),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(
                condition=models.Q(("reviewed_by__isnull", False)),
                fields=["firm", "reviewed_by", "-reviewed_at"],
                name="upload_decided",
            ),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(
                condition=models.Q(("preview", ""), ("scan__in", ["off", "clean"])),
                fields=["uploaded_at"],
                name="upload_without_preview",
            ),
        ),
        migrations.AddIndex(
            model_name="upload",
            index=models.Index(
                condition=models.Q(("scan", "pending")),
                fields=["uploaded_at"],
                name="upload_unscanned",
            ),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.UniqueConstraint(
                fields=("firm", "item", "nonce"), name="upload_once"
            ),
        ),
        SecureTable("checklist"),
        SecureTable("checklistitem"),
        SecureTable("intake", also_readable=QUEUE_IN_SCOPE),
        SecureTable("item"),
        SecureTable("portallink", also_readable=f"token_hash = {SECRET_IN_SCOPE}"),
        SecureTable("email", also_readable=QUEUE_IN_SCOPE),
        SecureTable("upload", also_readable=QUEUE_IN_SCOPE),
        SecureTable("partialupload", also_readable=QUEUE_IN_SCOPE),
        SecureTable("device", also_readable=f"secret_hash = {SECRET_IN_SCOPE}"),
        SecureTable("devicecode"),
        SecureTable("preferences"),
        SecureTable("notice"),
    ]
