from django.apps import AppConfig


class Intake(AppConfig):
    name = "intake"

    def ready(self) -> None:
        from intake import receivers  # noqa: F401, PLC0415 - hears once the models are there
