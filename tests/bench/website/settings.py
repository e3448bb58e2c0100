"""CaseHug as it runs, and one more page: the floor. Only `./dev bench` asks for these settings."""

from pathlib import Path

from casehug.settings import *  # noqa: F403
from casehug.settings import TEMPLATE_FOLDERS, TEMPLATES

ROOT_URLCONF = "tests.bench.website.urls"
TEMPLATES[0]["DIRS"] = [*TEMPLATE_FOLDERS, Path(__file__).parent / "templates"]
