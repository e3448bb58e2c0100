"""The intake summary: an accessible PDF of what was answered, handed in and approved."""

import re
import time
import zlib
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pypdfium2
import pytest

from casehug.accounts import team
from casehug.models import Firm
from intake.models import Intake, Item, Upload
from intake.summary import make_summary
from intake.summary.facts import facts
from intake.summary.times import exact, zone_words
from intake.summary.typesetting import set_in_type
from matters.models import Client, Matter

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
        options=[{"value": "rent", "labels": {"en": "We rent", "es": "Alquilamos"}}],
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
    for position, (kind, title) in enumerate(
        [(document, "Gift letter"), (question, "Anything else?")], 5
    ):
        Item.objects.create(
            **ask, kind=kind, category="other", title=title, required=False, position=position,
            answer_type="long" if kind == question else "",
        )  # fmt: skip
    Upload.objects.create(**sent, nonce="1", name="dark.jpg", sha256="1" * 64, state="returned")
    Upload.objects.create(**sent, nonce="2", name="Steuer 报税.pdf", sha256=SHA, state="approved")
    Intake.objects.update(
        status="approved", sent_at=MONDAY, submitted_at=MONDAY, approved_at=MONDAY,
        approved_by=lena,
    )  # fmt: skip
    Matter.objects.update(county="Multnomah")
    Firm.objects.update(address="1 Elm St\nPortland, OR 97204", email="office@hart.example")
    intake.refresh_from_db()
    return intake


