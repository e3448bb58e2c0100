"""The firm's profile: changed by its admins."""

from django.db import transaction

from casehug import audit
from casehug.models import Firm, Member


@transaction.atomic
def change_profile(*, firm: Firm, by: Member, **profile: str) -> Firm:
    for name, value in profile.items():
        setattr(firm, name, value)
    firm.save(update_fields=list(profile))
    audit.record("firm.changed", firm, by=by.user, fields=sorted(profile))
    return firm
