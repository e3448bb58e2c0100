"""Firms, matters and a Clio for the benches of the sync, in a database made for them."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.files.base import File

from casehug.files.storage import store
from casehug.models import Firm
from casehug.tenancy.scope import firm_scope
from integrations.models import CaseTypeMapping, Connection
from matters.models import CaseType, Client, Document, Matter
from tests.clio_sandbox import Sandbox


@contextmanager
def sandbox(**options: Any) -> Iterator[Any]:
    """A Clio of its own, and this process told where it is."""

    secrets = {"client_id": "bench", "client_secret": "bench"}
    with Sandbox.start(**secrets, **options) as clio:
        settings.CLIO_BASE_URL = clio.url
        settings.CLIO_UPLOAD_HOSTS = [clio.uploads]
        settings.CLIO_CLIENT_ID = settings.CLIO_CLIENT_SECRET = "bench"
        yield clio


def connected_firm(clio: Any, name: str) -> Any:
    """A firm with its own token, every case type without a practice area."""

    token = clio.token()
    firm = Firm.found(name=name)
    with firm_scope(firm.pk):
        connection = Connection.objects.create(
            region="us",
            account_id=str(firm.key),
            access_token=token["access_token"],
            refresh_token=token["refresh_token"],
        )
        CaseTypeMapping.objects.bulk_create(
            CaseTypeMapping(
                clio_account=connection.clio_account, case_type=kind, without_practice_area=True
            )
            for kind in CaseType.objects.all()
        )
    return firm


def new_matter(firm: Any, documents: int, size: int = 2_000) -> Any:
    """A new client's matter; to be called with the firm in scope."""

    number = Matter.objects.count() + 1
    client = Client.objects.create(
        first_name="Maya", last_name=f"Ruiz {number}", email=f"maya{number}@{firm.key}.example"
    )
    matter = Matter.objects.create(
        title=f"Ruiz {number}", client=client, case_type=CaseType.objects.all()[0], state="OR"
    )
    for one in range(documents):
        kept = store(File(io.BytesIO(os.urandom(64) + bytes(size))), firm_id=firm.pk)
        Document.objects.create(
            matter=matter,
            name=f"{number}-{one}.pdf",
            file=kept.name,
            size=kept.size,
            sha256=kept.sha256,
            content_type="application/pdf",
        )
    return matter
