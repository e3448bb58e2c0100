from django.apps import AppConfig


class Intake(AppConfig):
    name = "intake"

    def ready(self) -> None:
        from casehug import slots  # noqa: PLC0415 - apps are loaded by now
        from intake import dashboard, history, panel, receivers, turns  # noqa: F401, PLC0415 - hears once the models are there
        from matters import timeline  # noqa: PLC0415

        timeline.add(history.SENTENCES, names=history.NAMES, said=history.SAID)

        slots.fill("matter.panel", "intake/matter/panels.html", panel.intake_panel)
        slots.fill("matters.badges", "", turns.stage_badge)
        slots.fill("matters.filters", "", turns.stage_filter)
        slots.fill("sections.figure", "", dashboard.review_figure)
        slots.fill("dashboard.work", "intake/first_steps.html", dashboard.first_steps)
        slots.fill("dashboard.work", "intake/dashboard.html", dashboard.intake_work)
