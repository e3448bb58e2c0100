from django.apps import AppConfig


class CaseHug(AppConfig):
    name = "casehug"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415 - apps are loaded by now

        from casehug.accounts import account_changes, session_limits  # noqa: PLC0415
        from casehug.accounts.adapters import remember_firm  # noqa: PLC0415
        from casehug.security import checks  # noqa: F401, PLC0415 - they register themselves

        account_changes.listen()
        user_logged_in.connect(session_limits.begin, dispatch_uid="casehug.session_limits")
        user_logged_in.connect(remember_firm, dispatch_uid="casehug.remember_firm")
