"""Settings → Integrations: the cards, the mappings, the sync log."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps

import redis.exceptions
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casehug.security.permissions import admin_required
from casehug.web.requests import FirmRequest
from integrations.clio import oauth
from integrations.clio.session import budget_of
from integrations.domain import health
from integrations.domain.connections import PERMISSIONS
from integrations.models import Connection, Difference, Poll
from integrations.regions import REGIONS
from integrations.views.bulk.run import newest_runs
from integrations.views.log import log_page
from integrations.views.mapping import mapping_rows
from integrations.views.presenter import about


def may_send_forms_to_clio(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The Connect form is answered by a redirect to Clio, which browsers count as sending it there."""

    @wraps(view)
    def allowed(request: FirmRequest, *args: object, **kwargs: object) -> HttpResponse:
        origins = sorted({region.origin for region in REGIONS.values()})
        return csp_update({"form-action": origins})(view)(request, *args, **kwargs)

    return allowed


@admin_required
@may_send_forms_to_clio
@require_safe
def integrations(request: FirmRequest) -> HttpResponse:
    connection = Connection.objects.current().first()
    context = {
        "card": card(request, connection),
        "connection": connection,
        "rows": mapping_rows(connection) if connection else [],
        "bulk_syncs": newest_runs() if connection else [],
        **log_page(request),
    }
    return render(request, "integrations/settings.html", context)


def card(request: FirmRequest, connection: Connection | None) -> dict[str, object]:
    """What the Clio Manage card shows."""
    facts: dict[str, object] = {
        "configured": oauth.is_configured(),
        "regions": REGIONS.values(),
        "region": connection.region if connection else "us",
    }
    if connection and connection.is_connected:
        with suppress(redis.exceptions.RedisError):  # The page is whole without this figure.
            facts["limit"], facts["left"] = budget_of(connection).state()
        facts |= _health(connection, int(str(facts.get("limit", settings.CLIO_RATE_LIMIT))))
    return facts


def _health(connection: Connection, limit: int) -> dict[str, object]:
    waiting, lasts = health.queue_ahead(limit)
    made = health.written()
    differ = Difference.objects.open().of_account(connection.clio_account)
    polls = Poll.objects.filter(clio_account=connection.clio_account)
    return {
        "differences": differ.count(),
        "looked_at": polls.values_list("looked_at", flat=True).first(),
        "waiting": waiting,
        "lasts": about(lasts),
        "permissions": [
            (name, noun in connection.granted, noun.removesuffix("s") in made)
            for noun, name in PERMISSIONS.items()
        ],
    }
