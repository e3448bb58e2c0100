"""What the web server imports."""

import os

from django.core.wsgi import get_wsgi_application

from casehug.bodies import Places

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casehug.settings")

application = Places(get_wsgi_application(), at_once=2)
