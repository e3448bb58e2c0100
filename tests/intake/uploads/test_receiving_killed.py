"""Killed without warning at any point, the server loses nothing of what it acknowledged."""

import hashlib
import io
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from casehug.tenancy.scope import firm_scope
from intake.models import Upload
from intake.uploads import partial_file, receiving, spool
from tests.intake.send import PDF, sent

CONTENT = PDF + b"\n%" + random.Random(7).randbytes(3_000_000)
GROWING = """
import io, sys
from pathlib import Path
from intake.uploads import partial_file
path, content, piece = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes(), int(sys.argv[3])
here = partial_file.received(path)
while here < len(content):
    here = partial_file.grow(path, here, io.BytesIO(content[here:here + piece]), most=len(content))
    print(here, flush=True)
"""


@pytest.mark.parametrize("seed", range(6))
def test_what_was_acknowledged_is_on_the_disk(tmp_path, seed):
    whole, growing = tmp_path / "whole", tmp_path / "growing"
    whole.write_bytes(CONTENT)
    chance = random.Random(seed)
    acknowledged = 0
    for _ in range(4):
        command = [sys.executable, "-c", GROWING, str(growing), str(whole), "100000"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as sender:
            for _ in range(chance.randrange(1, 8)):
                if line := sender.stdout.readline():
                    acknowledged = int(line)
            time.sleep(chance.random() / 100)
            sender.kill()
        here = growing.read_bytes()
        assert len(here) >= acknowledged
        assert here == CONTENT[: len(here)]
    here = partial_file.received(growing)
    partial_file.grow(growing, here, io.BytesIO(CONTENT[here:]), most=len(CONTENT))
    partial_file.seal(growing, len(CONTENT))
    assert growing.read_bytes() == CONTENT


def die(*_args, **_kwargs):
    os.kill(os.getpid(), signal.SIGKILL)


def killed_while(monkeypatch, place, name, work):
    """Do the work in a process that dies where `place.name` would be called."""
    connection.close()
    child = os.fork()
    if child == 0:
        monkeypatch.setattr(place, name, die)
        try:
            work()
        finally:
            os._exit(0)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("place", "name"),
    [
        (receiving, "inspect"),  # sealed
        (receiving, "adopt"),  # inspected
        (receiving, "_written"),  # under its second name
        (receiving.audit, "record"),  # its row written, not committed
        (spool, "forget"),  # committed
        (spool.contextlib, "suppress"),  # about to lose its first name
    ],
)
def test_finishing_is_finished_after_a_kill(passport, in_firm, monkeypatch, place, name):
    partial = receiving.begin(item=passport, nonce="n", name="a.pdf", size=len(CONTENT))
    receiving.append(partial=partial, offset=0, stream=io.BytesIO(CONTENT))
    killed_while(monkeypatch, place, name, lambda: receiving.finish(partial=partial))
    with firm_scope(in_firm.id):
        again = receiving.begin(item=passport, nonce="n", name="a.pdf", size=len(CONTENT))
        upload = again if isinstance(again, Upload) else receiving.finish(partial=again)
        with upload.open() as file:
            assert hashlib.sha256(file.read()).hexdigest() == upload.sha256
        assert upload.sha256 == hashlib.sha256(CONTENT).hexdigest()
        assert Upload.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["_kept", "_written"])
def test_a_plain_upload_that_was_killed_is_sent_again(passport, in_firm, monkeypatch, name):
    killed_while(monkeypatch, receiving, name, lambda: sent(passport, nonce="n"))
    with firm_scope(in_firm.id):
        assert not Upload.objects.exists()
        with sent(passport, nonce="n").open() as file:
            assert file.read() == PDF
