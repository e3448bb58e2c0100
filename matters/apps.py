from django.apps import AppConfig


class Matters(AppConfig):
    name = "matters"

    def ready(self) -> None:
        from casehug.ui.page_slots import fill  # noqa: PLC0415
        from matters import receivers  # noqa: F401, PLC0415 - hears once the models are there
        from matters.access import named_matters  # noqa: PLC0415

        fill("audit.matters", "", named_matters)
