"""Environment variables: read once, and a bad value refused by its name."""

import base64
import binascii
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

T = TypeVar("T")


def _read(name: str, default: str, parse: Callable[[str], T], wanted: str) -> T:
    raw = env.str(name, default=default).strip()
    try:
        return parse(raw)
    except (ValueError, KeyError, binascii.Error):
        shown = "its value" if may_hold_a_secret(name, raw) else repr(raw)
        message = f"{name} must be {wanted}, not {shown}. Set it in the environment."
        raise ImproperlyConfigured(message) from None


def may_hold_a_secret(name: str, raw: str) -> bool:
    secret = ("KEY", "SECRET", "TOKEN", "DATABASE", "REDIS", "EMAIL_URL")
    return "@" in raw or any(word in name for word in secret)


def required(name: str, why: str) -> str:
    if value := env.str(name, default="").strip():
        return value
    message = f"{name} is not set. {why}"
    raise ImproperlyConfigured(message)


def flag(name: str, *, default: bool) -> bool:
    return _read(
        name,
        str(default).lower(),
        {"true": True, "false": False}.__getitem__,
        "true or false",
    )


def whole(name: str, *, default: int, least: int = 0) -> int:
    def parse(raw: str) -> int:
        if (number := int(raw)) < least:
            raise ValueError
        return number

    return _read(name, str(default), parse, f"a whole number, {least} or more")


def seconds(name: str, *, default: float, least: float = 0.0) -> float:
    def parse(raw: str) -> float:
        if not least <= (number := float(raw)) < float("inf"):
            raise ValueError
        return number

    return _read(name, str(default), parse, f"a number of seconds, {least:g} or more")


def words(name: str, *, default: str = "") -> list[str]:
    return [word.strip() for word in env.str(name, default=default).split(",") if word.strip()]


def web_address(name: str) -> str:
    """An http(s) origin without a trailing slash, or an empty string when unset."""

    def parse(raw: str) -> str:
        parts = urlsplit(raw)
        if raw and (parts.scheme not in {"http", "https"} or not parts.hostname):
            raise ValueError
        _ = parts.port  # Raises when it is no number.
        return raw.rstrip("/")

    return _read(name, "", parse, "an address such as https://casehug.example")


def database(name: str, fallback: str) -> dict[str, object]:
    def parse(raw: str) -> dict[str, object]:
        parts = urlsplit(raw)
        if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
            raise ValueError
        config = environ.Env.db_url_config(raw)
        return {**config, "HOST": unquote(str(config["HOST"]))}

    return _read(name, fallback, parse, "an address such as postgres://casehug@host:5432/casehug")


def redis_address(name: str) -> str:
    def parse(raw: str) -> str:
        parts = urlsplit(raw)
        if parts.scheme not in {"redis", "rediss", "unix"} or not (parts.netloc or parts.path):
            raise ValueError
        _ = parts.port  # Raises when it is no number.
        return raw

    return _read(
        name,
        "redis://127.0.0.1:6379/0",
        parse,
        "a redis://, rediss:// or unix:// address",
    )


def broker(address: str) -> str:
    """The same server as Celery addresses it."""
    parts = urlsplit(address)
    if parts.scheme != "unix":
        return address
    number = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.path}?virtual_host={number}"


def mail_server(name: str) -> dict[str, object]:
    """Django's email settings."""

    def parse(raw: str) -> dict[str, object]:
        parts = urlsplit(raw)
        _ = parts.port
        if parts.scheme not in environ.Env.EMAIL_SCHEMES:
            raise ValueError
        return environ.Env.email_url_config(raw)

    wanted = "an address such as smtp+tls://user:password@host:587 or consolemail://"
    return _read(name, "consolemail://", parse, wanted)


def key_ring(name: str) -> dict[str, bytes]:
    """`id:base64` pairs, newest first; the first encrypts, all decrypt. 32 bytes each."""

    def parse(raw: str) -> dict[str, bytes]:
        ring = {}
        for pair in raw.split(","):
            key_id, _, encoded = pair.strip().partition(":")
            ring[key_id] = base64.b64decode(encoded, validate=True)
            if not key_id or len(ring[key_id]) != 32:
                raise ValueError
        return ring

    return _read(name, "", parse, "id:key pairs, each key 32 bytes in base64, newest first")
