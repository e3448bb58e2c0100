"""The request: what our middleware adds to a request."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from casehug.models import Firm, Member


class FirmRequest(HttpRequest):
    """A request behind a firm's door: `member` and `firm` are there."""

    htmx: HtmxDetails
    member: Member
    firm: Firm
    other_firms: list[Firm]
