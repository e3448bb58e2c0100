"""Help: A client asked for help with something: the firm's answer, by email."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casehug import audit
from casehug.models import Member
from intake.emails import client_emails
from intake.errors import NotNow
from intake.models import Item
from intake.progress.item_state import locked

LONGEST = 3000


@transaction.atomic
def answer(*, item: Item, said: str, by: Member, language: str = "") -> Item:
    """In staff's own words; what was asked for stays open. Raises NotNow."""
    intake = locked(item.intake_id)
    item = intake.items.get(pk=item.pk)
    item.intake = intake
    said = said.replace("\r\n", "\n").strip()[:LONGEST]
    if not said:
        raise NotNow(_("Write what the client should know."))
    if item.excuse != Item.Excuse.NEED_HELP:
        raise NotNow(_("The client does not ask for help with this any more."))
    if client_emails.answer(item=item, said=said, by=by, language=language) is None:
        raise NotNow(_("There is no email address of this client."))
    item.helped_by, item.helped_at = str(by)[:150], timezone.now()
    item.help_said, item.help_language = said, language
    item.save(update_fields=["helped_by", "helped_at", "help_said", "help_language"])
    audit.record("item.helped", item, by=by.user, matter=intake.matter_id)
    return item
