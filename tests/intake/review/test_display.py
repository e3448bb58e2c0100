"""What staff see of an upload: any page of it, its text, or a sentence that says why not."""

import io

import pytest
from PIL import Image

from casehug.files.storage import private_files
from intake.models import Upload
from intake.review import display
from intake.uploads import previews, viewer_process
from tests.intake.send import PDF, picture, sent
from tests.intake.uploads.test_previews import CAGE
from tests.markup import flat

pytestmark = pytest.mark.usefixtures("modest")


def paper(count):
    """A PDF whose pages are as wide as their number says."""
    first, *others = (
        Image.new("RGB", (100 + 50 * number, 100), "white") for number in range(1, count + 1)
    )
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others)
    return out.getvalue()


@pytest.fixture
def statement(passport):
    return sent(passport, "Statement.pdf", paper(5))


def ratio(content):
    image = Image.open(io.BytesIO(content))
    assert image.format == "JPEG"
    return round(image.width / image.height, 1)


def shown(client, upload, page):
    response = client.get(f"/uploads/{upload.pk}/pages/{page}/")
    assert response.status_code == 200
    assert {name: response.headers[name] for name in CAGE} == CAGE
    return b"".join(response.streaming_content)


def test_every_page_can_be_turned_to(lenas, statement):
    assert statement.pages == 5
    assert [ratio(shown(lenas, statement, page)) for page in range(1, 6)] == [
        1.5,
        2.0,
        2.5,
        3.0,
        3.5,
    ]
    for page in (0, 6, 999):
        assert lenas.get(f"/uploads/{statement.pk}/pages/{page}/").status_code == 404


def test_a_page_is_rendered_once_and_lies_beside_the_first(lenas, statement, monkeypatch):
    asked = []
    look = viewer_process.picture
    monkeypatch.setattr(
        viewer_process, "picture", lambda *about: asked.append(about[2]) or look(*about)
    )
    first = shown(lenas, statement, 3)
    assert asked == [1, 3]
    assert shown(lenas, statement, 3) == first
    assert asked == [1, 3]
    statement.refresh_from_db()
    assert private_files().exists(f"{statement.preview}.3")
    assert not private_files().exists(f"{statement.preview}.2")


def test_pages_and_their_size_are_bounded(lenas, statement, monkeypatch):
    monkeypatch.setattr(previews, "MOST_PAGES", 2)
    assert lenas.get(f"/uploads/{statement.pk}/pages/3/").status_code == 404
    text = lenas.get(f"/review/?at={statement.pk}&page=2").content.decode()
    assert "The first 2 pages can be seen here." in text
    monkeypatch.setattr(previews, "LARGEST", 10)
    assert lenas.get(f"/uploads/{statement.pk}/pages/2/").status_code == 404


def test_the_desk_turns_the_pages(lenas, statement):
    text = lenas.get(f"/review/?at={statement.pk}&page=2").content.decode()
    assert "Page 2 of 5" in text
    assert f"/uploads/{statement.pk}/pages/2/" in text
    for page in (1, 3):
        assert f'href="/review/?at={statement.pk}&amp;page={page}"' in text
    for page, last in (("", False), ("0", False), ("x", False), ("99", True), ("9" * 30, False)):
        text = lenas.get(f"/review/?at={statement.pk}&page={page}").content.decode()
        assert ("Page 5 of 5" if last else "Page 1 of 5") in text


@pytest.mark.parametrize("scan", [Upload.Scan.PENDING, Upload.Scan.INFECTED])
def test_what_was_not_found_clean_is_never_rendered(lenas, statement, monkeypatch, scan):
    previews.page(statement, 2)
    Upload.objects.update(scan=scan)
    monkeypatch.setattr(viewer_process, "picture", lambda *_: pytest.fail("It was looked at."))
    for page in (1, 2, 3):
        assert lenas.get(f"/uploads/{statement.pk}/pages/{page}/").status_code == 404
    assert previews.page(Upload.objects.get(), 2) == ""
    text = lenas.get(f"/review/?at={statement.pk}").content.decode()
    assert f"/uploads/{statement.pk}/pages/" not in text
    assert ("Being scanned" if scan == Upload.Scan.PENDING else "Something harmful") in text


def test_nobody_turns_pages_without_signing_in(client, statement):
    assert client.get(f"/uploads/{statement.pk}/pages/2/").status_code == 302


def test_a_photo_has_one_page(lenas, passport):
    upload = sent(passport, "photo.jpg", picture())
    assert lenas.get(f"/uploads/{upload.pk}/pages/1/").status_code == 200
    assert lenas.get(f"/uploads/{upload.pk}/pages/2/").status_code == 404


def test_plain_text_is_read_as_text(lenas, passport):
    upload = sent(passport, "Notes.txt", "Zoë’s <b>two</b> children".encode())
    text = lenas.get(f"/review/?at={upload.pk}").content.decode()
    assert "Zoë’s &lt;b&gt;two&lt;/b&gt; children" in text


def test_of_a_long_text_the_beginning_is_shown(passport):
    upload = sent(passport, "Notes.txt", ("é" * 15_000).encode())
    sight = display.of(upload, "")
    assert (len(sight.words), sight.is_cut) == (10_000, True)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("Añó".encode("utf-8-sig"), "Añó"),
        ("Añó".encode("utf-16"), "Añó"),
        ("Añó".encode("cp1252"), "Añó"),
        ("Añó".encode()[:-1], "Añ"),
        (b"", ""),
    ],
)
def test_text_is_read_as_it_was_written(raw, words):
    assert display.decoded(raw) == words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("application/msword", "Word files cannot be shown here."),
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "Excel files cannot be shown here.",
        ),
    ],
)
def test_what_must_be_downloaded_says_so_with_the_button(lenas, passport, kind, words):
    upload = sent(passport)
    Upload.objects.update(content_type=kind)
    text = flat(lenas.get("/review/").content.decode())
    assert words in text
    assert f'<a class="button" href="/uploads/{upload.pk}/" download' in text


def test_the_first_page_is_the_preview(lenas, passport):
    upload = sent(passport, "Passport.pdf", PDF)
    preview = lenas.get(f"/uploads/{upload.pk}/preview/")
    assert b"".join(preview.streaming_content) == shown(lenas, upload, 1)
