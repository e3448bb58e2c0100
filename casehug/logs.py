"""Logs are lines of JSON carrying ids: no names, addresses, file names, bodies or tokens.

Paths may hold a secret (a private link, an invitation), so a log names the route instead.
"""

import logging.config
import re
import sys
import traceback
from typing import Any

import structlog

# These print tokens and request bodies at DEBUG, whatever the rest of the program logs.
TALKATIVE = ("oauthlib", "requests_oauthlib", "urllib3", "requests")

NO_ROUTE = "(no route)"
# What follows these is a secret wherever it stands: in a path of a line that knows no request.
SECRET_PATHS = re.compile(
    r"(/p/|/join/|/no-more/|/accounts/password/reset/key/|/accounts/confirm-email/)[^<\s\"'?#/][^\s\"'?#/]*"
)


def configure_logging() -> None:
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        where_it_failed,
        route_for_path,
    ]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processor": structlog.processors.JSONRenderer(),
                    "foreign_pre_chain": shared,
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": "INFO"},
            "loggers": {name: {"level": "WARNING"} for name in TALKATIVE},
        }
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def where_it_failed(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """The kind and the place of an exception; its message may hold what a person typed."""
    if told := event.pop("exc_info", None):
        kind, _, trace = told if isinstance(told, tuple) else sys.exc_info()
        event["exception"] = kind and kind.__name__
        event["at"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)][
            -12:
        ]
    return event


def route_for_path(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Django writes the path of a request it could not serve, with whatever is in it."""
    told = str(event.get("event", ""))
    if request := getattr(event.get("_record"), "request", None):
        route = getattr(getattr(request, "resolver_match", None), "route", None) or NO_ROUTE
        for path in (request.get_full_path(), request.path, request.path_info):
            if path.strip("/"):
                told = told.replace(path, f"/{route}".replace(f"/{NO_ROUTE}", NO_ROUTE))
    event["event"] = told
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = SECRET_PATHS.sub(r"\1…", value)
    return event
