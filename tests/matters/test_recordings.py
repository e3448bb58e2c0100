"""Recordings: kept where they are welcome, told by their bytes, refused by name elsewhere."""

import io

import pytest

from matters.domain import filetypes
from matters.domain.filetypes import Refused, check, check_name
from tests.matters.conftest import PDF

MOST, RECORDED = 100 * 2**20, 2**30
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + b"\0" * 60
MOV = b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + b"\0" * 60
OLD_MOV = b"\0\0\0\x08wide\0\0\1\0mdat" + b"\0" * 300
M4A = b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42" + b"\0" * 60
MPEG = (b"\xff\xfb\x90\x00" + b"\0" * 413) * 3
MP3 = b"ID3\4\0\0\0\0\0\0" + MPEG
WAV = b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 30
AVI = b"RIFF\x24\0\0\0AVI LIST" + b"\0" * 30
THREE_GP = b"\0\0\0\x14ftyp3gp4\0\0\0\0isom" + b"\0" * 60


def checked(name, content, recorded=RECORDED):
    return check(name, len(content), io.BytesIO(content), most=MOST, recorded=recorded)


@pytest.mark.parametrize(
    ("name", "content", "extension"),
    [
        ("IMG_2041.MOV", MOV, "mov"),
        ("old.mov", OLD_MOV, "mov"),
        ("film.mp4", MOV, "mov"),
        ("VID_2041.mp4", MP4, "mp4"),
        ("film", MP4, "mp4"),
        ("film.m4v", MP4, "mp4"),
        ("Voice 001.m4a", M4A, "m4a"),
        ("Voice 002.m4a", MP4, "m4a"),
        ("call.mp3", MP3, "mp3"),
        ("call.mp3", MPEG, "mp3"),
        ("call.wav", WAV, "wav"),
        ("Passport.pdf", PDF, "pdf"),
        ("Passport.mp4", PDF, "pdf"),
    ],
)
def test_recordings_are_told_by_their_bytes(name, content, extension):
    assert checked(name, content) == (filetypes.FileType(extension, filetypes.TYPES[extension]))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("IMG_2041.MOV", MOV, "This file is a video, and a document is asked for here."),
        ("Passport.pdf", MP4, "This file is a video, and a document is asked for here."),
        ("Voice", M4A, "This file is a sound recording, and a document is asked for here."),
        ("call.txt", MP3, "This file is a sound recording, and a document is asked for here."),
        ("call.opus", b"OggS", "This file is a sound recording, and a document is asked for here."),
    ],
)
def test_elsewhere_they_are_refused_with_a_step_for_a_phone(name, content, words):
    with pytest.raises(Refused) as refusal:
        checked(name, content, recorded=0)
    assert str(refusal.value).startswith(words)


@pytest.mark.parametrize(
    ("name", "content", "ending"),
    [("film.avi", AVI, ".avi"), ("film.mp4", THREE_GP, ".3gp"), ("film", AVI, ".avi"),
     ("voice.opus", b"OggS" + b"\0" * 60, ".opus")],
)  # fmt: skip
def test_those_nobody_can_play_are_refused_where_recordings_are_welcome(name, content, ending):
    with pytest.raises(Refused) as refusal:
        checked(name, content)
    assert str(refusal.value).startswith(f"We cannot play this kind of recording ({ending}).")


@pytest.mark.parametrize("text", [b"Tax free since 2019.\n", b"The wide street\n", b"\xff\xfe\0"])
def test_what_only_looks_like_one_is_none(text):
    assert filetypes.kinds(io.BytesIO(text + b"a" * 600)).isdisjoint({"mov", "mp3"})


def test_a_recording_may_be_larger_than_a_document():
    assert check_name("film.mp4", 900 * 2**20, most=MOST, recorded=RECORDED) == "mp4"
    with pytest.raises(Refused, match="This recording is larger than 1 GB"):
        check_name("film.mp4", RECORDED + 1, most=MOST, recorded=RECORDED)
    with pytest.raises(Refused, match="This file is larger than 100 MB"):
        check("film.mp4", MOST + 1, io.BytesIO(PDF), most=MOST, recorded=RECORDED)
