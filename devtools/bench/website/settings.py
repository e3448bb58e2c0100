"""CaseHug as it runs, and one more page: the floor. Only `./dev bench` asks for these settings."""

from pathlib import Path

from casehug.settings import *  # noqa: F403
from casehug.settings import TEMPLATES

ROOT_URLCONF = "devtools.bench.website.urls"
TEMPLATES[0]["DIRS"].append(str(Path(__file__).parent / "templates"))
