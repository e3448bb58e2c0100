"""System checks: what a public CaseHug refuses to run with, in words that say what to set."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured

LOCAL = {"localhost", "127.0.0.1", "::1"}
LEAST_KEY, LEAST_VARIETY = 32, 10


def is_public() -> bool:
    """Whether others than this machine's owner reach it."""
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    return bool(host) and host not in LOCAL and not host.endswith(".localhost")


def refuse_unsafe_settings() -> None:
    """At every start of web, worker and beat. Raises ImproperlyConfigured."""
    if settings.DEBUG:
        return
    wrong = [one for one in checks.run_checks() if one.is_serious() and not one.is_silenced()]
    if wrong:
        told = "\n".join(f"- {one.msg} {one.hint or ''}".rstrip() for one in wrong)
        raise ImproperlyConfigured(f"CaseHug does not start:\n{told}")


@register
def browsers_come_by_https(**_kwargs: Any) -> list[Error]:
    if not is_public() or settings.PUBLIC_URL.startswith("https://"):
        return []
    hint = "Set it to the https:// address people open."
    return [Error("PUBLIC_URL is plain http.", hint=hint, id="casehug.E001")]


@register
def https_needs_its_proxy(**_kwargs: Any) -> list[Error]:
    """Without one, links and cookies would be those of plain http, and strangers look like us."""
    if not settings.PUBLIC_URL.startswith("https://") or settings.BEHIND_PROXY:
        return []
    return [
        Error(
            "PUBLIC_URL is https, and BEHIND_PROXY is not true.",
            hint="Put a proxy that speaks TLS in front, and set BEHIND_PROXY=true.",
            id="casehug.E002",
        )
    ]


@register
def secret_key_is_a_secret(**_kwargs: Any) -> list[Error]:
    key = settings.SECRET_KEY
    if settings.DEBUG or (len(key) >= LEAST_KEY and len(set(key)) >= LEAST_VARIETY):
        return []
    hint = "Set it to 50 random characters."
    return [Error("SECRET_KEY is too short to be a secret.", hint=hint, id="casehug.E003")]


@register
def hosts_are_named(**_kwargs: Any) -> list[Error]:
    if settings.DEBUG or not any(host in {"*", ".*"} for host in settings.ALLOWED_HOSTS):
        return []
    hint = "Name those of PUBLIC_URL."
    return [Error("ALLOWED_HOSTS allows every host.", hint=hint, id="casehug.E004")]


@register
def public_host_is_allowed(**_kwargs: Any) -> list[Error]:
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    allowed = [one.lower() for one in settings.ALLOWED_HOSTS]
    inside = any(one.startswith(".") and f".{host}".endswith(one) for one in allowed)
    if not is_public() or host in allowed or inside:
        return []
    hint = "Add it: pages would all answer 400."
    return [Error("The host of PUBLIC_URL is not in ALLOWED_HOSTS.", hint=hint, id="casehug.E005")]


@register
def scanning_is_chosen(**_kwargs: Any) -> list[Error]:
    if not is_public() or settings.CLAMD_ADDRESS or settings.SCANNING_IS_DECLINED:
        return []
    hint = "Set it to a ClamAV daemon, or to off if files shall not be scanned."
    return [Error("CLAMD_ADDRESS is not set.", hint=hint, id="casehug.E006")]
