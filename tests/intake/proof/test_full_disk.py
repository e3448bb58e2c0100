"""A disk of a few megabytes that fills up in the middle of a piece: said in words, nothing lost."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from casehug.web.request_buffering import AHEAD
from intake.models import Upload
from intake.uploads import spool
from tests.intake.proof.devices import answer_on
from tests.intake.proof.web import Web
from tests.intake.send import PDF
from tests.integrations.proof.waiting import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

MEGABYTE = 1024 * 1024
SIZE = 40 * MEGABYTE
CONTENT = PDF + b"\n%" + hashlib.shake_256(PDF).digest(14 * MEGABYTE)
PIECE = MEGABYTE
# So much of a piece is here before the disk is asked; the rest is written as it comes.
HALF, WHOLE = AHEAD + PIECE // 2, AHEAD + PIECE
MOUNT = f'mount -t tmpfs -o size={SIZE},mode=700 tmpfs "$0" && exec "$@"'


def small_disk(place):
    """A command that runs another with a small disk at `place`, which it alone sees."""
    own = shutil.which("unshare") and [shutil.which("unshare"), "--map-root-user", "--mount"]
    command = [*(own or []), "/bin/sh", "-c", MOUNT, str(place)]
    if not own or subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("This machine lets nobody mount a disk of their own.")
    return command


@pytest.fixture
def disk(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    return place


@pytest.fixture
def web(disk, tmp_path, transactional_db):
    about = {"PRIVATE_ROOT": disk, "DISK_RESERVE": 0, "CLAMD_ADDRESS": ""}
    with Web.start(tmp_path, within=small_disk(disk), **about) as web:
        yield web


@pytest.fixture
def inside(web, disk):
    """The small disk, as the server sees it."""
    return Path(f"/proc/{web.child.pid}/root") / str(disk).lstrip("/")


def there(device, item):
    return int(device.offset(item, "n").headers["Upload-Offset"])


def goes_on(device, item):
    """Piece by piece to the end, or to what is no piece's answer."""
    while (answer := device.puts(item, "n", CONTENT, there(device, item), PIECE)).status == 200:
        pass
    return answer


def test_a_disk_that_fills_up_within_a_piece(device, item, inside):
    assert device.puts(item, "n", CONTENT, 0, PIECE).status == 200
    with device.opens_piece(item, "n", len(CONTENT), PIECE, WHOLE) as line:
        line.sendall(CONTENT[PIECE : PIECE + HALF])
        eventually(lambda: there(device, item) == PIECE + HALF)
        filler = inside / "filler"
        fill(filler)
        line.sendall(CONTENT[PIECE + HALF : PIECE + WHOLE])
        status, body = answer_on(line)
    assert status == 507
    assert "There is no room for this file just now. What has arrived" in json.loads(body)["words"]
    assert there(device, item) == PIECE + HALF
    assert goes_on(device, item).status == 507
    assert there(device, item) == PIECE + HALF

    filler.unlink()
    assert goes_on(device, item).status == 201
    upload = Upload.objects.get(item=item)
    assert upload.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert (inside / upload.file).read_bytes() == CONTENT


def test_a_form_refused_by_a_full_disk_leaves_nothing(device, item, inside):
    filler = inside / "filler"
    fill(filler)
    answer = device.sends_form(item, "n", CONTENT)
    assert answer.status == 422
    assert "We could not keep this file just now" in answer.body.decode()
    assert {path.name for path in inside.rglob("*") if path.is_file()} == {"filler", spool.MARK}
    filler.unlink()
    assert device.sends_form(item, "n", CONTENT).status == 302
    assert Upload.objects.get(item=item).sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_a_file_larger_than_the_disk_is_not_begun(device, item):
    huge = CONTENT * 4
    answer = device.puts(item, "n", huge, 0, 1000)
    assert answer.status == 507
    assert there(device, item) == 0


def fill(filler):
    with filler.open("wb", buffering=0) as out:
        try:
            for size in (64 * 1024, 4096):
                while out.write(bytes(size)) == size:
                    pass
        except OSError:
            return
