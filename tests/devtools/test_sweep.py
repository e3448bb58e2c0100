"""Each sweep runs a test that is there, and that reads the variables it is given."""

from pathlib import Path

import pytest

from devtools import bench, sweep
from devtools.trouble import Trouble

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", sweep.SWEEPS)
def test_sweep_is_a_test_with_a_count_and_a_seed(name):
    one = sweep.SWEEPS[name]
    file, test = one.test.split("::")
    source = (ROOT / file).read_text()
    assert f"def {test}(" in source
    assert f'os.environ.get("{one.counted}", "' in source
    assert f'os.environ.get("{one.seed}"' in source


def test_reports_of_their_own_are_there():
    assert set(sweep.BENCHES) <= set(bench.names())


@pytest.mark.parametrize("asked", [[], ["everything"]])
def test_what_there_is_is_said(asked):
    with pytest.raises(Trouble, match="  audit    the audit log changed"):
        sweep.main(asked)
