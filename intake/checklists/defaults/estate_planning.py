"""Estate planning."""

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
    ("Are you married?", "¿Está casado o casada?"),
    options=options(
        married=("Married", "Casado o casada"),
        separated=("Married, but we live apart", "Casado o casada, pero vivimos separados"),
        partner=("I live with a partner", "Vivo en pareja"),
        divorced=("Divorced", "Divorciado o divorciada"),
        widowed=("Widowed", "Viudo o viuda"),
        single=("Never married", "Nunca me casé"),
    ),
)
SPOUSE = question(
    "spouse", FAMILY, Answer.PERSON, ("Your spouse", "Su cónyuge"), parts=KNOWN_RELATION
)
HAS_CHILDREN = question(
    "has_children", CHILDREN, Answer.YES_NO, ("Do you have children?", "¿Tiene hijos?")
)
CHILDREN_NAMES = question(
    "children_names",
    CHILDREN,
    Answer.LONG,
    (
        "Names and dates of birth of your children",
        "Nombres y fechas de nacimiento de sus hijos",
        "All of them, grown up too; one line for each.",
        "Todos, también los adultos; una línea para cada uno.",
    ),
)
MINORS = question(
    "minors",
    CHILDREN,
    Answer.YES_NO,
    ("Is any of them under 18?", "¿Alguno es menor de 18 años?"),
)
GUARDIAN = question(
    "guardian",
    CHILDREN,
    Answer.PERSON,
    (
        "Who should raise your children if you cannot?",
        "¿Quién debería criar a sus hijos si usted no puede?",
        "Ask the person first if you can.",
        "Si puede, pregúntele antes a esa persona.",
    ),
)
EXECUTOR = question(
    "executor",
    LEGAL,
    Answer.PERSON,
    (
        "Who should carry out your will?",
        "¿Quién debería cumplir su testamento?",
        "Somebody you trust with papers and money; lawyers say executor.",
        "Alguien de confianza con papeles y dinero; se le llama albacea.",
    ),
)
WHO_GETS = question(
    "who_gets",
    LEGAL,
    Answer.LONG,
    (
        "Who should receive what?",
        "¿Quién debería recibir qué?",
        "Your own words are fine; the legal ones are our work.",
        "Con sus propias palabras; las legales las ponemos nosotros.",
    ),
)
HAS_WILL = question(
    "has_will",
    LEGAL,
    Answer.YES_NO,
    ("Have you ever made a will or trust?", "¿Alguna vez hizo un testamento o fideicomiso?"),
)
OWNS_HOME = question(
    "owns_home",
    PROPERTY,
    Answer.YES_NO,
    ("Do you own a house or land?", "¿Tiene casa o terreno propio?"),
)
WORTH = question(
    "worth",
    PROPERTY,
    Answer.CHOICE,
    (
        "What is everything you own worth, roughly?",
        "¿Cuánto vale, más o menos, todo lo que posee?",
        "It shows whether estate taxes could matter.",
        "Muestra si los impuestos sobre la herencia podrían importar.",
    ),
    options=options(
        small=("Less than $100,000", "Menos de $100,000"),
        middle=("$100,000 to $1 million", "De $100,000 a $1 millón"),
        large=("$1 million to $5 million", "De $1 millón a $5 millones"),
        larger=("More than $5 million", "Más de $5 millones"),
    ),
)
CARE = if_wanted(
    question(
        "care_person",
        MEDICAL,
        Answer.PERSON,
        (
            "Who should speak to doctors for you if you cannot?",
            "¿Quién debería hablar con los médicos si usted no puede?",
        ),
    )
)
TRUST_FOR = question(
    "trust_for",
    LEGAL,
    Answer.CHOICES,
    ("What should the trust do?", "¿Para qué quiere el fideicomiso?"),
    options=options(
        probate=("Keep my family out of court", "Que mi familia no tenga que ir al tribunal"),
        care=("Look after somebody who needs help", "Cuidar a alguien que necesita ayuda"),
        young=("Hold money until children are grown", "Guardar dinero hasta que crezcan los hijos"),
        privacy=("Keep things private", "Mantener la privacidad"),
        taxes=("Save taxes", "Ahorrar impuestos"),
    ),
)
TRUSTEE = question(
    "trustee",
    LEGAL,
    Answer.PERSON,
    (
        "Who should manage the trust after you?",
        "¿Quién debería administrar el fideicomiso después de usted?",
    ),
)
MARRIAGE_MONEY = if_wanted(
    question(
        "before_marriage",
        PROPERTY,
        Answer.LONG,
        (
            "What did you own before you married, or inherit?",
            "¿Qué tenía antes de casarse o recibió en herencia?",
            "In your state, what either of you earned while married usually belongs to both; this is usually yours alone.",
            "En su estado, lo que cada uno gana durante el matrimonio suele ser de ambos; esto suele ser solo suyo.",
        ),
    )
)

DECEASED = question(
    "deceased",
    FAMILY,
    Answer.SHORT,
    ("Full name of the person who died", "Nombre completo de la persona que falleció"),
)
DIED_ON = question(
    "died_on",
    FAMILY,
    Answer.DATE,
    ("Date of death", "Fecha de fallecimiento"),
    date_bounds=Asked.Bounds.PAST,
)
RELATION = question(
    "relation",
    FAMILY,
    Answer.SHORT,
    (
        "How were you related?",
        "¿Qué parentesco tenían?",
        "For example: my mother. If you were not related, how you knew each other.",
        "Por ejemplo: mi madre. Si no eran parientes, cómo se conocían.",
    ),
)
LEFT_WILL = question(
    "left_will",
    LEGAL,
    Answer.CHOICE,
    ("Is there a will?", "¿Hay un testamento?"),
    options=options(
        yes=("Yes, I have it or know where it is", "Sí, lo tengo o sé dónde está"),
        no=("No", "No"),
        unsure=("I do not know", "No lo sé"),
    ),
)
LEFT_HOME = question(
    "left_home",
    PROPERTY,
    Answer.YES_NO,
    ("Did the person own a house or land?", "¿La persona tenía casa o terreno propio?"),
)
URGENT = if_wanted(
    question(
        "urgent",
        LEGAL,
        Answer.LONG,
        (
            "Is anything urgent?",
            "¿Hay algo urgente?",
            "An empty house, a business, a pet, bills that come due.",
            "Una casa vacía, un negocio, una mascota, facturas por vencer.",
        ),
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
