"""The conversation: what is asked of a client on a matter, and what came back."""

from intake.models.asked import Asked, Category
from intake.models.checklist import Checklist, ChecklistItem
from intake.models.email import Email
from intake.models.intake import Intake, Item, portal_key
from intake.models.link import Device, DeviceCode, PortalLink, PortalLinkQuerySet
from intake.models.preferences import Notice, Preferences, third_seventh_fourteenth
from intake.models.upload import PartialUpload, Upload, UploadQuerySet

__all__ = [
    "Asked",
    "Category",
    "Checklist",
    "ChecklistItem",
    "Device",
    "DeviceCode",
    "Email",
    "Intake",
    "Item",
    "Notice",
    "PartialUpload",
    "PortalLink",
    "PortalLinkQuerySet",
    "Preferences",
    "Upload",
    "UploadQuerySet",
    "portal_key",
    "third_seventh_fourteenth",
]
