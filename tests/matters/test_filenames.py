import pytest

from matters.domain.filenames import tidy, untaken


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Passport.pdf", "Passport.pdf"),
        ("C:\\Users\\Ana\\Passport.pdf", "Passport.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("A/B: the <last> ?.pdf", "B_ the _last_ _.pdf"),
        ("王小明的护照.pdf", "王小明的护照.pdf"),
        ("شهادة الميلاد.pdf", "شهادة الميلاد.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("con.txt", "_con.txt"),
        (" .. ", "document"),
        ("", "document"),
    ],
)
def test_names_are_tidied(sent, kept):
    assert tidy(sent) == kept


@pytest.mark.parametrize("letter", ["a", "é", "王", "🙂"])
def test_long_names_keep_their_extension(letter):
    kept = tidy(letter * 300 + ".docx")
    assert kept.endswith(f"{letter}.docx")
    assert 245 < len(kept.encode()) <= 255


def test_taken_names_are_numbered():
    taken = ["Letter.pdf", "letter (2).PDF"]
    assert untaken("LETTER.pdf", taken) == "LETTER (3).pdf"
    assert untaken("Other.pdf", taken) == "Other.pdf"
    long = "a" * 251 + ".pdf"
    assert untaken(long, [long]) == "a" * 243 + " (2).pdf"
