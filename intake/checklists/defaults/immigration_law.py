"""Immigration."""

from intake.checklists.defaults.about_you import BASICS, WORK_NOW
from intake.checklists.defaults.library import documents
from intake.checklists.defaults.notation import (
    KNOWN_RELATION,
    Ask,
    also_when,
    if_wanted,
    options,
    question,
    when,
)
from intake.models import Asked, Category

WHO, FAMILY, IMMIGRATION = Category.IDENTIFICATION, Category.FAMILY, Category.IMMIGRATION
LEGAL = Category.LEGAL
Answer = Asked.Answer

BORN_IN = question(
    "born_in",
    WHO,
    Answer.SHORT,
    ("Town and country where you were born", "Ciudad y país donde nació"),
)
CITIZEN_OF = question(
    "citizen_of",
    WHO,
    Answer.SHORT,
    ("Countries you are a citizen of", "Países de los que es ciudadano o ciudadana"),
)
A_NUMBER = if_wanted(
    question(
        "a_number",
        WHO,
        Answer.SHORT,
        (
            "Your A-Number",
            "Su número A",
            "The letter A and eight or nine digits, on cards and letters from immigration. Leave it empty if you have none.",
            "La letra A y ocho o nueve dígitos, en las tarjetas y cartas de inmigración. Déjelo vacío si no tiene.",
        ),
    )
)
ENTERED_ON = question(
    "entered_on",
    IMMIGRATION,
    Answer.DATE,
    ("When did you last enter the United States?", "¿Cuándo entró por última vez a EE. UU.?"),
    date_bounds=Asked.Bounds.PAST,
)
HOW_ENTERED = question(
    "how_entered",
    IMMIGRATION,
    Answer.CHOICE,
    (
        "How did you enter?",
        "¿Cómo entró?",
        "Tell us how it really was. Only the law firm sees your answer.",
        "Díganos cómo fue en realidad. Solo el bufete ve su respuesta.",
    ),
    options=options(
        visa=("With a visa", "Con visa"),
        waiver=("Without a visa, with permission (ESTA)", "Sin visa, con autorización (ESTA)"),
        parole=("With humanitarian permission (parole)", "Con permiso humanitario (parole)"),
        uninspected=("Nobody checked my papers", "Nadie revisó mis documentos"),
    ),
)
ARRESTED = question(
    "arrested",
    LEGAL,
    Answer.YES_NO,
    (
        "Have you ever been arrested or charged, anywhere?",
        "¿Alguna vez le arrestaron o le acusaron de un delito, en cualquier lugar?",
        "Say yes even if it was dismissed or long ago; the government checks this.",
        "Diga que sí aunque se haya desestimado o fuera hace mucho; el gobierno lo revisa.",
    ),
)
MARRIED = question(
    "married",
    FAMILY,
    Answer.CHOICE,
    ("Are you married?", "¿Está casado o casada?"),
    options=options(
        single=("Never married", "Nunca me casé"),
        married=("Married", "Casado o casada"),
        separated=("Married, but we live apart", "Casado o casada, pero vivimos separados"),
        divorced=("Divorced", "Divorciado o divorciada"),
        widowed=("Widowed", "Viudo o viuda"),
    ),
)
RELATIVE = question(
    "relative",
    FAMILY,
    Answer.PERSON,
    ("The relative who is applying for you", "El familiar que hace la petición por usted"),
    parts=KNOWN_RELATION,
)
RELATION = question(
    "relation",
    FAMILY,
    Answer.CHOICE,
    ("How are you related?", "¿Qué parentesco tienen?"),
    options=options(
        spouse=("My spouse", "Mi cónyuge"),
        parent=("My parent", "Mi padre o madre"),
        child=("My child", "Mi hijo o hija"),
        sibling=("My brother or sister", "Mi hermano o hermana"),
    ),
)
RESIDENT_SINCE = question(
    "resident_since",
    IMMIGRATION,
    Answer.DATE,
    (
        "Permanent resident since",
        "Residente permanente desde",
        "The date after “Resident since” on your card.",
        "La fecha que sigue a “Resident since” en su tarjeta.",
    ),
    date_bounds=Asked.Bounds.PAST,
)
TRAVELED = question(
    "traveled",
    IMMIGRATION,
    Answer.YES_NO,
    (
        "Have you left the country in the last five years?",
        "¿Ha salido del país en los últimos cinco años?",
    ),
)
BRANCH = question(
    "through_spouse",
    IMMIGRATION,
    Answer.YES_NO,
    (
        "Have you been married to a US citizen for three years or more?",
        "¿Lleva tres años o más casado o casada con un ciudadano estadounidense?",
        "You may be able to apply after three years instead of five.",
        "Tal vez pueda solicitarlo a los tres años en lugar de cinco.",
    ),
)
DRAFT_AGE = question(
    "draft_age",
    IMMIGRATION,
    Answer.YES_NO,
    (
        "Are you a man who lived in the United States between 18 and 26?",
        "¿Es usted hombre y vivió en EE. UU. entre los 18 y los 26 años?",
    ),
)
FLED = question(
    "fled",
    IMMIGRATION,
    Answer.LONG,
    (
        "Why did you leave your country?",
        "¿Por qué dejó su país?",
        "In your own words and language. Stop whenever you need to; it is saved as you write.",
        "Con sus palabras y en su idioma. Pare cuando lo necesite; se guarda mientras escribe.",
    ),
)
BECAUSE = question(
    "because",
    IMMIGRATION,
    Answer.CHOICES,
    (
        "Were you harmed or threatened because of any of these?",
        "¿Le hicieron daño o le amenazaron por alguna de estas razones?",
        "The law protects people who are harmed for these reasons. Choose all that fit.",
        "La ley protege a quienes sufren daño por estas razones. Marque todas las que correspondan.",
    ),
    options=options(
        race=("Race or color", "Raza o color"),
        religion=("Religion", "Religión"),
        nationality=("Nationality or language", "Nacionalidad o idioma"),
        politics=("What I think or said about politics", "Lo que pienso o dije de la política"),
        group=(
            "A group I belong to, like my family or my gender",
            "Un grupo al que pertenezco, como mi familia o mi género",
        ),
        unsure=("I am not sure", "No lo sé"),
    ),
)
RETURN_FEAR = question(
    "return_fear",
    IMMIGRATION,
    Answer.LONG,
    ("What would happen if you went back?", "¿Qué pasaría si regresara?"),
)
HEARING = question(
    "hearing",
    LEGAL,
    Answer.YES_NO,
    (
        "Do you have a date in immigration court?",
        "¿Tiene una fecha en el tribunal de inmigración?",
        "Missing it has serious consequences, so we look at this first.",
        "Faltar tiene consecuencias graves, por eso revisamos esto primero.",
    ),
)
HEARING_ON = question(
    "hearing_on", LEGAL, Answer.DATE, ("Date of the hearing", "Fecha de la audiencia")
)
ABOUT_ARRESTS = [ARRESTED, *when("arrested", "yes", *documents("criminal_records"))]
PERSON = [*BASICS, BORN_IN, CITIZEN_OF, A_NUMBER]

