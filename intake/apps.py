from django.apps import AppConfig


class Intake(AppConfig):
    name = "intake"

    def ready(self) -> None:
        from casehug import slots  # noqa: PLC0415 - apps are loaded by now
        from intake import panel, receivers  # noqa: F401, PLC0415 - hears once the models are there

        slots.fill("matter.panel", "intake/matter/panel.html", panel.intake_panel)
