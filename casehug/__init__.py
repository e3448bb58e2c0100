"""The house: firms and members, doors, tenancy, audit, encryption, settings pages, design system."""

from casehug.celery import app as celery_app

__all__ = ["celery_app"]
