"""Settings → Templates, the intake on a matter's page, and the review of what came in."""

from django.urls import path

from intake.views import stopping

app_name = "intake"

urlpatterns = [
    path("no-more/<str:signed>/", stopping.stop, name="reminders-stop"),
]
