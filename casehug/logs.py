"""Logs are lines of JSON carrying ids: no names, addresses, file names, bodies or tokens."""

import logging.config
import sys
import traceback
from typing import Any

import structlog

# These print tokens and request bodies at DEBUG, whatever the rest of the program logs.
TALKATIVE = ("oauthlib", "requests_oauthlib", "urllib3", "requests")


def configure_logging() -> None:
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        where_it_failed,
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
