"""The power fails: only what the disk was made to keep is there afterwards. Nothing is acknowledged,
and no row tells of a file, before that."""

import io
import os
import shutil
import stat
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from casehug.files.storage import private_files, store
from casehug.tenancy.scope import current_firm_id
from intake.uploads import receiving
from tests.intake.send import PDF, sent

pytestmark = pytest.mark.usefixtures("modest")


class Disk:
    """Bytes are safe once their file was synced, a name once its folder was."""

    def __init__(self, root, fsync):
        self.root, self.fsync = root, fsync
        self.bytes, self.names = {}, {}

    def sync(self, handle):
        self.fsync(handle)
        here = os.fstat(handle)
        place = Path(f"/proc/self/fd/{handle}")
        if stat.S_ISDIR(here.st_mode):
            self.names[place.readlink()] = {one.name: one.stat().st_ino for one in place.iterdir()}
        else:
            self.bytes[here.st_ino] = place.read_bytes()

    def after_a_power_cut(self, name):
        """The bytes under the name; None where one of its folders does not know it."""
        folder = self.root
        for part in Path(name).parts:
            inode = self.names.get(folder, {}).get(part)
            if inode is None:
                return None
            folder = folder / part
        return self.bytes.get(inode)


@pytest.fixture
def disk(monkeypatch):
    """On which this firm has no folder yet."""
    root = Path(private_files().path("")).resolve()
    shutil.rmtree(root / str(current_firm_id()), ignore_errors=True)
    disk = Disk(root, os.fsync)
    monkeypatch.setattr(os, "fsync", disk.sync)
    return disk


def begun(item):
    return receiving.begin(item=item, nonce="n", name="Bank.pdf", size=len(PDF))


def test_an_acknowledged_piece_outlives_a_power_cut(disk, passport):
    partial = begun(passport)
    for start in range(0, len(PDF), 300):
        piece = io.BytesIO(PDF[start : start + 300])
        here = receiving.append(partial=partial, offset=start, stream=piece)
        assert disk.after_a_power_cut(partial.file) == PDF[:here]


@pytest.fixture
def rows(disk, monkeypatch):
    """What would be left of the file when its row is written."""
    written, left = receiving._written, []

    def look_and_write(item, nonce, name, stored, found):
        left.append(disk.after_a_power_cut(stored.name))
        return written(item, nonce, name, stored, found)

    monkeypatch.setattr(receiving, "_written", look_and_write)
    return left


def test_bytes_are_safe_before_their_row(passport, rows):
    partial = begun(passport)
    receiving.append(partial=partial, offset=0, stream=io.BytesIO(PDF))
    receiving.finish(partial=partial)
    sent(passport, content=PDF)
    assert rows == [PDF, PDF]


def test_what_staff_add_is_safe_before_its_row(disk):
    stored = store(ContentFile(PDF), firm_id=current_firm_id())
    assert disk.after_a_power_cut(stored.name) == PDF
