"""Puts a believable firm into the database, for showing and for developing."""

import json
import os

from django.core.management.base import BaseCommand, CommandError, CommandParser

from intake.demo import stages
from intake.demo.stages import STAGES
from matters.demo import seed as demo


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", default="reviewing", help=f"one of: {', '.join(STAGES)}")
        parser.add_argument(
            "--accounts", action="store_true", help="print who may sign in, as JSON"
        )

    def handle(self, *_args: object, stage: str, accounts: bool, **_options: object) -> None:
        password = os.environ.get("DEMO_PASSWORD", "")
        if not password:
            message = "DEMO_PASSWORD is not set. It becomes the password of every demo account."
            raise CommandError(message)
        if stage not in STAGES:
            message = f"There is no stage {stage!r}. These exist: {', '.join(STAGES)}."
            raise CommandError(message)
        demo.seed(password=password)
        people = demo.accounts(password)
        stages.tell(stage, emails=[person["email"] for person in people])
        if accounts:
            self.stdout.write(json.dumps(people))
