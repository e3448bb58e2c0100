"""The whole server is killed while clients type and send; nothing they were told is kept is lost."""

import os
import random

import pytest

from tests.intake.proof.trials import intake_of, trial
from tests.intake.proof.web import KILLABLE, Web

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

KILLS = int(os.environ.get("KILLS", "20"))


def test_what_was_acknowledged_outlives_kills(matter, tmp_path):
    seed = int(os.environ.get("KILL_SEED") or random.randrange(2**32))
    print(f"KILL_SEED={seed}")
    with Web.start(tmp_path, application=KILLABLE) as web:
        faults, acknowledged = trial(web=web, intake=intake_of(matter), seed=seed, kills=KILLS)
    print(acknowledged)
    assert not faults, f"seed {seed}: {faults}"
    assert all(acknowledged.values()), acknowledged
