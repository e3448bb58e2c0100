"""Files to send, and matters made as the pages make them."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from matters.demo import papers
from matters.domain.clients import create_client
from matters.domain.matters import create_matter

PDF = papers.pdf("Passport", ["Maya Ruiz"])


def packed(*names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return content.getvalue()


def upload(name="Passport.pdf", content=PDF, content_type="application/pdf"):
    return SimpleUploadedFile(name, content, content_type)


@pytest.fixture
def new_client(in_firm, lena):
    def make(first="Ana", last="Rivera", email="ana.rivera@example.com", phone=""):
        return create_client(first_name=first, last_name=last, email=email, phone=phone, by=lena)

    return make


@pytest.fixture
def new_matter(in_firm, lena, divorce):
    def make(title="Rivera — Divorce", **fields):
        return create_matter(
            **{"title": title, "case_type": divorce, "state": "OR", "by": lena, **fields}
        )

    return make


@pytest.fixture
def typed(divorce):
    """A whole form for a new matter, with nothing wrong in it."""
    return {
        "title": "Rivera — Divorce",
        "case_type": divorce.pk,
        "state": "OR",
        "county": "Multnomah",
        "status": "open",
        "client_facing_name": "",
        "who": "new",
        "new-first_name": "Ana",
        "new-last_name": "Rivera",
        "new-email": "ana.rivera@example.com",
        "new-phone": "(503) 555-0118",
    }
