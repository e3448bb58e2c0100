"""python -m integrations.clio.sandbox --store DIR: a Clio to run against."""

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

from .api import PREFIX, Api
from .apps import Apps
from .control import Control
from .oauth import OAuth
from .pages import Pages
from .server import bind
from .settings import Settings
from .uploads import Uploads
from .world import Origin, World


def arguments(argv):
    defaults = Settings()
    parser = argparse.ArgumentParser(prog="python -m integrations.clio.sandbox")
    parser.add_argument("--store", type=Path, required=True, help="folder that keeps its records")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--upload-port", type=int, default=0)
    parser.add_argument("--control-port", type=int, default=0)
    parser.add_argument("--client-id", default=defaults.client_id)
    parser.add_argument("--client-secret", default=defaults.client_secret)
    parser.add_argument("--redirect-uri", action="append", default=[], dest="redirect_uris")
    parser.add_argument("--app-name", default=defaults.app_name)
    parser.add_argument("--budget", type=int, default=defaults.budget)
    parser.add_argument("--window", type=float, default=defaults.window)
    return parser.parse_args(argv)


def clio(world, api, oauth):
    """The first origin: API, OAuth and pages by path."""
    pages, apps = Pages(world), Apps(world, oauth)

    def work(request):
        if request.path.startswith(PREFIX + "/"):
            return api(request)
        if request.path.startswith("/oauth/"):
            return oauth(request)
        if request.path.rstrip("/") == "/settings/apps":
            return apps(request)
        return pages(request)

    return Origin(world, "clio", work, api.gate, api.too_many)


def open_doors(world, wanted):
    """Serve the three origins; returns their addresses as the line for scripts."""
    api, oauth = Api(world), OAuth(world)
    site = bind(wanted.host, wanted.port, clio(world, api, oauth))
    uploads = bind(wanted.host, wanted.upload_port, Origin(world, "uploads", Uploads(world)))
    world.addresses["uploads"] = f"{wanted.host}:{uploads.port}"
    control = bind(wanted.host, wanted.control_port, Control(world, oauth))
    world.addresses["clio"] = f"http://{wanted.host}:{site.port}"
    world.addresses["clio_control"] = f"http://{wanted.host}:{control.port}"
    return {name: world.addresses[name] for name in ("clio", "uploads", "clio_control")}


def main(argv=None):
    wanted = arguments(argv)
    settings = Settings(
        client_id=wanted.client_id,
        client_secret=wanted.client_secret,
        redirect_uris=wanted.redirect_uris,
        app_name=wanted.app_name,
        budget=wanted.budget,
        window=wanted.window,
    )
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    world = World(wanted.store, settings)
    print(json.dumps(open_doors(world, wanted)), flush=True)
    stop.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