IMMIGRATION_TYPES: dict[str, list[Ask]] = {
    "Family-Based Green Card": [
        *PERSON,
        *documents("passport birth_certificate passport_photos name_change_order?"),
        RELATIVE,
        RELATION,
        *when("relation", "spouse", *documents("marriage_certificate family_photos")),
        *when("relation", "spouse", *documents("joint_life_papers earlier_divorce_decree?")),
        *documents("sponsor_status affidavit_of_support"),
        ENTERED_ON,
        HOW_ENTERED,
        *when("how_entered", "visa", *documents("visa i94")),
        *documents("immigration_notices? immigration_medical_exam?"),
        WORK_NOW,
        *when("work", "employed", *documents("employment_letter?")),
        *ABOUT_ARRESTS,
    ],
    "Naturalization": [
        *PERSON,
        RESIDENT_SINCE,
        BRANCH,
        *documents("green_card passport_photos? passport? name_change_order?"),
        MARRIED,
        *when("married", "married", *documents("marriage_certificate")),
        *also_when("married", "separated", *documents("marriage_certificate")),
        *when("married", "divorced", *documents("earlier_divorce_decree")),
        *when("through_spouse", "yes", *documents("sponsor_status joint_life_papers")),
        TRAVELED,
        *when("traveled", "yes", *documents("travel_history")),
        DRAFT_AGE,
        *when("draft_age", "yes", *documents("selective_service?")),
        *documents("tax_return proof_of_address?"),
        *ABOUT_ARRESTS,
    ],
    "Asylum": [
        *PERSON,
        *documents("passport? birth_certificate? passport_photos"),
        MARRIED,
        *when("married", "married", *documents("marriage_certificate?")),
        *also_when("married", "separated", *documents("marriage_certificate?")),
        ENTERED_ON,
        HOW_ENTERED,
        *documents("i94? immigration_notices?"),
        FLED,
        BECAUSE,
        RETURN_FEAR,
        *documents("harm_evidence? support_letters? country_news? medical_records?"),
        HEARING,
        *when("hearing", "yes", HEARING_ON, *documents("served_papers")),
        *ABOUT_ARRESTS,
    ],
}
