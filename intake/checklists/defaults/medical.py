"""Medical papers."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults.notation import document
from intake.models import Category

MEDICAL = Category.MEDICAL

HEALTH = [
    document(
        "immigration_medical_exam",
        MEDICAL,
        _("Medical exam in its sealed envelope"),
        _("Do not open the envelope. Send a photo of it; only the immigration office may open it."),
    ),
    document(
        "medical_records",
        MEDICAL,
        _("Medical records you have"),
        _(
            "What doctors and hospitals wrote about this; it shows how you were hurt and how you"
            " are now."
        ),
    ),
    document(
        "medical_bills",
        MEDICAL,
        _("Medical bills"),
        _("Ambulance, hospital, therapy, pharmacy; each one may be part of what you can ask for."),
    ),
    document(
        "injury_photos",
        MEDICAL,
        _("Photos of your injuries"),
        _("From the first days and while they heal; bruises are often gone before anybody asks."),
        takes_recordings=True,
    ),
    document(
        "lost_wages",
        MEDICAL,
        _("Proof of work you missed"),
        _("A letter from your employer with the days and the pay; lost pay can often be claimed."),
    ),
    document(
        "work_restrictions",
        MEDICAL,
        _("Doctor’s note about work"),
        _("It says what you may not do for now, and explains why you stayed home."),
    ),
    document(
        "health_directive",
        MEDICAL,
        _("Advance directive or living will"),
        _(
            "A paper with your wishes for medical care, if you have one; we check whether it"
            " still says what you want."
        ),
    ),
    document(
        "child_medical_costs",
        MEDICAL,
        _("Medical costs of the children"),
        _("What insurance did not pay this year; parents often share such costs."),
    ),
]
