"""The Celery app. PostgreSQL is the queue of record, and losing every message is harmless."""

import os

from celery import Celery
from celery.signals import beat_init, celeryd_init
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casehug.settings")

app = Celery("casehug")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["casehug.accounts"])

# Beat schedule: the task of each job, and the setting that says how many seconds lie between two runs.
PERIODIC = {
    "sweep": ("integrations.sweep", "SWEEP_EVERY"),
    "audit": ("integrations.audit", "AUDIT_EVERY"),
    "connections": ("integrations.check_connections", "AUDIT_EVERY"),
    "poll": ("integrations.poll", "AUDIT_EVERY"),
    "uploads": ("intake.sweep_uploads", "FILES_EVERY"),
    "emails": ("intake.sweep_emails", "SWEEP_EVERY"),
    "summaries": ("intake.sweep_summaries", "SWEEP_EVERY"),
    "reminders": ("intake.remind", "REMIND_EVERY"),
    "invitations": ("casehug.send_invitations", "SWEEP_EVERY"),
}


@app.on_after_configure.connect
def schedule(sender: Celery, **_kwargs: object) -> None:
    """A run that waited for a worker until the next one is due is dropped."""
    periods = {name: (task, getattr(settings, every)) for name, (task, every) in PERIODIC.items()}
    sender.conf.beat_schedule = {
        name: {"task": task, "schedule": every, "options": {"expires": every}}
        for name, (task, every) in periods.items()
    }


@celeryd_init.connect
@beat_init.connect
def refuse_unsafe_settings(**_kwargs: object) -> None:
    """Celery logs what its listeners raise, and goes on: only an exit ends it."""
    from casehug.security import checks  # noqa: PLC0415 - apps are loaded by now

    try:
        checks.refuse_unsafe_settings()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from None
