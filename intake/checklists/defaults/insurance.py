"""Documents of insurance, and of what it is asked to pay."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults.notation import document
from intake.models import Category

INSURANCE = Category.INSURANCE

INSURED = [
    document(
        "life_insurance",
        INSURANCE,
        _("Life insurance policy"),
        _("The page that names who gets the money; they are usually paid whatever a will says."),
    ),
    document(
        "estate_life_insurance",
        INSURANCE,
        _("Life insurance of the person who died"),
        _("The page that names who gets the money; they are usually paid whatever a will says."),
    ),
    document(
        "health_insurance_card",
        INSURANCE,
        _("Health insurance card"),
        _("Front and back, so that we know who pays for your care."),
    ),
    document(
        "health_insurance_cost",
        INSURANCE,
        _("What health insurance costs"),
        _(
            "A page from your employer or plan; the children’s part usually counts when child"
            " support is worked out."
        ),
    ),
    document(
        "car_insurance",
        INSURANCE,
        _("Car insurance declarations page"),
        _(
            "The first pages of your policy, which list what is covered; they say what your own"
            " insurer may pay."
        ),
    ),
    document(
        "pip_application",
        INSURANCE,
        _("Claim to your own car insurance for your care (PIP)"),
        _(
            "In your state your own car insurance usually pays for care first; this shows whether"
            " you have asked it to."
        ),
    ),
    document(
        "other_driver_insurance",
        INSURANCE,
        _("The other driver’s insurance card"),
        _("A photo taken at the scene is enough; it tells which insurer to write to."),
    ),
    document(
        "insurer_letters",
        INSURANCE,
        _("Letters from any insurance company"),
        _(
            "Each one you received; they set dates and ask for signatures, so it is best to talk"
            " to us before you sign."
        ),
    ),
    document(
        "damage_photos",
        INSURANCE,
        _("Photos of the damage to the vehicles"),
        _("From every side, if you still can; they show how hard the crash was."),
        takes_recordings=True,
    ),
    document(
        "repair_estimate",
        INSURANCE,
        _("Repair estimate or bill"),
        _("From the body shop or the insurer; it shows what the repair costs."),
    ),
]
