"""Regions: Clio's four deployments. Accounts, tokens and app registrations belong to one of them."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casehug.web.addresses import origin, parsed


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

# Where Clio's upload addresses may point, over https alone: its own hosts, and its bucket by either
# of the two ways S3 names one (from the samples in Clio's API description).
BUCKET = r"iris-production(?:-[a-z]{2,12})?"
S3 = r"s3(?:[.-][a-z]{2}(?:-[a-z]+)+-[0-9])?\.amazonaws\.com"
OWN_HOST = re.compile(r"(?:[a-z0-9-]+\.)+clio\.com")
BUCKET_HOST = re.compile(rf"{BUCKET}\.{S3}")
S3_HOST = re.compile(S3)
BUCKET_PATH = re.compile(rf"/{BUCKET}/.*", re.DOTALL)


def may_upload_to(address: str) -> bool:
    """Whether the firm's documents may be sent to this address."""
    url = parsed(address)
    if url is None or url.auth:
        return False
    if url.netloc in settings.CLIO_UPLOAD_HOSTS:
        return True
    return origin(url)[::2] == ("https", 443) and _is_clios(url.host or "", url.path or "")


def _is_clios(host: str, path: str) -> bool:
    if S3_HOST.fullmatch(host):
        return bool(BUCKET_PATH.fullmatch(path))
    return bool(OWN_HOST.fullmatch(host) or BUCKET_HOST.fullmatch(host))
