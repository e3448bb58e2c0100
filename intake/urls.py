"""Settings → Templates, the intake on a matter's page, and the review of what came in."""

app_name = "intake"

urlpatterns: list = []
