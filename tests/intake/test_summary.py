"""The intake summary: an accessible PDF of what was answered, handed in and approved."""

import re
import time
import zlib
from datetime import UTC, datetime

import pytest

from intake.models import Intake, Item, Upload
from intake.summary import make_summary
from intake.summary.facts import facts
from intake.summary.paper import set_in_type

MONDAY = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)
SHA = "5" * 64


@pytest.fixture
def approved(intake, lena):
    """One answer, one excuse, one approved file, one returned before it."""
    intake.items.all().delete()
    ask = {"intake": intake, "firm": intake.firm}
    question, document = Item.Kind.QUESTION, Item.Kind.DOCUMENT
    Item.objects.create(
        **ask, kind=question, category="about_you", title="When were you born?",
        answer_type="date", answer="1984-03-09", position=1,
    )  # fmt: skip
    Item.objects.create(
        **ask, kind=question, category="about_you", title="Where do you live?", position=2,
        answer_type="choices", answer=["rent", "other"],
        options=[{"value": "rent", "en": "We rent", "es": "Alquilamos"}],
    )  # fmt: skip
    Item.objects.create(
        **ask, kind=document, category="property", title="Car title", position=3,
        required=False, excuse="someone_else", excuse_note="My brother",
    )  # fmt: skip
    taxes = Item.objects.create(
        **ask, kind=document, category="financial", title="Most recent tax return", position=4,
        state="approved",
    )  # fmt: skip
    sent = {"item": taxes, "size": 1_400_000, "file": "x", "content_type": "application/pdf",
            "uploaded_at": MONDAY, "reviewed_at": MONDAY, "reviewed_by": lena}  # fmt: skip
    Upload.objects.create(**sent, nonce="1", name="dark.jpg", sha256="1" * 64, state="returned")
    Upload.objects.create(**sent, nonce="2", name="Steuer 报税.pdf", sha256=SHA, state="approved")
    Intake.objects.update(
        status="approved", sent_at=MONDAY, submitted_at=MONDAY, approved_at=MONDAY
    )
    intake.refresh_from_db()
    return intake


def test_it_tells_every_answer_and_every_document(approved):
    when = "2 Nov 2026, 10:00"
    assert facts(approved) == {
        "firm": {"name": "Hart & Vale", "phone": "(503) 555-0142", "address": []},
        "matter": "Ruiz — Divorce",
        "case_type": "Divorce — Standard",
        "state": "Oregon",
        "client": "Maya Ruiz",
        "moments": [
            {"what": "Sent to the client", "when": when},
            {"what": "Submitted by the client", "when": when},
            {"what": "Approved", "when": when},
        ],
        "zone": "America/Los Angeles",
        "answers": [
            {
                "name": "About you",
                "items": [
                    {"title": "When were you born?", "lines": ["9 Mar 1984"], "excuse": ""},
                    {"title": "Where do you live?", "lines": ["We rent", "other"], "excuse": ""},
                ],
            }
        ],
        "documents": [
            {
                "name": "Financial",
                "items": [
                    {
                        "title": "Most recent tax return",
                        "required": True,
                        "excuse": "",
                        "files": [
                            {
                                "name": "Steuer 报税.pdf",
                                "sent_as": "",
                                "size": "1.4 MB",
                                "sha256": SHA,
                                "received": when,
                                "approved": f"Lena Ortiz, {when}",
                            }
                        ],
                    }
                ],
            },
            {
                "name": "Property",
                "items": [
                    {
                        "title": "Car title",
                        "required": False,
                        "files": [],
                        "excuse": "The client said: “Someone else has it” — My brother",
                    }
                ],
            },
        ],
    }


@pytest.mark.parametrize(
    ("answer_type", "answer", "lines"),
    [
        ("short", "Maya", ["Maya"]),
        ("long", "One\r\n\nTwo ", ["One", "Two"]),
        ("money", "1234.5", ["$1,234.50"]),
        ("money", "about 12", ["about 12"]),
        ("yes_no", "no", ["No"]),
        ("yes_no", True, ["Yes"]),
        ("date", "in spring", ["in spring"]),
        ("phone", "(503) 555-0199", ["(503) 555-0199"]),
        (
            "address",
            {"state": "OR", "line1": "1 Elm St", "city": "Salem"},
            ["1 Elm St", "Salem", "OR"],
        ),
        ("person", {"name": "Ana", "phone": ""}, ["Ana"]),
        ("short", None, []),
        ("short", "", []),
        ("choices", [], []),
    ],
)
def test_an_answer_reads_as_a_person_says_it(approved, answer_type, answer, lines):
    Item.objects.filter(position=1).update(answer_type=answer_type, answer=answer)
    assert facts(approved)["answers"][0]["items"][0]["lines"] == lines


def objects_of(pdf):
    """The PDF's text: what is plain, and what is packed."""
    found = [pdf]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(packed))
        except zlib.error:
            found.append(packed)
    return b"\n".join(found)


def test_it_is_tagged_and_says_so(approved):
    pdf = make_summary(approved)
    assert pdf.startswith(b"%PDF-1.7")
    inside = objects_of(pdf)
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"/Lang", b"/H1", b"/H2", b"/H3", b"/L", b"/P"):
        assert mark in inside
    assert re.search(rb"pdfuaid:part>1<", inside)
    assert b"Intake summary" in inside


def test_equal_intakes_give_equal_bytes(approved):
    assert make_summary(approved) == make_summary(Intake.objects.get(pk=approved.pk))


def test_it_costs_the_same_queries(approved, django_assert_max_num_queries):
    item = Item.objects.get(title="Most recent tax return")
    for number in range(30):
        Upload.objects.create(
            item=item, nonce=f"n{number}", name=f"{number}.pdf", sha256=SHA, size=1, file="x",
            content_type="application/pdf", state="approved",
        )  # fmt: skip
    with django_assert_max_num_queries(8):
        facts(approved)


def test_it_takes_a_fifth_of_a_second_at_most(approved):
    told = facts(approved)
    told["documents"] *= 30
    set_in_type(told, moment=0)
    began = time.process_time()
    set_in_type(told, moment=0)
    assert time.process_time() - began < 0.2


HOSTILE = [
    '#import "/etc/passwd"', "*bold* _x_ $a$ `code` @ref <label> \\ // /* #{panic()}",
    ']) #panic("x")', "\u202egnp.exe", "a" * 5000, "👩‍👩‍👧", "\ue000", "\x07", "Ünïcödé Ñandú",
    "Москва", "Ελλάδα", "שלום", "العربية", "हिन्दी", "中文 日本語 한국어 ไทย", "\ufffd\ufffe",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_was_written_the_paper_is_made(approved, words):
    Item.objects.filter(position=1).update(answer_type="long", answer=words, title=words[:200])
    Upload.objects.filter(state="approved").update(name=words[:300])
    pdf = make_summary(approved)
    assert re.search(rb"pdfuaid:part>1<", objects_of(pdf))


def test_signs_without_a_font_are_shown_as_boxes_and_explained(approved):
    boxed = set_in_type(facts(approved), moment=0)
    Upload.objects.filter(state="approved").update(name="Steuer □□.pdf")
    assert set_in_type(facts(approved), moment=0) == boxed


def test_an_empty_intake_has_a_paper_too(intake):
    intake.items.all().delete()
    assert make_summary(intake).startswith(b"%PDF")
