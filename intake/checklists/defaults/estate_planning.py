"""Estate planning."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults.about_you import BASICS
from intake.checklists.defaults.library import documents
from intake.checklists.defaults.notation import (
    KNOWN_RELATION,
    Ask,
    also_when,
    if_wanted,
    only_in,
    options,
    question,
    when,
)
from intake.models import Asked, Category

FAMILY, CHILDREN, PROPERTY = Category.FAMILY, Category.CHILDREN, Category.PROPERTY
LEGAL, MEDICAL = Category.LEGAL, Category.MEDICAL
Answer = Asked.Answer

# What spouses earn while married belongs to both.
COMMUNITY_PROPERTY = "AZ CA ID LA NV NM TX WA WI"

MARRIED = question(
    "married",
    FAMILY,
    Answer.CHOICE,
    _("Are you married?"),
    options=options(
        married=_("Married"),
        separated=_("Married, but we live apart"),
        partner=_("I live with a partner"),
        divorced=_("Divorced"),
        widowed=_("Widowed"),
        single=_("Never married"),
    ),
)
SPOUSE = question("spouse", FAMILY, Answer.PERSON, _("Your spouse"), parts=KNOWN_RELATION)
HAS_CHILDREN = question("has_children", CHILDREN, Answer.YES_NO, _("Do you have children?"))
CHILDREN_NAMES = question(
    "children_names",
    CHILDREN,
    Answer.LONG,
    _("Names and dates of birth of your children"),
    _("All of them, grown up too; one line for each."),
)
MINORS = question(
    "minors",
    CHILDREN,
    Answer.YES_NO,
    _("Is any of them under 18?"),
)
GUARDIAN = question(
    "guardian",
    CHILDREN,
    Answer.PERSON,
    _("Who should raise your children if you cannot?"),
    _("Ask the person first if you can."),
)
EXECUTOR = question(
    "executor",
    LEGAL,
    Answer.PERSON,
    _("Who should carry out your will?"),
    _("Somebody you trust with papers and money; lawyers say executor."),
)
WHO_GETS = question(
    "who_gets",
    LEGAL,
    Answer.LONG,
    _("Who should receive what?"),
    _("Your own words are fine; the legal ones are our work."),
)
HAS_WILL = question(
    "has_will",
    LEGAL,
    Answer.YES_NO,
    _("Have you ever made a will or trust?"),
)
OWNS_HOME = question(
    "owns_home",
    PROPERTY,
    Answer.YES_NO,
    _("Do you own a house or land?"),
)
WORTH = question(
    "worth",
    PROPERTY,
    Answer.CHOICE,
    _("What is everything you own worth, roughly?"),
    _("It shows whether estate taxes could matter."),
    options=options(
        small=_("Less than $100,000"),
        middle=_("$100,000 to $1 million"),
        large=_("$1 million to $5 million"),
        larger=_("More than $5 million"),
    ),
)
CARE = if_wanted(
    question(
        "care_person",
        MEDICAL,
        Answer.PERSON,
        _("Who should speak to doctors for you if you cannot?"),
    )
)
TRUST_FOR = question(
    "trust_for",
    LEGAL,
    Answer.CHOICES,
    _("What should the trust do?"),
    options=options(
        probate=_("Keep my family out of court"),
        care=_("Look after somebody who needs help"),
        young=_("Hold money until children are grown"),
        privacy=_("Keep things private"),
        taxes=_("Save taxes"),
    ),
)
TRUSTEE = question(
    "trustee",
    LEGAL,
    Answer.PERSON,
    _("Who should manage the trust after you?"),
)
MARRIAGE_MONEY = if_wanted(
    question(
        "before_marriage",
        PROPERTY,
        Answer.LONG,
        _("What did you own before you married, or inherit?"),
        _(
            "In your state, what either of you earned while married usually belongs to both; this is usually yours alone."
        ),
    )
)

DECEASED = question(
    "deceased",
    FAMILY,
    Answer.SHORT,
    _("Full name of the person who died"),
)
DIED_ON = question(
    "died_on",
    FAMILY,
    Answer.DATE,
    _("Date of death"),
    date_bounds=Asked.Bounds.PAST,
)
RELATION = question(
    "relation",
    FAMILY,
    Answer.SHORT,
    _("How were you related?"),
    _("For example: my mother. If you were not related, how you knew each other."),
)
LEFT_WILL = question(
    "left_will",
    LEGAL,
    Answer.CHOICE,
    _("Is there a will?"),
    options=options(
        yes=_("Yes, I have it or know where it is"),
        no=_("No"),
        unsure=_("I do not know"),
    ),
)
LEFT_HOME = question(
    "left_home",
    PROPERTY,
    Answer.YES_NO,
    _("Did the person own a house or land?"),
)
URGENT = if_wanted(
    question(
        "urgent",
        LEGAL,
        Answer.LONG,
        _("Is anything urgent?"),
        _("An empty house, a business, a pet, bills that come due."),
    )
)

PLANNING = [
    *BASICS,
    *documents("photo_id"),
    MARRIED,
    *when("married", "married", SPOUSE, *documents("prenuptial_agreement?")),
    *also_when("married", "separated", SPOUSE, *documents("prenuptial_agreement?")),
    *when("married", "separated", *documents("separation_agreement?")),
    *only_in(COMMUNITY_PROPERTY, *when("married", "married", MARRIAGE_MONEY)),
    *only_in(COMMUNITY_PROPERTY, *also_when("married", "separated", MARRIAGE_MONEY)),
    *when("married", "divorced", *documents("earlier_divorce_decree?")),
    HAS_CHILDREN,
    *when("has_children", "yes", CHILDREN_NAMES, MINORS),
    *when("minors", "yes", GUARDIAN),
    OWNS_HOME,
    *when("owns_home", "yes", *documents("deed property_tax_bill?")),
    WORTH,
    *documents("asset_list digital_assets_list? retirement_statement? life_insurance?"),
    HAS_WILL,
    *when("has_will", "yes", *documents("current_will")),
    *documents("beneficiary_forms? power_of_attorney?"),
    CARE,
    *documents("health_directive?"),
]

ESTATE: dict[str, list[Ask]] = {
    "Wills": [*PLANNING, EXECUTOR, WHO_GETS],
    "Living Trust": [
        *PLANNING,
        TRUST_FOR,
        TRUSTEE,
        WHO_GETS,
        *documents("investment_statement? bank_statements car_title?"),
    ],
    "Probate": [
        *BASICS,
        *documents("photo_id"),
        DECEASED,
        DIED_ON,
        RELATION,
        *documents("death_certificate family_tree"),
        LEFT_WILL,
        *when("left_will", "yes", *documents("original_will")),
        LEFT_HOME,
        *when("left_home", "yes", *documents("deed mortgage_statement? property_tax_bill?")),
        *documents("estate_asset_list estate_bank_statements? estate_tax_return?"),
        *documents("estate_life_insurance?"),
        *documents("funeral_bill? creditor_letters?"),
        URGENT,
    ],
}
