from django.apps import AppConfig


class Intake(AppConfig):
    name = "intake"

    def ready(self) -> None:
        # Models are there by now. Receivers and checks register as they are imported.
        from casehug.ui.page_slots import fill  # noqa: PLC0415
        from intake import receivers  # noqa: F401, PLC0415
        from intake.dashboard import first_steps, page_slots, worklists  # noqa: PLC0415
        from intake.matter_page import panel, timeline_entries  # noqa: PLC0415
        from intake.summary import due  # noqa: PLC0415
        from intake.uploads import checks  # noqa: F401, PLC0415
        from matters import timeline  # noqa: PLC0415
        from matters.domain import pending  # noqa: PLC0415

        pending.add_maker(pending.Maker(due.coming, due.make))
        entries = timeline_entries
        timeline.add(
            entries.SENTENCES, names=entries.NAMES, said=entries.SAID, folded=entries.FOLDED
        )
        fill("matter.panel", "intake/matter/panels.html", panel.intake_panel)
        fill("matter.coming", "intake/matter/coming.html", panel.coming)
        fill("matter.next_move", "", panel.moves)
        fill("matters.badges", "", worklists.stage_badge)
        fill("matters.filters", "", worklists.stage_filter)
        fill("sections.figure", "", page_slots.review_figure)
        fill("dashboard.next_move", "", page_slots.moves)
        fill("dashboard.alarm", "intake/alarm.html", page_slots.alarm)
        fill("dashboard.work", "intake/first_steps.html", first_steps.first)
        fill("dashboard.later", "intake/first_steps.html", first_steps.later)
        fill("dashboard.work", "intake/dashboard.html", page_slots.intake_work)
