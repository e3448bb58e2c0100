"""The Celery app. PostgreSQL is the queue of record, and losing every message is harmless."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casehug.settings")

app = Celery("casehug")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["casehug.accounts"])
