"""What nearly every case asks a person about themselves."""

from intake.checklists.defaults.notation import if_wanted, options, question
from intake.models import Asked, Category

ABOUT, WORK = Category.ABOUT_YOU, Category.WORK
Answer = Asked.Answer

FULL_NAME = question(
    "full_name",
    ABOUT,
    Answer.SHORT,
    (
        "Your full legal name",
        "Su nombre legal completo",
        "As it is on your driver’s license or passport.",
        "Como aparece en su licencia de conducir o pasaporte.",
    ),
    autofill=Asked.Autofill.NAME,
)
OTHER_NAMES = if_wanted(
    question(
        "other_names",
        ABOUT,
        Answer.SHORT,
        (
            "Other names you have used",
            "Otros nombres que ha usado",
            "A name before a marriage, a nickname on older papers. Leave it empty if there are none.",
            "Un apellido anterior, un apodo en algún documento. Déjelo vacío si no hay ninguno.",
        ),
    )
)
BORN_ON = question(
    "born_on",
    ABOUT,
    Answer.DATE,
    ("Your date of birth", "Su fecha de nacimiento"),
    date_bounds=Asked.Bounds.PAST,
    autofill=Asked.Autofill.BIRTHDAY,
)
ADDRESS = question(
    "address",
    ABOUT,
    Answer.ADDRESS,
    ("Where you live now", "Dónde vive ahora"),
    autofill=Asked.Autofill.ADDRESS,
)
PHONE = question(
    "phone",
    ABOUT,
    Answer.PHONE,
    (
        "The best number to call you",
        "El mejor número para llamarle",
    ),
    autofill=Asked.Autofill.PHONE,
)
SAFE_TO_CALL = question(
    "safe_to_call",
    ABOUT,
    Answer.CHOICES,
    (
        "How may we reach you safely?",
        "¿Cómo podemos comunicarnos con usted sin riesgo?",
        "Choose only ways that nobody else can see or overhear.",
        "Marque solo las que nadie más pueda ver ni oír.",
    ),
    options=options(
        call=("Call me", "Llámeme"),
        voicemail=("Leave a voicemail", "Deje un mensaje de voz"),
        text=("Text me", "Envíeme un mensaje de texto"),
        email=("Email me", "Envíeme un correo electrónico"),
    ),
)
WORK_NOW = question(
    "work",
    WORK,
    Answer.CHOICE,
    ("How do you earn your living?", "¿Cómo se gana la vida?"),
    options=options(
        employed=("I work for an employer", "Trabajo para un empleador"),
        self_employed=("I work for myself", "Trabajo por mi cuenta"),
        retired=("I am retired", "Me jubilé"),
        none=("I have no paid work now", "Ahora no tengo trabajo pagado"),
    ),
)

BASICS = [FULL_NAME, OTHER_NAMES, BORN_ON, ADDRESS, PHONE, SAFE_TO_CALL]
