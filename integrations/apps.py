from django.apps import AppConfig


class Integrations(AppConfig):
    name = "integrations"

    def ready(self) -> None:
        from casehug.ui import page_slots  # noqa: PLC0415 - apps are loaded by now
        from casehug.web import metrics
        from integrations import metrics as numbers  # noqa: PLC0415
        from integrations import (
            receivers,  # noqa: F401, PLC0415 - registered by import
            timeline_entries,
        )
        from integrations.views import matter_panel
        from integrations.views import page_slots as panel_page_slots
        from matters import timeline  # noqa: PLC0415

        metrics.read_from(numbers.queue)
        timeline.add(
            timeline_entries.SENTENCES, names=timeline_entries.NAMES, said=timeline_entries.SAID
        )
        page_slots.fill("matter.action", "integrations/sync_button.html", matter_panel.sync_button)
        page_slots.fill("matter.panel", "integrations/panel.html", matter_panel.clio_panel)
        page_slots.fill("intake.approval", "", panel_page_slots.after_approval)
        page_slots.fill("matters.badges", "", panel_page_slots.newest_sync)
        page_slots.fill("dashboard.work", "integrations/work.html", panel_page_slots.dashboard_work)
        page_slots.fill("dashboard.first_step", "", panel_page_slots.first_step)
        page_slots.fill("dashboard.figures", "", panel_page_slots.figures)
