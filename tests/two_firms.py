"""A firm with a row in every table, each of its texts carrying the firm's canary."""

import io
from datetime import timedelta

from django.apps import apps
from django.core import signing
from django.core.files.base import File
from django.db import connection, models
from django.utils import timezone

from casehug import audit
from casehug.accounts.team import invite
from casehug.files.storage import store
from casehug.models import AuditEntry, AuditSeal, Firm, Invitation, SecondStepReset
from casehug.tenancy.models import FirmOwned
from casehug.tenancy.scope import firm_scope
from intake.links.devices import remember, send_code
from intake.links.private_links import make_link
from intake.models import (
    Checklist,
    Notice,
    PartialUpload,
    Preferences,
    Upload,
)
from integrations.models import (
    BulkMatter,
    BulkSync,
    CaseTypeMapping,
    ConnectAttempt,
    Connection,
    ConnectionEmail,
    Difference,
    Finding,
    Link,
    Poll,
    PracticeArea,
    Sync,
    SyncEvent,
)
from matters.domain.clients import create_client
from matters.domain.matters import create_matter
from matters.models import CaseType, Document, Matter

OWNED = [model for model in apps.get_models() if issubclass(model, FirmOwned)]
# Never changed.
HISTORY = {AuditEntry, AuditSeal}


class World:
    """One firm with a row in every table, its canary in every text, and its people."""

    def __init__(self, firm, canary, admin, staff):
        self.firm, self.canary, self.admin, self.staff = firm, canary, admin, staff
        with firm_scope(firm.id):
            self.open_matter()
            self.ask()
            self.connect()
            self.sign()
            self.ids = self.of_the_urls()

    def kept(self, words):
        return store(File(io.BytesIO(words.encode())), firm_id=self.firm.id)

    def open_matter(self):
        by = self.admin
        client = create_client(
            first_name="Maya",
            last_name=self.canary,
            email=f"{self.canary}@example.com",
            phone="",
            by=by,
        )
        self.matter = create_matter(
            title=self.canary, case_type=CaseType.objects.first(), state="OR", client=client, by=by
        )
        kept = self.kept(self.canary)
        self.document = Document.objects.create(
            matter=self.matter, name=self.canary, file=kept.name, size=kept.size, sha256=kept.sha256
        )
        audit.record("matter.changed", self.matter, by=by.user, canary=self.canary)

    def ask(self):
        """An answered item, a file that came in, another on its way, and a client's device."""
        by, kept = self.admin, self.kept(self.canary)
        self.item = self.matter.intake.items.filter(kind="document", shown_if=None)[0]
        self.item.answer = self.canary
        self.item.save()
        about = {"item": self.item, "size": kept.size}
        Upload.objects.create(
            file=kept.name, sha256=kept.sha256, content_type="text/plain", preview="none", **about
        )
        PartialUpload.objects.create(nonce="half-way", file=self.kept(self.canary).name, **about)
        self.token = make_link(intake=self.matter.intake, by=by)
        link = self.matter.intake.links.get()
        self.device = remember(link=link)
        send_code(link=link)
        Preferences.objects.get_or_create()
        Notice.objects.create(member=by)
        self.invitation = invite(email=f"{self.canary}@example.net", role="staff", by=by)
        self.reset = SecondStepReset.objects.create(member=self.staff, asked_by=by)
        self.firm.logo, self.firm.logo_type = self.kept("A picture").name, "image/png"

    def connect(self):
        by, soon = self.admin, timezone.now() + timedelta(hours=1)
        there = Connection.objects.create(account_id="1", region="us", connected_by=by)
        account = there.clio_account
        area = PracticeArea.objects.create(clio_account=account, clio_id=1, name=self.canary)
        CaseTypeMapping.objects.create(
            clio_account=account, case_type=self.matter.case_type, practice_area=area
        )
        ConnectAttempt.objects.create(
            member=by, region="us", expires_at=soon, state_hash=self.canary
        )
        link = Link.objects.create(clio_account=account, kind="document", document=self.document)
        link.pushed, link.candidates = {"name": self.canary}, [{"name": self.canary}]
        link.save()
        sync = Sync.objects.create(
            matter=self.matter, trigger="manual", state="held", requested_by=by
        )
        SyncEvent.objects.create(sync=sync, link=link, outcome="held", sentence=self.canary)
        ConnectionEmail.objects.create(member=by, kind="broke")
        Poll.objects.create(clio_account=account)
        Difference.objects.create(
            clio_account=account, link=link, kind="description", theirs=self.canary
        )
        bulk = BulkSync.objects.create(clio_account=account, asked_by=by, matters=1)
        BulkMatter.objects.create(bulk=bulk, matter=self.matter)
        Finding.objects.create(
            clio_account=account,
            link=link,
            matter=self.matter,
            records=[{"id": 1, "name": self.canary}],
        )

    def sign(self):
        """The canary into every text that is free to hold it; history is never changed."""
        with connection.cursor() as cursor:  # Seals come at the commit there is none of here.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        for model in OWNED:
            assert model.objects.exists(), f"{model.__name__} needs a row in this test"
            for number, row in enumerate([] if model in HISTORY else model.objects.all()):
                self.sign_row(row, number)
        self.sign_row(self.firm)
        for member in (self.admin, self.staff):
            member.user.name = self.canary
            member.user.save()

    def sign_row(self, row, number=0):
        for field in texts(type(row)):
            setattr(row, field.name, self.text(field, number))
        row.save()

    def text(self, field, number):
        if isinstance(field, models.EmailField):
            return f"{self.canary}{number}@example.com"
        return f"{self.canary}{number}"[: field.max_length]

    def of_the_urls(self):
        """A secret is filled with what our row keeps of it: that must open nothing."""
        checklist = Checklist.objects.filter(items__isnull=False)[0]
        whose = [str(self.firm.pk), self.matter.intake.pk]
        return {
            f"{model.__name__.lower()}_id": model.objects.values_list("pk", flat=True)[0]
            for model in (
                Matter,
                Document,
                Sync,
                Link,
                Finding,
                Difference,
                Invitation,
                Upload,
            )
        } | {
            "bulk_id": BulkSync.objects.get().pk,
            "client_id": self.matter.client_id,
            "case_type_id": self.matter.case_type_id,
            "member_id": self.staff.pk,
            "reset_id": self.reset.pk,
            "checklist_id": checklist.pk,
            "checklist_item_id": checklist.items.all()[0].pk,
            "item_id": self.item.pk,
            "nonce": PartialUpload.objects.get().nonce,
            "intake_key": self.matter.intake.key,
            "link_token": self.matter.intake.links.get().token_hash,
            "invitation_token": self.invitation.token_hash,
            "signed": signing.dumps(whose, salt="by somebody else"),
            "firm_id": self.firm.pk,
            "page": 1,
            "version": self.firm.logo.rpartition("/")[2],
        }

    def dump(self):
        """Every row of the firm, whoever may have written it."""
        with firm_scope(self.firm.id), connection.cursor() as cursor:
            return {table(model): rows(cursor, model) for model in [*OWNED, Firm]}


# What the program itself reads back, so that a canary there would only hide the row.
MEANT = {
    *("clio_account", "account_id", "word", "key", "time_zone", "colour"),
    *("file", "unlocked", "content_type", "preview", "logo", "logo_type"),
    *("token", "token_hash", "secret_hash", "nonce"),
}


def texts(model):
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in MEANT
    ]


def table(model):
    return model._meta.db_table


def rows(cursor, model):
    cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table(model)}" t ORDER BY id')
    return [row for (row,) in cursor.fetchall()]
