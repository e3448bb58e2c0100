"""Pictures beside the files: made once, without what the camera wrote, and served caged."""

import hashlib
import io
import threading

import pytest
from django.db import connection
from PIL import Image

from casehug.files.storage import private_files
from casehug.tenancy.scope import firm_scope
from intake.models import Upload
from intake.uploads import previews, viewer_process
from tests.intake.send import PDF, heic, picture, sent

pytestmark = pytest.mark.usefixtures("modest")
CAGE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "no-store",
}


def seen(upload):
    with private_files().open(previews.of(upload), "rb") as file:
        return Image.open(io.BytesIO(file.read()))


def with_exif():
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    exif[0x0112] = 6  # Lies on its side.
    return picture(size=(3000, 2000), exif=exif)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Passport.pdf", PDF),
        ("photo.jpg", picture()),
        ("scan.png", picture("PNG")),
        ("IMG_1.HEIC", heic()),
    ],
)
def test_everything_that_can_be_seen_is(passport, name, content):
    upload = sent(passport, name, content)
    image = seen(upload)
    assert image.format == "JPEG"
    with upload.open() as file:
        assert hashlib.sha256(file.read()).hexdigest() == upload.sha256
    assert upload.preview != upload.file


def test_a_preview_is_small_upright_and_says_nothing_of_the_camera(passport):
    upload = sent(passport, "photo.jpg", with_exif())
    image = seen(upload)
    assert image.size == (1067, 1600)
    assert not image.getexif()
    with private_files().open(upload.preview, "rb") as file:
        assert b"Secret" not in file.read()


def test_what_is_transparent_lies_on_white(passport):
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert seen(sent(passport, "a.png", out.getvalue())).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("name", "content"),
    [("cut.heic", heic(size=(320, 240))[:-90])],
)
def test_where_nothing_can_be_seen_that_is_said(passport, lenas, name, content):
    upload = sent(passport, name, content)
    assert previews.of(upload) == ""
    assert upload.preview == Upload.NO_PREVIEW
    assert "No picture could be made of this upload" in lenas.get("/review/").content.decode()
    assert lenas.get(f"/uploads/{upload.pk}/preview/").status_code == 404


def test_a_viewer_that_takes_too_long_is_stopped(passport, monkeypatch):
    upload = sent(passport)
    monkeypatch.setattr(viewer_process, "SECONDS", 0.01)
    assert previews.of(upload) == ""


def test_the_sweep_makes_what_nobody_rang_for(passport, monkeypatch):
    upload = sent(passport)
    assert previews.sweep() == 0  # It has just come; somebody will ring.
    monkeypatch.setattr(previews, "LATE", -previews.LATE)
    assert previews.sweep() == 1
    assert previews.sweep() == 0
    upload.refresh_from_db()
    assert upload.has_preview


@pytest.mark.django_db(transaction=True)
def test_two_first_looks_make_one_picture(passport, hart_vale, monkeypatch):
    upload = sent(passport)
    made = []
    monkeypatch.setattr(previews, "_stored", lambda upload: made.append(upload) or "some/key/of-it")

    def look():
        with firm_scope(hart_vale.id):
            previews.of(Upload.objects.get(pk=upload.pk))
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1


# --- Served --------------------------------------------------------------------------------------


def test_a_file_is_given_to_staff_as_it_came_and_caged(lenas, passport):
    upload = sent(passport, "Pässe “neu”.pdf", PDF)
    response = lenas.get(f"/uploads/{upload.pk}/")
    assert b"".join(response.streaming_content) == PDF
    assert {name: response.headers[name] for name in CAGE} == CAGE
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["Content-Length"] == str(len(PDF))


def test_a_preview_is_a_caged_jpeg(lenas, passport):
    response = lenas.get(f"/uploads/{sent(passport).pk}/preview/")
    assert {name: response.headers[name] for name in CAGE} == CAGE
    assert response.headers["Content-Type"] == "image/jpeg"
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")


def test_a_file_taken_back_is_given_to_nobody(lenas, passport):
    upload = sent(passport)
    Upload.objects.update(state=Upload.State.REMOVED)
    assert lenas.get(f"/uploads/{upload.pk}/").status_code == 404


def test_nobody_gets_a_file_without_signing_in(client, passport):
    upload = sent(passport)
    assert client.get(f"/uploads/{upload.pk}/").status_code == 302
