"""The checklists every firm begins with, by the name of the case type."""

from intake.shipped.estate import ESTATE
from intake.shipped.family_types import FAMILY
from intake.shipped.immigration import IMMIGRATION_TYPES
from intake.shipped.injury import INJURY
from intake.shipped.words import Ask

CHECKLISTS: dict[str, list[Ask]] = {**FAMILY, **IMMIGRATION_TYPES, **ESTATE, **INJURY}
