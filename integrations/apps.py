from django.apps import AppConfig


class Integrations(AppConfig):
    name = "integrations"

    def ready(self) -> None:
        # Models are there by now. Receivers and checks register as they are imported.
        from casehug.monitoring.metrics import read_from  # noqa: PLC0415
        from casehug.ui.page_slots import fill  # noqa: PLC0415
        from integrations import checks, metrics, receivers, timeline_entries  # noqa: F401, PLC0415
        from integrations.domain.links import why_they_stay  # noqa: PLC0415
        from integrations.views import from_clio, matter_panel, page_slots  # noqa: PLC0415
        from matters import timeline  # noqa: PLC0415
        from matters.domain import documents  # noqa: PLC0415

        read_from(metrics.queue)
        documents.add_guard(why_they_stay)
        entries = timeline_entries
        timeline.add(entries.SENTENCES, names=entries.NAMES, said=entries.SAID)
        fill("matter.start", "", from_clio.start)
        fill("matter.new", "integrations/from_clio/beginning.html", from_clio.beginning)
        fill("matter.action", "integrations/sync_button.html", matter_panel.sync_button)
        fill("matter.panel", "integrations/panel.html", matter_panel.clio_panel)
        fill("matter.next_move", "", matter_panel.moves)
        fill("intake.approval", "", page_slots.after_approval)
        fill("matters.badges", "", page_slots.newest_sync)
        fill("dashboard.next_move", "", page_slots.dashboard_moves)
        fill("dashboard.alarm", "integrations/alarm.html", page_slots.dashboard_alarm)
        fill("dashboard.work", "integrations/work.html", page_slots.dashboard_work)
        fill("dashboard.first_step", "", page_slots.first_step)
        fill("dashboard.figures", "", page_slots.figures)
