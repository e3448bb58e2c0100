import contextlib
import io
import json
import logging

import pytest
import structlog
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.log import log_response

from casehug.logs import TALKATIVE, configure_logging

SECRET = "maya.ruiz@example.com"


def logged(act):
    configure_logging()
    stream = io.StringIO()
    handler = logging.getLogger().handlers[0]
    handler.setStream(stream)
    act()
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def failing(log):
    def act():
        try:
            int(SECRET)
        except ValueError:
            log.exception("went_wrong")

    return act


def test_exceptions_are_logged_without_their_words():
    for log in (structlog.get_logger(), logging.getLogger("django.request")):
        (line,) = logged(failing(log))
        assert (line["event"], line["exception"]) == ("went_wrong", "ValueError")
        assert "test_logs.py" in line["at"][-1]
        assert SECRET not in json.dumps(line)


def test_libraries_that_print_tokens_are_kept_quiet():
    configure_logging()
    for name in TALKATIVE:
        assert not logging.getLogger(name).isEnabledFor(logging.DEBUG)
        assert not logging.getLogger(f"{name}.anything").isEnabledFor(logging.INFO)


# --- Secrets in paths ----------------------------------------------------------------------------

CANARY = "canary-Zx81kQ"
PATHS = [
    f"/p/{CANARY}/",
    f"/p/{CANARY}/code/",
    f"/p/{CANARY}/code/new/",
    f"/join/{CANARY}/",
    f"/no-more/{CANARY}/",
    f"/accounts/password/reset/key/abc-{CANARY}/",
    f"/accounts/confirm-email/{CANARY}/",
    f"/portal/{CANARY}/",
    f"/{CANARY}/nowhere/",
    f"/brand/{CANARY}.css",
]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("status", [400, 403, 404, 405, 422, 429, 500])
def test_no_secret_of_a_path_is_logged(rf, path, status):
    """Whatever a page answers: Django logs each of these with the path."""

    def act():
        request = rf.get(path, {"token": CANARY})
        with contextlib.suppress(Resolver404):
            request.resolver_match = resolve(path)
        log_response(
            "%s: %s", "Refused", request.path, response=HttpResponse(status=status), request=request
        )

    lines = logged(act)
    assert lines
    assert CANARY not in json.dumps(lines)


@pytest.mark.django_db
def test_no_secret_of_a_path_is_logged_by_pages(settings):
    """As strangers send it, with what each page refuses."""

    def act():
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        for path in PATHS:
            for method in ("get", "post", "put", "options"):
                getattr(client, method)(path, headers={"Host": "localhost"})
                getattr(client, method)(path, headers={"Host": "evil.example"})

    lines = logged(act)
    assert {line["logger"] for line in lines if "logger" in line} <= {"django.request"}
    assert len(lines) > len(PATHS)
    assert CANARY not in json.dumps(lines)


def test_route_is_named_instead(rf):
    def act():
        request = rf.get(f"/p/{CANARY}/")
        request.resolver_match = resolve(request.path)
        log_response(
            "Refused: %s", request.path, response=HttpResponse(status=422), request=request
        )

    (line,) = logged(act)
    assert line["event"] == "Refused: /p/<str:token>/"


def test_worker_logs_no_secret_of_a_path():
    def act():
        structlog.get_logger().error("left_aside", what=f"https://casehug.example/p/{CANARY}/")
        logging.getLogger("celery.worker").warning("Retry of %s", f"/join/{CANARY}/?next=1")

    assert CANARY not in json.dumps(logged(act))
