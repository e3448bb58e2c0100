"""Personal injury."""

from intake.checklists.defaults.about_you import BASICS, WORK_NOW
from intake.checklists.defaults.library import documents
from intake.checklists.defaults.notation import (
    KNOWN_RELATION,
    Ask,
    if_wanted,
    only_in,
    options,
    question,
    when,
)
from intake.models import Asked, Category

LEGAL, MEDICAL, INSURANCE = Category.LEGAL, Category.MEDICAL, Category.INSURANCE
WORK = Category.WORK
Answer = Asked.Answer

# Your own car insurance pays your doctors first.
NO_FAULT = "FL HI KS KY MA MI MN NJ NY ND OR PA UT"

HAPPENED_ON = question(
    "happened_on",
    LEGAL,
    Answer.DATE,
    (
        "When did it happen?",
        "¿Cuándo ocurrió?",
        "The law sets a deadline, usually counted from this day.",
        "La ley fija un plazo que suele contarse desde este día.",
    ),
    date_bounds=Asked.Bounds.PAST,
)
HAPPENED_AT = question(
    "happened_at",
    LEGAL,
    Answer.ADDRESS,
    (
        "Where did it happen?",
        "¿Dónde ocurrió?",
        "The nearest street or the name of the place is enough.",
        "Basta la calle más cercana o el nombre del lugar.",
    ),
    parts=("line1", "city", "state"),
)
STORY = question(
    "story",
    LEGAL,
    Answer.LONG,
    (
        "What happened?",
        "¿Qué pasó?",
        "In your own words, from a little before to a little after.",
        "Con sus palabras, desde un poco antes hasta un poco después.",
    ),
)
POLICE = question("police", LEGAL, Answer.YES_NO, ("Did the police come?", "¿Vino la policía?"))
WITNESSES = question("witnesses", LEGAL, Answer.YES_NO, ("Did anybody see it?", "¿Alguien lo vio?"))
WHERE_HURT = question(
    "where_hurt",
    MEDICAL,
    Answer.LONG,
    (
        "Where were you hurt, and how is it now?",
        "¿Dónde se lastimó y cómo está ahora?",
        "Also sleep, mood and what you cannot do as before.",
        "También el sueño, el ánimo y lo que ya no puede hacer como antes.",
    ),
)
TREATED = question(
    "treated",
    MEDICAL,
    Answer.CHOICES,
    ("Who has treated you so far?", "¿Quién le ha atendido hasta ahora?"),
    options=options(
        alone="nobody",
        ambulance=("Ambulance", "Ambulancia"),
        emergency=("Emergency room", "Sala de emergencias"),
        hospital=("Hospital, overnight", "Hospital, pasé la noche"),
        doctor=("A doctor", "Un médico"),
        therapy=("Physical therapy or chiropractor", "Fisioterapia o quiropráctico"),
        nobody=("Nobody yet", "Nadie todavía"),
    ),
)
HURT_BEFORE = if_wanted(
    question(
        "hurt_before",
        MEDICAL,
        Answer.LONG,
        (
            "Had you hurt the same part of your body before?",
            "¿Ya se había lastimado antes esa parte del cuerpo?",
            "It usually does not stop a claim, and it is better that we hear it from you.",
            "Por lo general no impide un reclamo, y es mejor que lo sepamos por usted.",
        ),
    )
)
MISSED_WORK = question(
    "missed_work",
    WORK,
    Answer.YES_NO,
    ("Have you missed work because of it?", "¿Ha faltado al trabajo por esto?"),
)
SPOKE = question(
    "spoke_to_insurer",
    INSURANCE,
    Answer.YES_NO,
    (
        "Has an insurance company called or written to you?",
        "¿Le ha llamado o escrito una compañía de seguros?",
        "If they call again, you may say that you want to talk to a law firm first.",
        "Si vuelven a llamar, puede decir que primero quiere hablar con un bufete.",
    ),
)
ROLE = question(
    "role",
    LEGAL,
    Answer.CHOICE,
    ("What were you doing?", "¿Qué estaba haciendo usted?"),
    options=options(
        driver=("I was driving", "Yo manejaba"),
        passenger=("I was a passenger", "Iba de pasajero o pasajera"),
        walking=("I was walking", "Iba a pie"),
        cycling=("I was on a bicycle", "Iba en bicicleta"),
        motorcycle=("I was on a motorcycle", "Iba en motocicleta"),
    ),
)
OTHER_DRIVER = if_wanted(
    question(
        "other_driver",
        LEGAL,
        Answer.PERSON,
        ("The other driver", "La persona que manejaba el otro vehículo"),
        parts=KNOWN_RELATION,
    )
)
PLACE_OWNER = if_wanted(
    question(
        "place_owner",
        LEGAL,
        Answer.SHORT,
        (
            "Whose place is it?",
            "¿De quién es el lugar?",
            "The shop, landlord or city, as far as you know.",
            "La tienda, el dueño del edificio o la ciudad, hasta donde sepa.",
        ),
    )
)
CAUSE = question(
    "cause",
    LEGAL,
    Answer.CHOICE,
    ("What made you fall?", "¿Qué le hizo caer?"),
    options=options(
        wet=("Something wet", "Algo mojado"),
        ice=("Ice or snow", "Hielo o nieve"),
        uneven=("A hole or an uneven floor", "Un hoyo o un piso disparejo"),
        stairs=("Stairs or a railing", "Escaleras o un barandal"),
        dark=("It was too dark to see", "Estaba muy oscuro"),
        other=("Something else", "Otra cosa"),
    ),
)
TOLD_STAFF = question(
    "told_staff",
    LEGAL,
    Answer.YES_NO,
    ("Did you tell anybody who works there?", "¿Se lo dijo a alguien que trabaja ahí?"),
)

HURT = [
    WHERE_HURT,
    TREATED,
    HURT_BEFORE,
    *documents("injury_photos? medical_records? medical_bills health_insurance_card"),
    MISSED_WORK,
    *when("missed_work", "yes", *documents("lost_wages pay_stubs work_restrictions?")),
]
INSURERS = [SPOKE, *when("spoke_to_insurer", "yes", *documents("insurer_letters"))]
SEEN = [WITNESSES, *when("witnesses", "yes", *documents("witness_list"))]

INJURY: dict[str, list[Ask]] = {
    "Motor Vehicle Accident": [
        *BASICS,
        *documents("photo_id"),
        HAPPENED_ON,
        HAPPENED_AT,
        ROLE,
        STORY,
        OTHER_DRIVER,
        POLICE,
        *when("police", "yes", *documents("police_report")),
        *SEEN,
        WORK_NOW,
        *HURT,
        *documents("damage_photos? repair_estimate? car_insurance other_driver_insurance?"),
        *only_in(NO_FAULT, *documents("pip_application?")),
        *INSURERS,
    ],
    "Slip and Fall": [
        *BASICS,
        *documents("photo_id"),
        HAPPENED_ON,
        HAPPENED_AT,
        CAUSE,
        STORY,
        PLACE_OWNER,
        TOLD_STAFF,
        *when("told_staff", "yes", *documents("incident_report?")),
        *SEEN,
        WORK_NOW,
        *HURT,
        *documents("scene_photos? clothing_photos?"),
        *INSURERS,
    ],
}
