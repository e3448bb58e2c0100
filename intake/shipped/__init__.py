"""The checklists every firm begins with, by the name of the case type."""

from intake.shipped.family import FAMILY
from intake.shipped.words import Ask

CHECKLISTS: dict[str, list[Ask]] = {**FAMILY}
