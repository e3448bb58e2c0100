"""Rate limits of sign-in: failures count by address and account together, so that nobody locks out
somebody else, and nobody guesses for long.

A device that the person signed in with before has a count of its own.
"""

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.http import HttpRequest

from casehug.accounts.known_devices import known_device

# (action, rate). Of one address: an office shares one.
OF_AN_ADDRESS = ("sign_in_address", "60/5m/ip")
OF_AN_ADDRESS_AT_AN_ACCOUNT = ("sign_in_pair", "5/5m/key")
# From wherever: many addresses that guess one password. Its owner's devices are not among them.
OF_AN_ACCOUNT = ("sign_in_account", "100/1h/key")
OF_AN_ACCOUNT_A_DAY = ("sign_in_account_day", "300/1d/key")
OF_A_KNOWN_DEVICE = ("sign_in_device", "10/5m/key")


def counted(request: HttpRequest, login: str) -> RateLimitUsage | None:
    """None when it is one too many."""
    login = login.strip().lower()
    if device := known_device(request, login):
        return _consumed(request, [(OF_A_KNOWN_DEVICE, f"{device}:{login}")])
    address = get_adapter().get_client_ip(request)
    limits = [
        (OF_AN_ADDRESS, address),
        (OF_AN_ADDRESS_AT_AN_ACCOUNT, f"{address}:{login}"),
        (OF_AN_ACCOUNT, login),
        (OF_AN_ACCOUNT_A_DAY, login),
    ]
    return _consumed(request, limits)


def _consumed(
    request: HttpRequest, limits: list[tuple[tuple[str, str], str]]
) -> RateLimitUsage | None:
    usage = RateLimitUsage(usage=[])
    for (action, rate), key in limits:
        one = ratelimit.consume(
            request, app="allauth.account", action=action, config={action: rate}, key=key
        )
        if not one:
            return None
        usage.usage.extend(one.usage)
    return usage
