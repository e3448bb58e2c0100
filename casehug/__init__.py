"""The foundation every room stands on: firms and members, tenancy, security, mail, files, pages.

Belongs here: what knows of no matter, no intake and no Clio.
Does not: anything of one room alone; nothing here imports matters, intake or integrations.
"""

from casehug.celery import app as celery_app

__all__ = ["celery_app"]
