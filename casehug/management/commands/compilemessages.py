"""Catalogues (.po) into what the program reads (.mo), with the gettext of the wheel."""

from django.core.management.commands import compilemessages

from casehug.management import gettext_path


class Command(compilemessages.Command):
    def handle(self, **options: object) -> None:
        gettext_path.put_on_path()
        # Packages bring theirs compiled.
        options["ignore_patterns"] = [*options["ignore_patterns"], ".venv", ".demo", "var"]
        super().handle(**options)
