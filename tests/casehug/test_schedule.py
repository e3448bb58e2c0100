"""Beat schedule: each job is a task there is, at the period of its setting."""

import os
import subprocess
import sys
from pathlib import Path

from celery import current_app

from casehug.celery import PERIODIC

ROOT = Path(__file__).parents[2]
SHOW = """
from casehug.celery import app
print(sorted((name, job["task"], job["schedule"], job["options"]["expires"])
             for name, job in app.conf.beat_schedule.items()))
"""


def test_every_job_is_a_task():
    current_app.loader.import_default_modules()
    assert {task for task, _every in PERIODIC.values()} <= set(current_app.tasks)


def test_beat_is_given_the_periods_of_the_settings():
    periods = {"SWEEP_EVERY": "7", "AUDIT_EVERY": "8", "FILES_EVERY": "9", "REMIND_EVERY": "11"}
    shown = subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=ROOT, env={**os.environ, **periods}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    wanted = [(name, task, float(periods[every])) for name, (task, every) in PERIODIC.items()]
    assert shown.stdout.strip() == str(sorted((*job, job[2]) for job in wanted))
