"""Ways to break what keeps a client's files and answers, which the proofs must notice."""

import contextvars
import io
import os
from collections import defaultdict
from functools import partial
from threading import Timer

from django.conf import settings
from django.db import close_old_connections

from casehug.files import storage
from casehug.files.storage import Stored
from intake.answers import answers
from intake.models import Upload
from intake.uploads import partial_file, receiving, spool

MOMENT = 0.05
COPIED_AT_ONCE = 1000


def kept_in_memory():
    """A piece is acknowledged that waits in memory for the next."""
    held = defaultdict(bytes)
    on_disk, grow, seal = partial_file.received, partial_file.grow, partial_file.seal

    def received(path):
        return on_disk(path) + len(held[path])

    def remember(path, offset, stream, *, most):
        if offset != received(path):
            raise partial_file.Misfit(received(path))
        held[path] += stream.read()
        return received(path)

    def write_and_seal(path, size):
        grow(path, on_disk(path), io.BytesIO(held.pop(path, b"")), most=size)
        seal(path, size)

    partial_file.received, partial_file.grow, partial_file.seal = received, remember, write_and_seal


def said_before_it_is_kept():
    """An answer is said to be saved, and committed a moment later."""
    give = answers.give_answer

    def keep(item, answer):
        give(item=item, answer=answer)
        close_old_connections()

    def promise(*, item, answer, was=""):
        here = contextvars.copy_context()
        Timer(MOMENT, partial(here.run, keep, type(item).objects.get(pk=item.pk), answer)).start()
        item.answer, item.state = answers.read(item, answer), item.State.GIVEN
        return item

    answers.give_answer = promise


def forgotten_nonce():
    """What was sent before is not recognised when it is sent again."""
    written = receiving._written

    def anew(item, nonce, *rest):
        for former in Upload.objects.filter(item=item, nonce=nonce):
            Upload.objects.filter(pk=former.pk).update(nonce=f"{nonce}-{former.pk}"[-64:])
        return written(item, nonce, *rest)

    receiving.received, receiving._written = (lambda *_: None), anew


def row_before_bytes():
    """The row of an upload is committed before its bytes have their name."""
    adopt, kept, promised = receiving.adopt, receiving._kept, {}

    def promise(path, *, name):
        promised[name] = path
        content = path.read_bytes()
        return Stored(name, len(content), storage.hashlib.sha256(content).hexdigest())

    def keep(item, nonce, name, stored, found):
        upload = kept(item, nonce, name, stored, found)
        adopt(promised.pop(stored.name), name=stored.name)
        return upload

    receiving.adopt, receiving._kept = promise, keep


def copied_in_place():
    """The file grows under its last name, instead of being there whole or not at all."""

    def copy(path, target):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not target.exists():
            with path.open("rb") as source, target.open("wb") as out:
                while os.copy_file_range(source.fileno(), out.fileno(), COPIED_AT_ONCE):
                    pass

    storage._second_name = copy


def bytes_nobody_finds():
    """A whole file is kept before any row tells of it."""

    def receive(*, item, name, file, nonce):
        if former := receiving.received(item, nonce):
            return former
        found = receiving.inspect(name, file.size, file.file)
        stored = storage.store(file, firm_id=item.firm_id)
        return receiving._kept(item, nonce, name, stored, found)

    receiving.receive = receive


def forgotten_first():
    """The half is forgotten before the upload has its row, and of the half its row first."""
    kept = receiving._kept

    def forget(half):
        receiving.PartialUpload.objects.filter(pk=half.pk).delete()
        spool.path(half).unlink(missing_ok=True)

    def forget_then_keep(item, nonce, *rest):
        for half in receiving.PartialUpload.objects.filter(item=item):
            forget(half)
        return kept(item, nonce, *rest)

    receiving._kept = forget_then_keep


def named_temporaries():
    """What a form brings lies under a name while it arrives."""
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]


def half_an_answer():
    """An answer is written in two transactions."""
    give = answers.give_answer

    def give_twice(*, item, answer, was=""):
        give(item=item, answer=answer[: len(answer) // 2])
        return give(item=item, answer=answer, was=was)

    answers.give_answer = give_twice
