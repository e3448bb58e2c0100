"""The checklists of family law, by the name of the case type."""

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
    (
        "Were you married to the other parent?",
        "¿Estuvo casado o casada con el otro padre o la otra madre?",
    ),
)
EARLIER_CASE = question(
    "earlier_case",
    CHILDREN,
    Answer.YES_NO,
    (
        "Has any court decided about the children before?",
        "¿Algún tribunal ha decidido antes sobre los niños?",
        "In any state or country.",
        "En cualquier estado o país.",
    ),
)
CONCERNS = if_wanted(
    question(
        "concerns",
        CHILDREN,
        Answer.LONG,
        (
            "What worries you when the children are with the other parent?",
            "¿Qué le preocupa cuando los niños están con el otro padre o la otra madre?",
            "Leave it empty if nothing does.",
            "Déjelo vacío si no le preocupa nada.",
        ),
    )
)
NIGHTS = question(
    "nights",
    CHILDREN,
    Answer.CHOICE,
    (
        "How many nights do the children sleep at your home?",
        "¿Cuántas noches duermen los niños en su casa?",
        "Child support often depends on this; your best guess is fine.",
        "La manutención suele depender de esto; basta un cálculo aproximado.",
    ),
    options=options(
        all=("All or nearly all", "Todas o casi todas"),
        most=("More than half", "Más de la mitad"),
        half=("About half", "Cerca de la mitad"),
        some=("Less than half", "Menos de la mitad"),
        none=("None now", "Ninguna ahora"),
    ),
)
SUPPORT_NOW = question(
    "support_now",
    FINANCIAL,
    Answer.YES_NO,
    (
        "Does one of you pay child support now?",
        "¿Alguno de ustedes paga manutención de los niños ahora?",
    ),
)
SUPPORT_AMOUNT = question(
    "support_amount",
    FINANCIAL,
    Answer.MONEY,
    ("How much is paid in a month?", "¿Cuánto se paga al mes?"),
)
OTHER_INCOME = if_wanted(
    question(
        "other_parent_income",
        FINANCIAL,
        Answer.MONEY,
        (
            "What does the other parent earn in a month?",
            "¿Cuánto gana al mes el otro padre o la otra madre?",
            "A guess helps. Leave it empty if you do not know.",
            "Una cifra aproximada ayuda. Déjelo vacío si no lo sabe.",
        ),
    )
)
TO_CHANGE = question(
    "to_change",
    ABOUT,
    Answer.CHOICES,
    (
        "What should change?",
        "¿Qué debería cambiar?",
        "Choose everything you want the court to look at again.",
        "Marque todo lo que quiera que el tribunal vuelva a revisar.",
    ),
    options=options(
        custody=("Where the children live", "Dónde viven los niños"),
        time=(
            "The days the children spend with each of us",
            "Los días que los niños pasan con cada uno",
        ),
        support=("Child support", "La manutención de los niños"),
        alimony=("Support for a former spouse (alimony)", "La pensión para un excónyuge"),
        move=("Somebody wants to move away", "Alguien quiere mudarse lejos"),
    ),
)
WHAT_CHANGED = question(
    "what_changed",
    ABOUT,
    Answer.LONG,
    (
        "What has changed since the court decided?",
        "¿Qué ha cambiado desde la decisión del tribunal?",
        "The court usually asks this first. Tell it in your own words.",
        "El tribunal suele preguntar esto primero. Cuéntelo con sus palabras.",
    ),
)
JUDGED_ON = question(
    "judged_on",
    LEGAL,
    Answer.DATE,
    (
        "When did the court decide?",
        "¿Cuándo decidió el tribunal?",
        "The date is usually beside the judge’s signature.",
        "La fecha suele estar junto a la firma del juez.",
    ),
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
