"""The checklists of family law, by the name of the case type."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults import family_law
from intake.checklists.defaults.about_you import BASICS
from intake.checklists.defaults.business_owner import OWNING
from intake.checklists.defaults.library import documents
from intake.checklists.defaults.notation import Ask, if_wanted, options, question, when
from intake.models import Asked, Category

CHILDREN, LEGAL, FINANCIAL = Category.CHILDREN, Category.LEGAL, Category.FINANCIAL
ABOUT = Category.ABOUT_YOU
Answer = Asked.Answer

WERE_MARRIED = question(
    "were_married",
    CHILDREN,
    Answer.YES_NO,
    _("Were you married to the other parent?"),
)
EARLIER_CASE = question(
    "earlier_case",
    CHILDREN,
    Answer.YES_NO,
    _("Has any court decided about the children before?"),
    _("In any state or country."),
)
CONCERNS = if_wanted(
    question(
        "concerns",
        CHILDREN,
        Answer.LONG,
        _("What worries you when the children are with the other parent?"),
        _("Leave it empty if nothing does."),
    )
)
NIGHTS = question(
    "nights",
    CHILDREN,
    Answer.CHOICE,
    _("How many nights do the children sleep at your home?"),
    _("Child support often depends on this; your best guess is fine."),
    options=options(
        all=_("All or nearly all"),
        most=_("More than half"),
        half=_("About half"),
        some=_("Less than half"),
        none=_("None now"),
    ),
)
SUPPORT_NOW = question(
    "support_now",
    FINANCIAL,
    Answer.YES_NO,
    _("Does one of you pay child support now?"),
)
SUPPORT_AMOUNT = question(
    "support_amount",
    FINANCIAL,
    Answer.MONEY,
    _("How much is paid in a month?"),
)
OTHER_INCOME = if_wanted(
    question(
        "other_parent_income",
        FINANCIAL,
        Answer.MONEY,
        _("What does the other parent earn in a month?"),
        _("A guess helps. Leave it empty if you do not know."),
    )
)
TO_CHANGE = question(
    "to_change",
    ABOUT,
    Answer.CHOICES,
    _("What should change?"),
    _("Choose everything you want the court to look at again."),
    options=options(
        custody=_("Where the children live"),
        time=_("The days the children spend with each of us"),
        support=_("Child support"),
        alimony=_("Support for a former spouse (alimony)"),
        move=_("Somebody wants to move away"),
    ),
)
WHAT_CHANGED = question(
    "what_changed",
    ABOUT,
    Answer.LONG,
    _("What has changed since the court decided?"),
    _("The court usually asks this first. Tell it in your own words."),
)
JUDGED_ON = question(
    "judged_on",
    LEGAL,
    Answer.DATE,
    _("When did the court decide?"),
    _("The date is usually beside the judge’s signature."),
    date_bounds=Asked.Bounds.PAST,
)

CUSTODY = [
    *BASICS,
    *documents("photo_id"),
    family_law.CHILDREN_NAMES,
    family_law.OTHER_PARENT,
    family_law.LIVE_WITH,
    WERE_MARRIED,
    *when("were_married", "no", *documents("paternity_papers")),
    family_law.WISHES,
    CONCERNS,
    EARLIER_CASE,
    *when("earlier_case", "yes", *documents("custody_case_papers guardianship_papers?")),
    *documents("child_birth_certificates parenting_plan? school_records? school_calendar?"),
    *documents("custody_messages? child_medical_costs? proof_of_address?"),
    *family_law.PARENTING_CLASS,
    *family_law.ABOUT_COURT,
]
SUPPORT = [
    *BASICS,
    *documents("photo_id"),
    family_law.CHILDREN_NAMES,
    family_law.OTHER_PARENT,
    NIGHTS,
    family_law.PAYS_CHILD_CARE,
    *when("pays_child_care", "yes", *documents("child_care_receipts")),
    *documents("child_birth_certificates? child_medical_costs? health_insurance_cost"),
    *family_law.ABOUT_WORK,
    family_law.INCOME,
    OTHER_INCOME,
    SUPPORT_NOW,
    *when("support_now", "yes", SUPPORT_AMOUNT, *documents("support_order proof_of_support_paid")),
    *documents("tax_return"),
    *family_law.SWORN,
]
MODIFICATION = [
    *BASICS,
    *documents("photo_id divorce_decree"),
    JUDGED_ON,
    TO_CHANGE,
    WHAT_CHANGED,
    *documents("proof_of_change"),
    *when("to_change", "custody", *documents("school_records? custody_messages?")),
    *when("to_change", "time", *documents("parenting_plan school_calendar?")),
    *when(
        "to_change",
        "support",
        family_law.INCOME,
        *documents("support_order tax_return pay_stubs proof_of_support_paid?"),
    ),
    *when("to_change", "alimony", *documents("monthly_budget bank_statements")),
    family_law.HAS_CHILDREN,
    *when("has_children", "yes", family_law.CHILDREN_NAMES, family_law.LIVE_WITH),
    *family_law.ABOUT_COURT,
    *family_law.SWORN,
]

FAMILY: dict[str, list[Ask]] = {
    "Divorce — Standard": family_law.DIVORCE,
    "Divorce — Business Owner": [*family_law.DIVORCE, *OWNING],
    "Custody Only": CUSTODY,
    "Child Support Calculation": SUPPORT,
    "Post-Decree Modification": MODIFICATION,
}
