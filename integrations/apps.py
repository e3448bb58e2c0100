from django.apps import AppConfig


class Integrations(AppConfig):
    name = "integrations"

    def ready(self) -> None:
        from casehug import metrics, slots  # noqa: PLC0415 - apps are loaded by now
        from integrations import checks, history, panel, receivers  # noqa: F401, PLC0415 - registered by import
        from integrations import metrics as numbers  # noqa: PLC0415
        from matters import timeline  # noqa: PLC0415

        metrics.read_from(numbers.queue)
        timeline.add(history.SENTENCES, names=history.NAMES, said=history.SAID)
        slots.fill("matter.action", "integrations/sync_button.html", panel.sync_button)
        slots.fill("matter.panel", "integrations/panel.html", panel.clio_panel)
        slots.fill("intake.approval", "", panel.after_approval)
        slots.fill("matters.badges", "", panel.newest_sync)
        slots.fill("dashboard.work", "integrations/work.html", panel.dashboard_work)
        slots.fill("dashboard.first_step", "", panel.first_step)
        slots.fill("dashboard.figures", "", panel.figures)
