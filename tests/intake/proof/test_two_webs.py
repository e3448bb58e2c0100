"""Two web servers on one storage: a file that arrives in pieces, now at one and now at the other."""

import hashlib

import pytest

from casehug.files.storage import private_files
from intake.models import PartialUpload, Upload
from tests.intake.proof.clients import a_paper
from tests.intake.proof.devices import Device
from tests.intake.proof.trials import intake_of, secret_of
from tests.intake.proof.web import Web

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
PIECE = 64 * 1024


def test_a_file_arrives_at_two_webs(matter, tmp_path):
    content = a_paper() + b"\n%" + b"A" * 5 * PIECE
    intake = intake_of(matter)
    item, secret = intake.items.get(title="In pieces"), secret_of(intake)
    with Web.start(tmp_path / "one") as one, Web.start(tmp_path / "other") as other:
        devices = [Device(web, intake, secret) for web in (one, other)]
        offset, turn = 0, 0
        while offset < len(content):
            here, beside = devices[turn % 2], devices[(turn + 1) % 2]
            answer = here.puts(item, "n", content, offset, PIECE)
            assert answer.status in {200, 201}
            offset = int(answer.headers["Upload-Offset"])
            assert beside.offset(item, "n").headers["Upload-Offset"] == str(offset)
            turn += 1
    upload = Upload.objects.get(item=item)
    assert upload.sha256 == hashlib.sha256(content).hexdigest()
    assert private_files().open(upload.file).read() == content
    assert not PartialUpload.objects.exists()
    assert turn > 4
