"""Catalogues (.po) from the code and the templates: one per app and language.

A sentence in `templates/<app>/` belongs to that app's catalogue, as if the folder lay inside it.
"""

from argparse import ArgumentParser
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.commands import makemessages

from casehug.management import gettext_path

NOT_OURS = (".venv", ".demo", "var", "tests", "devtools", "docs")


class Command(makemessages.Command):
    xgettext_options = [
        *makemessages.Command.xgettext_options,
        "--no-wrap",
        "--keyword=ngettext_noop:1,2",
    ]
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-wrap", "--no-fuzzy-matching"]
    msgattrib_options = [*makemessages.Command.msgattrib_options, "--no-wrap"]
    msguniq_options = [*makemessages.Command.msguniq_options, "--no-wrap"]

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(
            locale=[code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE],
            no_obsolete=True,
            add_location="file",
        )

    def handle(self, *args: object, **options: object) -> None:
        gettext_path.put_on_path()
        options["ignore_patterns"] = [*options["ignore_patterns"], *NOT_OURS]
        super().handle(*args, **options)

    def find_files(self, root: str) -> list[makemessages.TranslatableFile]:
        found = super().find_files(root)
        for file in found:
            parts = Path(file.path).parts
            if parts[0] == "templates" and parts[1] in apps.app_configs:
                file.locale_dir = str(Path(parts[1], "locale"))
        return found

    def write_po_file(self, potfile: str, locale: str) -> None:
        """Without the moment of the run, which would be the only change of most runs."""
        super().write_po_file(potfile, locale)
        for po in Path(potfile).parent.glob(f"{locale}/LC_MESSAGES/*.po"):
            lines = po.read_text().splitlines(keepends=True)
            po.write_text("".join(line for line in lines if "POT-Creation-Date" not in line))
