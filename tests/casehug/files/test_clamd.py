import io

import pytest

from casehug.files.clamd import Unavailable, is_clean
from tests.fake_clamd import EICAR, clamd

PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture
def scanner(settings):
    with clamd() as settings.CLAMD_ADDRESS:
        yield


@pytest.mark.usefixtures("scanner")
def test_the_scanner_tells_good_from_bad():
    assert is_clean(io.BytesIO(PDF))
    assert is_clean(io.BytesIO(b""))
    assert is_clean(io.BytesIO(b"x" * 3_000_000))
    assert not is_clean(io.BytesIO(EICAR))


def test_a_scanner_on_a_unix_socket_answers_too(settings, tmp_path):
    with clamd(address=str(tmp_path / "c")) as settings.CLAMD_ADDRESS:
        assert is_clean(io.BytesIO(PDF))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: OK",
        b"\0",
        b"nonsense\0",
        b"x" * 9000,
    ],
)
def test_anything_but_a_verdict_is_no_verdict(settings, answer):
    with clamd(answer) as settings.CLAMD_ADDRESS, pytest.raises(Unavailable):
        is_clean(io.BytesIO(PDF))
