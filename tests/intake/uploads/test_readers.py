"""Words, tables and emails: what staff read of them beside the decision, escaped and never active."""

import io
import json
import zipfile
from email.message import EmailMessage

import pytest

from casehug.files.storage import private_files
from intake.review import display
from intake.uploads import previews, viewer_process
from matters.demo import papers
from tests.intake.send import sent
from tests.intake.uploads import outlook
from tests.markup import flat

pytestmark = pytest.mark.usefixtures("modest")

RELATIONS = "http://schemas.openxmlformats.org"


def read(kind, content):
    return viewer_process.words(kind, io.BytesIO(content))


def packed(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def sheet(rows):
    """An Excel file; each row a list of texts and numbers."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f"<c><v>{one}</v></c>"
            if isinstance(one, int)
            else f'<c t="inlineStr"><is><t>{one}</t></is></c>'
            for one in row
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    main = f'xmlns="{RELATIONS}/spreadsheetml/2006/main"'
    office = f"{RELATIONS}/officeDocument/2006/relationships"
    package = f"{RELATIONS}/package/2006"
    return packed(
        **{
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a"'
            f' Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets>'
            '<sheet name="Budget" sheetId="1" r:id="b"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="b" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
            "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{''.join(lines)}"
            "</sheetData></worksheet>",
        }
    )


def open_sheet(rows):
    names = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"'
        for one in ("office", "table", "text")
    )
    lines = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string">'
            f"<text:p>{one}</text:p></table:table-cell>"
            for one in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return packed(
        mimetype="application/vnd.oasis.opendocument.spreadsheet",
        **{
            "META-INF/manifest.xml": "<m/>",
            "content.xml": f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="Costs">{lines}</table:table></office:spreadsheet>'
            "</office:body></office:document-content>",
        },
    )


def letter(**about):
    mail = EmailMessage()
    mail["From"], mail["To"] = "Rosa Núñez <rosa@example.com>", "maya@example.com"
    mail["Subject"], mail["Date"] = "The house <sold>", "Mon, 02 Nov 2026 10:00:00 -0800"
    mail.set_content(about.get("text", "It is sold.\nRosa"))
    if "html" in about:
        mail.add_alternative(about["html"], subtype="html")
    mail.add_attachment(b"%PDF-" + b"x" * 2043, maintype="application", subtype="pdf",
                        filename="Deed.pdf")  # fmt: skip
    return mail.as_bytes()


def test_a_word_file_is_read_as_words():
    found = read("docx", papers.docx("Lease", ["Rent is <b>$1,200</b>.", "Paid monthly."]))
    assert found == {
        "kind": "document",
        "blocks": [
            ["text", "Lease"],
            ["text", "Rent is <b>$1,200</b>."],
            ["text", "Paid monthly."],
        ],
        "is_cut": False,
    }


def test_of_a_long_word_file_the_beginning_is_read():
    found = read("docx", papers.docx("Lease", ["word " * 1000] * 10))
    assert found["is_cut"]
    assert 15_000 < sum(len(words) for _, words in found["blocks"]) <= 20_000


def test_a_sheet_is_read_as_a_table():
    found = read("xlsx", sheet([["Month", "Rent"], ["May", 1200]]))
    assert found == {
        "kind": "table",
        "sheets": [
            {
                "name": "Budget",
                "rows": [["Month", "Rent"], ["May", "1200"]],
                "more_rows": 0,
                "more_columns": 0,
            }
        ],
        "more_sheets": 0,
    }


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("xlsx", sheet([["x"] * 25] * 70)),
        ("ods", open_sheet([["x"] * 25] * 70)),
        ("csv", b"\n".join([b",".join([b"x"] * 25)] * 70)),
        ("csv", b"\r\n".join([b";".join([b"x"] * 25)] * 70)),
        ("csv", "\n".join(["\t".join(["x"] * 25)] * 70).encode("utf-16")),
    ],
)
def test_of_a_large_table_the_beginning_is_read_and_the_rest_counted(kind, content):
    (found,) = read(kind, content)["sheets"]
    assert found["rows"] == [["x"] * 20] * 50
    assert (found["more_rows"], found["more_columns"]) == (20, 5)


def test_a_table_is_read_in_the_letters_it_was_written_in():
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        (found,) = read("csv", "Año,Señora\n2026,Núñez".encode(encoding))["sheets"]
        assert found["rows"] == [["Año", "Señora"], ["2026", "Núñez"]]


def test_an_email_is_read_with_its_attachments():
    assert read("eml", letter()) == {
        "kind": "mail",
        "headers": [
            ["from", "Rosa Núñez <rosa@example.com>"],
            ["to", "maya@example.com"],
            ["date", "Mon, 02 Nov 2026 10:00:00 -0800"],
            ["subject", "The house <sold>"],
        ],
        "words": "It is sold.\nRosa",
        "is_cut": False,
        "files": [["Deed.pdf", 2048]],
    }


def test_an_email_of_outlook_is_read_with_its_attachments(passport):
    content = outlook.message(
        subject="The house",
        body="It is sold.\r\nRosa",
        name="Rosa Núñez",
        address="rosa@example.com",
        to=[("Maya Ruiz", "maya@example.com"), ("", "lena@example.com")],
        files=[("Deed.pdf", b"x" * 2048)],
    )
    assert sent(passport, "House.msg", content).content_type == "application/vnd.ms-outlook"
    assert read("msg", content) == {
        "kind": "mail",
        "headers": [
            ["from", '"Rosa Núñez" <rosa@example.com>'],
            ["to", "Maya Ruiz <maya@example.com>, lena@example.com"],
            ["subject", "The house"],
        ],
        "words": "It is sold.\nRosa",
        "is_cut": False,
        "files": [["Deed.pdf", 2048]],
    }


def test_of_an_email_in_html_only_the_words_are_read():
    mail = EmailMessage()
    mail["Subject"] = "Sold"
    mail.set_content(
        "<html><head><style>p{}</style></head><body><p>It is <b>sold</b>.</p><script>alert(1)"
        "</script><table><tr><td>Price</td><td>$1</td></tr></table></body></html>",
        subtype="html",
    )
    assert read("eml", mail.as_bytes())["words"] == "It is sold.\nPrice | $1"


@pytest.mark.parametrize("kind", ["docx", "xlsx", "ods", "xls", "msg"])
def test_what_is_broken_is_not_read(kind):
    assert read(kind, b"PK\3\4 broken") is None


def test_staff_read_it_escaped_beside_the_decision(lenas, passport):
    upload = sent(passport, "House.eml", letter())
    page = flat(lenas.get(f"/review/?at={upload.pk}").content.decode())
    assert "Rosa Núñez &lt;rosa@example.com&gt;" in page
    assert "The house &lt;sold&gt;" in page
    assert "1 file is attached; it is inside the download." in page
    assert 'Deed.pdf <span class="soft nowrap">2' in page


def test_staff_read_a_table_and_how_much_is_left(lenas, passport):
    upload = sent(passport, "Costs.csv", b"\n".join([b",".join([b"<x>"] * 22)] * 53))
    page = flat(lenas.get(f"/review/?at={upload.pk}").content.decode())
    assert page.count("<td>&lt;x&gt;</td>") == 1000
    assert "3 more rows are not shown. 2 more columns are not shown." in page


def test_staff_read_a_word_file(lenas, passport):
    upload = sent(passport, "Lease.docx", papers.docx("Lease", ["<script>alert(1)</script>"]))
    page = lenas.get(f"/review/?at={upload.pk}").content.decode()
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in page


def test_it_is_read_once(passport, monkeypatch):
    upload = sent(passport, "Lease.docx", papers.docx("Lease", ["Rent"]))
    first = display.of(upload, "")
    monkeypatch.setattr(viewer_process, "words", lambda *_: pytest.fail("It was read again."))
    assert display.of(upload, "") == first
    assert json.loads(private_files().open(f"{upload.file}.words").read()) == first.read


def test_what_cannot_be_read_is_offered_for_download(passport, monkeypatch):
    upload = sent(passport, "Lease.docx", papers.docx("Lease", ["Rent"]))
    monkeypatch.setattr(viewer_process, "words", lambda *_: None)
    assert display.of(upload, "").kind == "download"
    assert previews.words(upload) is None
