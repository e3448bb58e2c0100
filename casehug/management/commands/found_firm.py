"""Founds a firm and invites its first admin by email.

manage.py found_firm "Hart & Vale" --admin mara@hartvale.example --plan firm
"""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from casehug.accounts import team
from casehug.models import Firm, Member
from casehug.tenancy.scope import firm_scope


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="as clients read it")
        parser.add_argument("--admin", required=True, help="email of the first admin")
        parser.add_argument("--plan", default=Firm.Plan.SOLO, choices=Firm.Plan.values)

    def handle(self, *_args: object, name: str, admin: str, plan: str, **_options: object) -> None:
        name, admin = " ".join(name.split()), admin.strip()
        if not 0 < len(name) <= 120:
            message = "A firm needs a name of at most 120 letters."
            raise CommandError(message)
        try:
            validate_email(admin)
        except ValidationError:
            message = f"{admin!r} is not an email address. The invitation goes there."
            raise CommandError(message) from None
        with transaction.atomic():
            firm = Firm.found(name=name, plan=plan)
            with firm_scope(firm.id):
                team.invite(email=admin, role=Member.Role.ADMIN, by=None)
        self.stdout.write(f"{name} is founded. An invitation is on its way to {admin}.")
