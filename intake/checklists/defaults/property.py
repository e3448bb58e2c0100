"""Documents that tell what somebody owns."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults.notation import document
from intake.models import Category

PROPERTY = Category.PROPERTY

BELONGINGS = [
    document(
        "deed",
        PROPERTY,
        _("Deed to the house or land"),
        _(
            "The county or town office that records deeds has a copy; it says exactly who owns"
            " the property."
        ),
    ),
    document(
        "mortgage_statement",
        PROPERTY,
        _("Most recent mortgage statement"),
        _("It shows what is still owed on the house and what is paid each month."),
    ),
    document(
        "property_tax_bill",
        PROPERTY,
        _("Property tax bill"),
        _("Sent each year by the county or town; it shows the value they put on the property."),
    ),
    document(
        "appraisal",
        PROPERTY,
        _("Appraisal of the house"),
        _(
            "A report by somebody whose work is to value houses, if there is one; it says what"
            " the house is worth."
        ),
    ),
    document(
        "lease",
        PROPERTY,
        _("Lease or rental agreement"),
        _("The contract for the home you rent; it shows who has to pay for it and for how long."),
    ),
    document(
        "car_title",
        PROPERTY,
        _("Car title"),
        _("Or the registration and the loan statement, for each car; they show whose car it is."),
    ),
    document(
        "valuables_list",
        PROPERTY,
        _("List of valuable things"),
        _(
            "Jewelry, art, tools, a boat: write them down, with photos if you can, so that"
            " nothing is forgotten."
        ),
        may_be_typed=True,
    ),
    document(
        "digital_assets_list",
        PROPERTY,
        _("List of online accounts"),
        _(
            "Which accounts and where, never the passwords; one day somebody has to find and"
            " close them."
        ),
        may_be_typed=True,
    ),
    document(
        "asset_list",
        PROPERTY,
        _("List of what you own"),
        _(
            "Your house, accounts and cars, and what each is worth, roughly; these are what you"
            " decide about."
        ),
        may_be_typed=True,
    ),
]
