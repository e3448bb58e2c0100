"""The firm's clients."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from casehug.security.permissions import member_required
from casehug.web.requests import FirmRequest
from matters import access
from matters.domain.clients import change_client, create_client
from matters.forms import ClientForm
from matters.models import Client, Matter
from matters.presenter import matter_rows, with_badges
from matters.views.client_choice import found_clients

MOST_SHOWN = 50


@member_required
@require_safe
@vary_on_headers("HX-Request")
def client_list(request: FirmRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    matching, are_all = Client.objects.matching(query)
    found = list(matching.by_name()[: MOST_SHOWN + 1])
    context = {
        "clients": found[:MOST_SHOWN],
        "has_more": len(found) > MOST_SHOWN,
        "are_all": are_all,
        "query": query,
    }
    part = "#results" if request.htmx else ""
    return render(request, f"clients/list.html{part}", context)


@member_required
def client_new(request: FirmRequest) -> HttpResponse:
    form = ClientForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(create_client(**form.values(), by=request.member))
    context = {"form": form, "same_person": form.same_person}
    return render(request, "clients/form.html", context, status=422 if form.errors else 200)


@member_required
@require_safe
def client(request: FirmRequest, client_id: int) -> HttpResponse:
    client = access.client(client_id)
    theirs = Matter.objects.filter(client=client).select_related("client", "case_type")
    matters = list(with_badges(request, theirs).newest_first()[:MOST_SHOWN])
    context = {"client": client, "rows": matter_rows(request, matters)}
    return render(request, "clients/client.html", context)


@member_required
def client_edit(request: FirmRequest, client_id: int) -> HttpResponse:
    client = access.client(client_id)
    form = ClientForm(request.POST or None, instance=client)
    if request.method == "POST" and form.is_valid():
        change_client(client=access.client(client_id), by=request.member, **form.values())
        return redirect(client)
    context = {"form": form, "client": access.client(client_id), "same_person": form.same_person}
    return render(request, "clients/form.html", context, status=422 if form.errors else 200)


@member_required
@require_safe
def client_search(request: FirmRequest) -> HttpResponse:
    """The list of clients to choose from inside a form, as one types."""
    query, chosen = request.GET.get("find", ""), request.GET.get("client", "")
    context = {"found": found_clients(query, chosen), "query": query, "chosen": chosen}
    return render(request, "matters/picker.html#found", context)
