import io
import json
import logging

import structlog

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
