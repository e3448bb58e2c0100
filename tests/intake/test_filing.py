"""Names of filed documents, as the firm likes them."""

from datetime import UTC, datetime

import pytest

from intake import filing
from intake.filing import InvalidPattern
from intake.models import Preferences, Upload
from matters.models import Document
from tests.intake.send import PDF, sent

pytestmark = pytest.mark.usefixtures("modest")


def named(upload, pattern):
    return filing.named(pattern, Upload.objects.get(pk=upload.pk))


@pytest.fixture
def upload(passport):
    upload = sent(passport, "IMG_2041.PDF")
    Upload.objects.update(uploaded_at=datetime(2026, 11, 4, 3, 30, tzinfo=UTC))
    return upload


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{date} {item} - {client last name}", "2026-11-03 Passport - Ruiz.pdf"),  # In Oregon.
        ("{Item}, {CLIENT}", "Passport, Maya Ruiz.pdf"),
        ("{matter} {file}", "Ruiz — Divorce IMG_2041.pdf"),
        ("{case type}: {item}", "Divorce — Standard: Passport.pdf"),
        ("{client first name}/{item}", "Maya-Passport.pdf"),
    ],
)
def test_a_pattern_is_filled_in(upload, pattern, name):
    assert named(upload, pattern) == name


def test_without_a_client_no_dash_dangles(upload, matter):
    matter.client = None
    matter.save()
    assert named(upload, "{item} - {client last name}") == "Passport.pdf"
    assert named(upload, "{client}") == "Passport.pdf"


def test_a_title_that_looks_like_a_blank_is_left_alone(upload, passport):
    passport.title = "Form {date} {0}"
    passport.save()
    assert named(upload, "{item}") == "Form {date} {0}.pdf"


def test_an_endless_title_still_ends_in_its_extension(upload, passport):
    passport.title = "ñ" * 200
    passport.save()
    name = named(upload, "{item} {item}")
    assert len(name.encode()) <= 255
    assert name.endswith(".pdf")


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("{item} {salary}", "We cannot fill in {salary}."),
        ("{item", "has no }"),
        ("item}", "has no }"),
        ("{date}", r"needs \{item\} or \{file\}"),
        ("", r"needs \{item\} or \{file\}"),
        ("{item.intake.firm}", "cannot fill in"),
    ],
)
def test_a_pattern_that_cannot_be_used_says_why(pattern, why):
    with pytest.raises(InvalidPattern, match=why):
        filing.check_pattern(pattern)


def test_a_pattern_is_kept_tidy():
    assert filing.check_pattern("  {date}   {Item} ") == "{date} {Item}"
    assert filing.check_pattern(Preferences().file_names) == Preferences().file_names


def test_the_example_reads_like_a_document():
    words = filing.example(
        "{date} {item} - {client last name}",
        "America/Los_Angeles",
        datetime(2026, 11, 4, 3, tzinfo=UTC),
    )
    assert words == "2026-11-03 Most recent tax return - Rivera.pdf"


def test_documents_of_one_name_are_numbered(passport, lena):
    Preferences.objects.update_or_create(defaults={"file_names": "{item}"})
    for _ in range(2):
        filing.file_upload(upload=Upload.objects.get(pk=sent(passport).pk), by=lena)
    names = list(Document.objects.values_list("name", flat=True))
    assert names == ["Passport.pdf", "Passport (2).pdf"]


def test_an_upload_is_filed_once(passport, lena):
    upload = sent(passport)
    assert filing.file_upload(upload=upload, by=lena) == filing.file_upload(upload=upload, by=lena)
    assert Document.objects.count() == 1


def test_equal_bytes_are_filed_once_whatever_they_are_called(passport, tax_return, lena):
    first, second = sent(passport, "a.pdf", PDF), sent(tax_return, "b.pdf", PDF)
    one = filing.file_upload(upload=first, by=lena)
    assert filing.file_upload(upload=second, by=lena) == one
    assert list(Document.objects.values_list("name", "sha256")) == [(one.name, first.sha256)]
    filing.unfile(upload=first, by=lena)
    assert Document.objects.get() == one  # The other one still stands for it.
    filing.unfile(upload=second, by=lena)
    assert not Document.objects.exists()
