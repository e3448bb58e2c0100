from django.apps import AppConfig


class Matters(AppConfig):
    name = "matters"

    def ready(self) -> None:
        from matters import receivers  # noqa: F401, PLC0415 - hears once the models are there
