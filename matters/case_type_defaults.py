"""The case types every firm begins with, by practice area."""

from django.utils.translation import gettext_noop as _

CASE_TYPES = {
    "Family": (
        _("Divorce — Standard"),
        _("Divorce — Business Owner"),
        _("Custody Only"),
        _("Child Support Calculation"),
        _("Post-Decree Modification"),
    ),
    "Immigration": (_("Family-Based Green Card"), _("Naturalization"), _("Asylum")),
    "Estate Planning": (_("Wills"), _("Living Trust"), _("Probate")),
    "Personal Injury": (_("Motor Vehicle Accident"), _("Slip and Fall")),
}
