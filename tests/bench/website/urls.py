"""CaseHug's addresses and the floor under its list page: the same rows, and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from casehug.security.permissions import member_required
from matters.models import Matter


@member_required
def floor(request: HttpRequest) -> HttpResponse:
    matters = Matter.objects.select_related("client", "case_type").order_by("-created_at", "-id")
    return render(request, "floor.html", {"matters": matters[:50]})


urlpatterns = [path("floor/", floor), path("", include("casehug.urls"))]
