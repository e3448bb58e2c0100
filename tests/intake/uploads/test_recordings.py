"""Recordings from clients: up to a gigabyte where they are welcome, never whole in memory, played."""

import tracemalloc

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from intake.models import Item, Upload
from intake.review import decisions
from intake.uploads import receiving, spool
from intake.uploads.refusals import Refused
from matters.models import Document
from tests.intake.send import sent
from tests.intake.uploads.test_previews import CAGE
from tests.matters.test_recordings import M4A, MP4

# One box as long as the film.
FILM = (
    b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + (2**30 - 24).to_bytes(4, "big") + b"mdat"
)  # fmt: skip


@pytest.fixture
def scene(passport):
    """An item that welcomes recordings."""
    Item.objects.filter(pk=passport.pk).update(takes_recordings=True)
    passport.refresh_from_db()
    return passport


def test_a_recording_is_kept_where_it_is_welcome(scene):
    film = sent(scene, "IMG_2041.mp4", MP4)
    voice = sent(scene, "Call.m4a", M4A)
    assert [(one.name, one.content_type, one.player) for one in (film, voice)] == [
        ("IMG_2041.mp4", "video/mp4", "video"),
        ("Call.m4a", "audio/mp4", "audio"),
    ]


@pytest.mark.parametrize("name", ["IMG_2041.mp4", "IMG_2041", "IMG_2041.pdf"])
def test_elsewhere_a_recording_is_refused(passport, name):
    with pytest.raises(Refused, match="a document is asked for here"):
        sent(passport, name, MP4)
    assert not Upload.objects.exists()


def test_a_gigabyte_is_never_whole_in_memory(scene):
    size = settings.RECORDING_MAX_BYTES
    partial = receiving.begin(item=scene, nonce="film", name="film.mp4", size=size)
    path = spool.path(partial)
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.write(FILM)
        file.truncate(size)
    tracemalloc.start()
    upload = receiving.finish(partial=partial)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (upload.size, upload.content_type, upload.remarks) == (size, "video/mp4", [])
    assert peak < 16 * 2**20


def test_more_than_a_gigabyte_is_refused_before_it_comes(scene):
    size = settings.RECORDING_MAX_BYTES + 1
    with pytest.raises(Refused, match="This recording is larger than 1 GB"):
        receiving.begin(item=scene, nonce="film", name="film.mp4", size=size)


def test_a_film_that_was_cut_is_told_of(scene):
    upload = sent(scene, "film.mp4", FILM + b"\0" * 500)
    assert upload.remarks == [{"code": "cut"}]


def test_staff_play_it_from_any_place(lenas, scene):
    upload = sent(scene, "film.mp4", MP4)
    page = lenas.get(f"/review/?at={upload.pk}").content.decode()
    assert (
        f'<video class="player" controls playsinline preload="none" src="/uploads/{upload.pk}/"'
        in page
    )
    response = lenas.get(f"/uploads/{upload.pk}/", headers={"Range": "bytes=4-11"})
    assert (response.status_code, response.getvalue()) == (206, b"ftypmp42")
    assert {name: response.headers[name] for name in CAGE} == CAGE
    assert "media-src 'self'" in lenas.get("/review/").headers["Content-Security-Policy"]


def test_an_approved_recording_is_played_among_the_documents(lenas, lena, scene):
    upload = sent(scene, "Call.m4a", M4A)
    decisions.approve(upload=upload, by=lena)
    document = Document.objects.get(content_type="audio/mp4")
    page = lenas.get(f"/matters/{document.matter_id}/").content.decode()
    assert f'<audio class="player" controls preload="none" src="/documents/{document.pk}/"' in page
    response = lenas.get(f"/documents/{document.pk}/", headers={"Range": "bytes=-4"})
    assert (response.status_code, response.getvalue()) == (206, M4A[-4:])


def test_the_item_page_says_that_recordings_are_welcome(phone, ask):
    plain, welcome = ask("Deed", "document"), ask("Scene", "document", takes_recordings=True)
    words = ("Videos and sound recordings too, up to 1 GB each.", "Take a video")
    assert [w in phone.reads(f"items/{plain.pk}/") for w in words] == [False, False]
    assert [w in phone.reads(f"items/{welcome.pk}/") for w in words] == [True, True]


def test_a_recording_of_a_plain_form_is_kept(phone, ask):
    item = ask("Scene", "document", takes_recordings=True)
    film = SimpleUploadedFile("film.mov", MP4)
    assert phone.sends(f"items/{item.pk}/uploads/", {"files": film}).status_code == 302
    assert [one.name for one in item.uploads.all()] == ["film.mp4"]