def test_it_tells_every_answer_and_every_document(approved):
    when = "November 2, 2026 at 10:00 AM"
    assert facts(approved) == {
        "firm": {
            "name": "Hart & Vale",
            "lines": ["1 Elm St", "Portland, OR 97204", "(503) 555-0142 · office@hart.example"],
        },
        "foot": "Maya Ruiz · Ruiz — Divorce · Hart & Vale",
        "about": [
            {"what": "Client", "lines": ["Maya Ruiz", "maya.ruiz@example.com · (503) 555-0199"]},
            {"what": "Matter", "lines": ["Ruiz — Divorce"]},
            {"what": "Case type", "lines": ["Divorce — Standard"]},
            {"what": "State", "lines": ["Oregon, Multnomah County"]},
            {"what": "Sent to the client", "lines": [when]},
            {"what": "Sent by the client", "lines": [when]},
            {"what": "Approved", "lines": [f"by Lena Ortiz, {when}"]},
        ],
        "zone": "Pacific Time (Los Angeles)",
        "read_by": "Lena Ortiz",
        "answers": [
            {
                "name": "About you",
                "items": [
                    {"title": "When were you born?", "lines": ["March 9, 1984"], "notes": []},
                    {"title": "Where do you live?", "lines": ["We rent", "other"], "notes": []},
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
                        "notes": [],
                        "files": [
                            {
                                "name": "Steuer 报税.pdf",
                                "sent_as": "",
                                "facts": f"1.4 MB · received {when}",
                                "approved": f"Approved by Lena Ortiz, {when}",
                                "sha256": SHA,
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
                        "notes": ["The client said: “Someone else has it” — My brother"],
                    }
                ],
            },
        ],
        "left_out": ["Gift letter", "Anything else?"],
    }


def test_it_says_who_went_on_without_what(approved, mara):
    Item.objects.filter(title="Car title").update(
        required=True, excuse="coming", excuse_note="", excuse_until=date(2026, 12, 8),
        state="approved", accepted_by=mara, accepted_at=MONDAY,
    )  # fmt: skip
    assert facts(approved)["documents"][1]["items"][0]["notes"] == [
        "The client said: “It is coming, by December 8, 2026”",
        "Mara Hart went on without it, November 2, 2026 at 10:00 AM.",
    ]


def test_who_left_the_firm_is_named_still(approved, lena, mara):
    before = make_summary(approved)
    team.remove(member=lena, by=mara)
    assert make_summary(Intake.objects.get(pk=approved.pk)) == before


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("America/Los_Angeles", "Pacific Time (Los Angeles)"),
        ("America/Phoenix", "Mountain Time (Phoenix)"),
        ("America/Indiana/Knox", "Central Time (Knox)"),
        ("Pacific/Honolulu", "Hawaii Time (Honolulu)"),
        ("Asia/Shanghai", "the time of Shanghai"),
        ("Europe/London", "the time of London"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_has_a_name_that_people_know(key, words):
    assert zone_words(ZoneInfo(key), MONDAY) == words


@pytest.mark.parametrize(
    ("hour", "said"), [(8, "12:05 AM"), (19, "11:05 AM"), (20, "12:05 PM"), (7, "11:05 PM")]
)
def test_the_clock_has_twelve_hours(hour, said):
    there = exact(datetime(2026, 11, 3, hour, 5, tzinfo=UTC), ZoneInfo("America/Los_Angeles"))
    assert there.endswith(f" at {said}")


def test_names_at_the_foot_are_short_enough_for_one_line(approved):
    Client.objects.update(last_name="Ruiz-" * 20)
    Matter.objects.update(title="Marriage of " * 16)
    assert len(facts(approved)["foot"]) <= 3 * 36 + 6


def test_a_matter_without_a_client_says_so(approved):
    Matter.objects.update(client=None, county="")
    told = facts(Intake.objects.get(pk=approved.pk))
    assert told["about"][0] == {"what": "Client", "lines": ["None on this matter"]}
    assert told["about"][3]["lines"] == ["Oregon"]
    assert told["foot"] == "Ruiz — Divorce · Hart & Vale"


@pytest.mark.parametrize(
    ("answer_type", "answer", "lines"),
    [
        ("short", "Maya", ["Maya"]),
        ("long", "One\r\n\nTwo ", ["One", "Two"]),
        ("money", "1234.50", ["$1,234.50"]),
        ("money", "4867", ["$4,867"]),
        ("yes_no", "no", ["No"]),
        ("yes_no", True, ["Yes"]),
        ("phone", "(503) 555-0199", ["(503) 555-0199"]),
        (
            "address",
            {"zip": "97301", "state": "OR", "line1": "1 Elm St", "city": "Salem"},
            ["1 Elm St", "Salem, OR 97301"],
        ),
        ("person", {"name": "Ana", "phone": ""}, ["Ana"]),
        ("person", {"phone": "1", "name": "Ana", "relation": "Aunt"}, ["Ana", "Aunt", "1"]),
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


SCRIPTS = [
    "王小明 陳大文", "山田太郎 ひらがな", "김민수", "አበበ ቢቂላ", "สมชาย", "អង្គរ", "ລາວ", "မောင်မောင်",
    "محمد علي", "שלום", "नरेन्द्र", "বাংলা", "தமிழ்", "తెలుగు", "Ελλάδα", "Юлия", "Հայաստան", "ქართული", "Nguyễn Thị",
]  # fmt: skip


@pytest.mark.parametrize("name", SCRIPTS)
def test_names_of_every_script_are_written_out(approved, name):
    """Each letter of the name is on the paper, and can be copied from it."""
    Item.objects.filter(position=1).update(answer_type="long", answer=name)
    pdf = make_summary(approved)
    text = "".join(line for lines in pages_of(pdf) for line in lines)
    assert {letter for letter in name if letter.isalpha()} <= set(text)
    assert "□" not in text


def test_signs_without_a_font_are_shown_as_boxes_and_explained(approved):
    Upload.objects.filter(state="approved").update(name="Steuer ꆈꌠ.pdf")  # Yi
    boxed = set_in_type(facts(approved), moment=0)
    Upload.objects.filter(state="approved").update(name="Steuer □□.pdf")
    assert set_in_type(facts(approved), moment=0) == boxed


def test_an_empty_intake_has_a_paper_too(intake):
    intake.items.all().delete()
    assert make_summary(intake).startswith(b"%PDF")


def test_a_long_paper_keeps_each_title_with_what_follows(approved, lena):
    """However the pages break: none ends with a heading or the title of a document."""
    for number in range(60):
        asked = Item.objects.create(
            intake=approved, kind="document", category="financial", title=f"Paper {number}",
            position=10 + number, state="approved",
        )  # fmt: skip
        for sheet in range(number % 3 + 1):
            Upload.objects.create(
                item=asked, nonce=f"n{number}-{sheet}", name=f"Sheet {sheet}.pdf", sha256=SHA,
                size=1, file="x", content_type="application/pdf", state="approved",
                reviewed_by=lena, reviewed_at=MONDAY, uploaded_at=MONDAY,
            )  # fmt: skip
    pages = pages_of(make_summary(approved))
    assert len(pages) > 8
    for lines in pages:
        last = [line for line in lines if "Page " not in line and "Intake summary ·" not in line][
            -1
        ]
        assert not last.startswith(("Paper ", "Financial", "Documents", "Property")), last
        assert any("Maya Ruiz" in line for line in lines)


def pages_of(pdf):
    return [
        [line for line in page.get_textpage().get_text_bounded().splitlines() if line.strip()]
        for page in pypdfium2.PdfDocument(pdf)
    ]
