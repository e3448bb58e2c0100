"""Family law."""

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

SPOUSE = question(
    "spouse", FAMILY, Answer.PERSON, ("Your spouse", "Su cónyuge"), parts=KNOWN_RELATION
)
MARRIED_ON = question(
    "married_on",
    FAMILY,
    Answer.DATE,
    (
        "When did you marry?",
        "¿Cuándo se casaron?",
        "How long a marriage lasted often matters to the court.",
        "Cuánto duró el matrimonio suele importarle al tribunal.",
    ),
    date_bounds=Asked.Bounds.PAST,
)
SEPARATED_ON = if_wanted(
    question(
        "separated_on",
        FAMILY,
        Answer.DATE,
        (
            "When did you begin to live apart?",
            "¿Cuándo empezaron a vivir separados?",
            "The nearest day you remember. Leave it empty if you still live together.",
            "El día más cercano que recuerde. Déjelo vacío si todavía viven juntos.",
        ),
        date_bounds=Asked.Bounds.PAST,
    )
)
HAS_CHILDREN = question(
    "has_children",
    CHILDREN,
    Answer.YES_NO,
    ("Do you have children under 18?", "¿Tiene hijos menores de 18 años?"),
)
CHILDREN_NAMES = question(
    "children_names",
    CHILDREN,
    Answer.LONG,
    (
        "Names and dates of birth of the children",
        "Nombres y fechas de nacimiento de los niños",
        "One line for each child.",
        "Una línea para cada niño.",
    ),
)
OTHER_PARENT = question(
    "other_parent",
    CHILDREN,
    Answer.PERSON,
    ("The other parent", "El otro padre o la otra madre"),
    parts=KNOWN_RELATION,
)
LIVE_WITH = question(
    "children_live_with",
    CHILDREN,
    Answer.CHOICE,
    ("Where do the children live now?", "¿Dónde viven los niños ahora?"),
    options=options(
        me=("With me", "Conmigo"),
        other=("With the other parent", "Con el otro padre o la otra madre"),
        both=("Some days with each of us", "Algunos días con cada uno"),
        elsewhere=("With somebody else", "Con otra persona"),
    ),
)
WISHES = question(
    "wishes_for_children",
    CHILDREN,
    Answer.LONG,
    (
        "What would be good for the children?",
        "¿Qué sería bueno para los niños?",
        "School days, weekends, holidays: your own words are fine.",
        "Días de clase, fines de semana, vacaciones: cuéntelo con sus propias palabras.",
    ),
)
SAFETY = question(
    "afraid",
    LEGAL,
    Answer.YES_NO,
    (
        "Are you afraid of anybody in this case?",
        "¿Le tiene miedo a alguien en este caso?",
        "Only the law firm reads this. If you are in danger now, call 911.",
        "Solo el bufete lee esto. Si está en peligro ahora, llame al 911.",
    ),
)
SAFETY_WORDS = if_wanted(
    question(
        "afraid_words",
        LEGAL,
        Answer.LONG,
        (
            "What should we know to keep you safe?",
            "¿Qué debemos saber para protegerle?",
            "Write only what you want to; the rest you can tell us in person.",
            "Escriba solo lo que quiera; lo demás puede contárnoslo en persona.",
        ),
    )
)
SERVED = question(
    "served",
    LEGAL,
    Answer.YES_NO,
    (
        "Has anybody given you court papers?",
        "¿Alguien le ha entregado documentos del tribunal?",
        "By hand, by mail or left at your door.",
        "En persona, por correo o dejados en su puerta.",
    ),
)
HOME = question(
    "home",
    PROPERTY,
    Answer.CHOICE,
    ("Do you own or rent your home?", "¿Su vivienda es propia o alquilada?"),
    options=options(
        own=("We own it, or pay a mortgage", "Es nuestra, o pagamos hipoteca"),
        rent=("We rent it", "La alquilamos"),
        family=("It belongs to family or somebody else", "Es de la familia o de otra persona"),
    ),
)
OWNED = question(
    "owned",
    FINANCIAL,
    Answer.CHOICES,
    (
        "What do you or your spouse have?",
        "¿Qué tienen usted o su cónyuge?",
        "Choose everything you have, whoever’s name it is in.",
        "Marque todo lo que tengan, sin importar a nombre de quién esté.",
    ),
    options=options(
        alone="none",
        retirement=("A retirement account or pension", "Una cuenta de jubilación o pensión"),
        investments=("Stocks, funds or crypto", "Acciones, fondos o criptomonedas"),
        cards=("Credit cards", "Tarjetas de crédito"),
        loans=("Loans", "Préstamos"),
        cars=("Cars", "Automóviles"),
        none=("None of these", "Nada de esto"),
    ),
)
INCOME = question(
    "monthly_income",
    FINANCIAL,
    Answer.MONEY,
    (
        "What do you earn in a month, before taxes?",
        "¿Cuánto gana al mes, antes de impuestos?",
        "An average is fine.",
        "Basta un promedio.",
    ),
)
PAYS_CHILD_CARE = question(
    "pays_child_care",
    CHILDREN,
    Answer.YES_NO,
    ("Does anybody pay for child care?", "¿Alguien paga por el cuidado de los niños?"),
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
