"""A remembered device of an intake that asks enough to be busy with; `web` is each file's own."""

import pytest

from tests.intake.proof.devices import Device
from tests.intake.proof.trials import intake_of, secret_of


@pytest.fixture
def device(matter, web):
    intake = intake_of(matter)
    return Device(web, intake, secret_of(intake))


@pytest.fixture
def item(device):
    return device.intake.items.get(title="In pieces")
