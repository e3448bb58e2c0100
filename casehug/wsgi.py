"""The WSGI application: what the web server imports."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.urls import Resolver404, resolve

from casehug.web.request_buffering import Places
from casehug.web.tcp_keepalive import Watchful

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casehug.settings")
os.environ.setdefault("DATABASE_PATIENCE", "10")

pages = get_wsgi_application()

from casehug.security.checks import refuse_unsafe_settings  # noqa: E402 - models want Django set up
from casehug.tenancy.scope import spare_connection  # noqa: E402 - as above
from casehug.web.peer import sender  # noqa: E402 - as above

refuse_unsafe_settings()


def takes_files(environ: dict[str, Any]) -> bool:
    try:
        view = resolve(environ.get("PATH_INFO", "")).func
    except Resolver404:
        return False
    return getattr(view, "takes_files", False)


places = Places(pages, at_once=2, spare=spare_connection, sender=sender, takes_files=takes_files)
application = Watchful(places)
