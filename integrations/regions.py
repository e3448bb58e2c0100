"""Regions: Clio's four deployments. Accounts, tokens and app registrations belong to one of them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Region:
    code: str
    name: str | Promise
    host: str

    @property
    def origin(self) -> str:
        """Where this region answers; CLIO_BASE_URL replaces all four."""
        return settings.CLIO_BASE_URL or f"https://{self.host}"

    @property
    def api(self) -> str:
        return f"{self.origin}/api/v4"

    def web(self, kind: str, clio_id: int) -> str:
        """The page of a contact, matter or document for a person signed in to Clio."""
        return f"{self.origin}/nc/#/{kind}s/{clio_id}"


REGIONS = {
    region.code: region
    for region in (
        Region("us", _("United States"), "app.clio.com"),
        Region("ca", _("Canada"), "ca.app.clio.com"),
        Region("eu", _("Europe"), "eu.app.clio.com"),
        Region("au", _("Australia"), "au.app.clio.com"),
    )
}

# Where Clio's upload addresses may point (from the samples in Clio's API description): https only.
UPLOAD_SUFFIXES = (".amazonaws.com", ".clio.com")


def may_upload_to(address: str) -> bool:
    """Whether the firm's documents may be sent to this address."""
    parts = urlsplit(address)
    if parts.netloc in settings.CLIO_UPLOAD_HOSTS:
        return parts.scheme in {"http", "https"}
    return (
        parts.scheme == "https"
        and parts.port in {None, 443}
        and not parts.username
        and (parts.hostname or "").endswith(UPLOAD_SUFFIXES)
    )
