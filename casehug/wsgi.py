"""The WSGI application: what the web server imports."""

import os

from django.core.wsgi import get_wsgi_application

from casehug.web.request_buffering import Places
from casehug.web.tcp_keepalive import Watchful

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casehug.settings")
os.environ.setdefault("DATABASE_PATIENCE", "10")

pages = get_wsgi_application()

from casehug.tenancy.scope import spare_connection  # noqa: E402 - its models want Django set up

application = Watchful(Places(pages, at_once=2, spare=spare_connection))
