"""Switching firms: which firm a person is working for right now."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from casehug.security.permissions import signed_in
from casehug.web.requests import FirmRequest


@signed_in
@require_POST
def firm_switch(request: FirmRequest) -> HttpResponse:
    wanted = request.POST.get("firm", "")
    if wanted not in {str(firm.id) for firm in [*request.other_firms, request.firm] if firm}:
        raise Http404
    request.session["firm"] = wanted
    return redirect("dashboard")
