"""Where everything is."""

from django.urls import include, path

from casehug.views import firm, health
from matters.views.dashboard import dashboard

urlpatterns = [
    path("", dashboard, name="dashboard"),
    path("", include("matters.urls")),
    path("", include("integrations.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("firm/", firm.firm_switch, name="firm-switch"),
]
