from django.apps import AppConfig


class Intake(AppConfig):
    name = "intake"

    def ready(self) -> None:
        from casehug import slots  # noqa: PLC0415 - apps are loaded by now
        from intake import correspondence, dashboard, panel, receivers  # noqa: F401, PLC0415 - hears once the models are there

        slots.fill("matter.panel", "intake/matter/panel.html", panel.intake_panel)
        slots.fill("matter.panel", "intake/matter/letters.html", correspondence.letters_panel)
        slots.fill("dashboard.work", "intake/first_steps.html", dashboard.first_steps)
        slots.fill("dashboard.work", "intake/dashboard.html", dashboard.intake_work)
