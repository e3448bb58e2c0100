"""What docs/SECURITY.md promises, a test shows: each that it names is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (.+?) \| (\d+\.\d+) \| `(.+?)::(.+?)` \|$", re.MULTILINE)
TEXT = (ROOT / "docs" / "SECURITY.md").read_text()
ROWS = ROW.findall(TEXT)


@pytest.mark.parametrize(("promise", "file", "test"), [(row[0], *row[2:]) for row in ROWS])
def test_a_promise_is_shown(promise, file, test):
    tree = ast.parse((ROOT / file).read_text())
    assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_line_of_the_tables_is_a_promise():
    lines = [line for line in TEXT.splitlines() if line.startswith("| ") and "ASVS |" not in line]
    assert len(lines) == len(ROWS) > 30
