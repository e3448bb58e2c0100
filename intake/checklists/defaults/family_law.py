"""Family law."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults.about_you import BASICS, WORK_NOW
from intake.checklists.defaults.library import documents
from intake.checklists.defaults.notation import (
    KNOWN_RELATION,
    if_wanted,
    only_in,
    options,
    question,
    when,
)
from intake.models import Asked, Category

FAMILY, CHILDREN, LEGAL = Category.FAMILY, Category.CHILDREN, Category.LEGAL
FINANCIAL, PROPERTY, BUSINESS = Category.FINANCIAL, Category.PROPERTY, Category.BUSINESS
Answer = Asked.Answer

# Both spouses fill in a financial statement on the state's own form.
SWORN_FINANCES = "CA CT FL MA NJ NY TX"
# A class on raising children apart comes before the judgment.
CLASS_FOR_PARENTS = "AZ CO FL IL NJ OR TX UT WA"

SPOUSE = question("spouse", FAMILY, Answer.PERSON, _("Your spouse"), parts=KNOWN_RELATION)
MARRIED_ON = question(
    "married_on",
    FAMILY,
    Answer.DATE,
    _("When did you marry?"),
    _("How long a marriage lasted often matters to the court."),
    date_bounds=Asked.Bounds.PAST,
)
SEPARATED_ON = if_wanted(
    question(
        "separated_on",
        FAMILY,
        Answer.DATE,
        _("When did you begin to live apart?"),
        _("The nearest day you remember. Leave it empty if you still live together."),
        date_bounds=Asked.Bounds.PAST,
    )
)
HAS_CHILDREN = question(
    "has_children",
    CHILDREN,
    Answer.YES_NO,
    _("Do you have children under 18?"),
)
CHILDREN_NAMES = question(
    "children_names",
    CHILDREN,
    Answer.LONG,
    _("Names and dates of birth of the children"),
    _("One line for each child."),
)
OTHER_PARENT = question(
    "other_parent",
    CHILDREN,
    Answer.PERSON,
    _("The other parent"),
    parts=KNOWN_RELATION,
)
LIVE_WITH = question(
    "children_live_with",
    CHILDREN,
    Answer.CHOICE,
    _("Where do the children live now?"),
    options=options(
        me=_("With me"),
        other=_("With the other parent"),
        both=_("Some days with each of us"),
        elsewhere=_("With somebody else"),
    ),
)
WISHES = question(
    "wishes_for_children",
    CHILDREN,
    Answer.LONG,
    _("What would be good for the children?"),
    _("School days, weekends, holidays: your own words are fine."),
)
SAFETY = question(
    "afraid",
    LEGAL,
    Answer.YES_NO,
    _("Are you afraid of anybody in this case?"),
    _("Only the law firm reads this. If you are in danger now, call 911."),
)
SAFETY_WORDS = if_wanted(
    question(
        "afraid_words",
        LEGAL,
        Answer.LONG,
        _("What should we know to keep you safe?"),
        _("Write only what you want to; the rest you can tell us in person."),
    )
)
SERVED = question(
    "served",
    LEGAL,
    Answer.YES_NO,
    _("Has anybody given you court papers?"),
    _("By hand, by mail or left at your door."),
)
HOME = question(
    "home",
    PROPERTY,
    Answer.CHOICE,
    _("Do you own or rent your home?"),
    options=options(
        own=_("We own it, or pay a mortgage"),
        rent=_("We rent it"),
        family=_("It belongs to family or somebody else"),
    ),
)
OWNED = question(
    "owned",
    FINANCIAL,
    Answer.CHOICES,
    _("What do you or your spouse have?"),
    _("Choose everything you have, whoever’s name it is in."),
    options=options(
        alone="none",
        retirement=_("A retirement account or pension"),
        investments=_("Stocks, funds or crypto"),
        cards=_("Credit cards"),
        loans=_("Loans"),
        cars=_("Cars"),
        none=_("None of these"),
    ),
)
INCOME = question(
    "monthly_income",
    FINANCIAL,
    Answer.MONEY,
    _("What do you earn in a month, before taxes?"),
    _("An average is fine."),
)
PAYS_CHILD_CARE = question(
    "pays_child_care",
    CHILDREN,
    Answer.YES_NO,
    _("Does anybody pay for child care?"),
)

ABOUT_WORK = [
    WORK_NOW,
    *when("work", "employed", *documents("pay_stubs w2")),
    *when("work", "self_employed", *documents("form_1099? self_employment_records")),
    *when("work", "retired", *documents("benefit_letter")),
    *when("work", "none", *documents("unemployment_letter?")),
]
ABOUT_MARRIAGE = [
    SPOUSE,
    MARRIED_ON,
    SEPARATED_ON,
    *documents("marriage_certificate prenuptial_agreement? separation_agreement?"),
]
PARENTING_CLASS = only_in(CLASS_FOR_PARENTS, *documents("parenting_class?"))
ABOUT_CHILDREN = [
    HAS_CHILDREN,
    *when(
        "has_children",
        "yes",
        CHILDREN_NAMES,
        LIVE_WITH,
        WISHES,
        PAYS_CHILD_CARE,
        *documents("child_birth_certificates parenting_plan? school_calendar?"),
        *PARENTING_CLASS,
    ),
    *when("pays_child_care", "yes", *documents("child_care_receipts")),
]
ABOUT_HOME = [
    HOME,
    *when("home", "own", *documents("deed mortgage_statement property_tax_bill? appraisal?")),
    *when("home", "rent", *documents("lease")),
]
ABOUT_MONEY = [
    INCOME,
    OWNED,
    *documents("tax_return earlier_tax_returns? bank_statements monthly_budget?"),
    *only_in("CA CO GA IL MA MI MN NJ NY NC OR PA VA WI", *documents("state_tax_return")),
    *when("owned", "retirement", *documents("retirement_statement")),
    *when("owned", "investments", *documents("investment_statement")),
    *when("owned", "cards", *documents("credit_card_statements")),
    *when("owned", "loans", *documents("loan_statements")),
    *when("owned", "cars", *documents("car_title")),
]
ABOUT_COURT = [
    SAFETY,
    *when("afraid", "yes", SAFETY_WORDS, *documents("protective_order?")),
    SERVED,
    *when("served", "yes", *documents("served_papers")),
]
SWORN = only_in(SWORN_FINANCES, *documents("financial_affidavit?"))

DIVORCE = [
    *BASICS,
    *documents("photo_id social_security_card?"),
    *ABOUT_MARRIAGE,
    *ABOUT_CHILDREN,
    *ABOUT_WORK,
    *ABOUT_MONEY,
    *ABOUT_HOME,
    *documents("valuables_list? life_insurance? health_insurance_card? credit_report?"),
    *ABOUT_COURT,
    *SWORN,
]
