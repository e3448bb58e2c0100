from django.apps import AppConfig


class Intake(AppConfig):
    name = "intake"

    def ready(self) -> None:
        from casehug.ui import page_slots  # noqa: PLC0415 - apps are loaded by now
        from intake.dashboard import page_slots as dashboard
        from intake.dashboard import worklists  # noqa: F401, PLC0415 - hears once the models are there
        from intake.matter_page import panel, timeline_entries
        from matters import timeline  # noqa: PLC0415

        timeline.add(
            timeline_entries.SENTENCES, names=timeline_entries.NAMES, said=timeline_entries.SAID
        )

        page_slots.fill("matter.panel", "intake/matter/panels.html", panel.intake_panel)
        page_slots.fill("matters.badges", "", worklists.stage_badge)
        page_slots.fill("matters.filters", "", worklists.stage_filter)
        page_slots.fill("sections.figure", "", dashboard.review_figure)
        page_slots.fill("dashboard.work", "intake/first_steps.html", dashboard.first_steps)
        page_slots.fill("dashboard.work", "intake/dashboard.html", dashboard.intake_work)
