"""The checklists every firm begins with, by the name of the case type."""

from intake.checklists.defaults.estate_planning import ESTATE
from intake.checklists.defaults.family_law_types import FAMILY
from intake.checklists.defaults.immigration_law import IMMIGRATION_TYPES
from intake.checklists.defaults.notation import Ask
from intake.checklists.defaults.personal_injury import INJURY

CHECKLISTS: dict[str, list[Ask]] = {**FAMILY, **IMMIGRATION_TYPES, **ESTATE, **INJURY}
