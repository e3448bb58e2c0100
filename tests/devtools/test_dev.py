"""The `dev` script itself, read by whatever Python a machine has."""

import ast
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "dev"


def test_old_pythons_can_read_the_script():
    ast.parse(SCRIPT.read_text(), feature_version=(3, 4))
