"""The Celery app. PostgreSQL is the queue of record, and losing every message is harmless."""

import os

from celery import Celery
from celery.signals import beat_init, celeryd_init
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casehug.settings")

app = Celery("casehug")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["casehug.accounts"])


@celeryd_init.connect
@beat_init.connect
def refuse_unsafe_settings(**_kwargs: object) -> None:
    """Celery logs what its listeners raise, and goes on: only an exit ends it."""
    from casehug.security import checks  # noqa: PLC0415 - apps are loaded by now

    try:
        checks.refuse_unsafe_settings()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from None
