"""Support: the address of a person who helps, one click away wherever something fails."""

from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.translation import gettext as _


def mailto(*, firm: str = "", what: str = "", reference: str = "") -> str:
    """An email begun. `what` failed and its `reference` are ours: nothing of a client is in them."""
    subject = f"CaseHug: {what or _('Help')}" + (f" ({reference})" if reference else "")
    lines = [
        _("Firm: {name}").format(name=firm) if firm else "",
        _("What failed: {what}").format(what=what) if what else "",
        _("Reference: {reference}").format(reference=reference) if reference else "",
    ]
    body = "\n".join(line for line in lines if line) + "\n\n"
    query = urlencode({"subject": subject, "body": body}, quote_via=quote)
    return f"mailto:{settings.SUPPORT_EMAIL}?{query}"
