"""What our emails to clients say, in both languages.

Clients may share a phone or a mailbox: no subject and no sentence tells what the matter is about,
and what is asked is named only where its name tells nothing (`Asked.may_be_named`).
"""

from dataclasses import dataclass

from intake.models import Email

# Where the private link or the code goes; the log on the matter's page shows these instead.
LINK = {"en": "[private link]", "es": "[enlace privado]"}
CODE = {"en": "[code]", "es": "[código]"}

SUBJECTS = {
    Email.Kind.INVITATION: {"en": "Your documents", "es": "Sus documentos"},
    Email.Kind.REMINDER: {
        "en": "A reminder about your documents",
        "es": "Un recordatorio sobre sus documentos",
    },
    Email.Kind.RETURNED: {
        "en": "One more step with your documents",
        "es": "Un paso más con sus documentos",
    },
    Email.Kind.ANSWER: {"en": "An answer for you", "es": "Una respuesta para usted"},
    Email.Kind.RECEIVED: {"en": "We have what you sent", "es": "Recibimos lo que envió"},
    Email.Kind.APPROVED: {"en": "Everything is in order", "es": "Todo está en orden"},
    Email.Kind.CODE: {"en": "Your code", "es": "Su código"},
}

GREETING = {
    "en": ("Hello {first name},", "Hello,"),
    "es": ("Hola, {first name}:", "Hola:"),
}

# One line of the invitation is for those who would rather read the other language.
OTHER_LANGUAGE = {
    "en": "¿Prefiere español? Abra el enlace y elija Español en la parte de arriba.",
    "es": "Prefer English? Open the link and choose English at the top.",
}
INVITATION = {
    "en": """{firm} needs some answers and documents from you. Your private page lists them:

{link}

You can use your phone or a computer. You do not need an account. You can stop at any time and come \
back: everything you enter is saved.

Keep this email. The link is only for you and works until {until}.

"""
    + OTHER_LANGUAGE["en"],
    "es": """{firm} necesita algunas respuestas y algunos documentos de usted. Los encontrará en su \
página privada:

{link}

Puede usar su teléfono o una computadora. No necesita crear una cuenta. Puede parar cuando quiera \
y volver después: todo lo que escriba o envíe queda guardado.

Guarde este correo. El enlace es solo para usted y sirve hasta el {until}.

"""
    + OTHER_LANGUAGE["es"],
}

REMINDER = {
    "en": ("{firm} still needs this from you:", "You can go on where you stopped:"),
    "es": (
        "{firm} todavía necesita esto de usted:",
        "Puede seguir donde se quedó:",
    ),
}

RETURNED = {
    "en": ("{firm} looked at what you sent and needs this again:", "Send it here:"),
    "es": (
        "{firm} revisó lo que usted envió y necesita esto otra vez:",
        "Envíelo aquí:",
    ),
}

ANSWER = {
    "en": ("You asked {firm} for help with this: {item}", "You can go on here:"),
    "es": ("Usted pidió ayuda a {firm} con esto: {item}", "Puede continuar aquí:"),
}

ASKED_MORE = {
    "en": ("{firm} asks you for something more:", "And for this, which is new:"),
    "es": ("{firm} le pide algo más:", "Y también esto, que es nuevo:"),
}

RECEIVED = {
    "en": """{firm} has what you sent.

They look at it next, and write to you if they need something again. \
Until then there is nothing you have to do.""",
    "es": """{firm} recibió lo que usted envió.

Ahora lo revisará, y le escribirá si vuelve a necesitar algo. \
Mientras tanto, no tiene que hacer nada.""",
}
RECEIVED_IN_PART = {
    "en": """{firm} has what you sent, and looks at it next. If they need something again, \
they write to you.""",
    "es": """{firm} recibió lo que usted envió y ahora lo revisará. Si vuelve a necesitar algo, \
le escribirá.""",
}
STILL_TO_COME = {
    "en": ("Still to come:", "{title}, by {day}", "You can send it here:"),
    "es": ("Todavía falta:", "{title}, a más tardar el {day}", "Puede enviarlo aquí:"),
}
APPROVED = {
    "en": "{firm} has looked at everything. Everything is in order; there is nothing more to do here.",
    "es": "{firm} revisó todo. Todo está en orden; aquí no tiene que hacer nada más.",
}

CODE_TOLD = {
    "en": """Your code is {code}

It opens your private page with {firm} on another phone or computer. It works once, for ten minutes.

If you did not ask for it, do nothing: without this code nobody gets in.""",
    "es": """Su código es {code}

Abre su página privada con {firm} en otro teléfono o computadora. Sirve una sola vez, durante diez \
minutos.

Si usted no lo pidió, no haga nada: sin este código nadie puede entrar.""",
}

MOST_NAMED = 10
ONE_OF_YOURS = {"en": "One of your documents", "es": "Uno de sus documentos"}
ANSWERS = {
    "en": ("1 answer", "{count} answers"),
    "es": ("1 respuesta", "{count} respuestas"),
}
DOCUMENTS = {
    "en": (
        "1 document (open your page to see which)",
        "{count} documents (open your page to see which)",
    ),
    "es": (
        "1 documento (abra su página para ver cuál)",
        "{count} documentos (abra su página para ver cuáles)",
    ),
}
MORE_DOCUMENTS = {
    "en": (
        "1 more document (open your page to see which)",
        "{count} more documents (open your page to see which)",
    ),
    "es": (
        "1 documento más (abra su página para ver cuál)",
        "{count} documentos más (abra su página para ver cuáles)",
    ),
}
MORE = {"en": "and {count} more", "es": "y {count} más"}
LINK_OF_BEFORE = {
    "en": "Use the private link that {firm} gave you.",
    "es": "Use el enlace privado que {firm} le dio.",
}
LOST_LINK = {
    "en": "Use the private link we sent you on {sent}.",
    "es": "Use el enlace privado que le enviamos el {sent}.",
}
QUESTIONS = {
    "en": ("Questions? {ways}.", "call {phone}", "answer this email", " or "),
    "es": ("¿Preguntas? {ways}.", "llame al {phone}", "responda a este correo", " o "),
}
STOP = {
    "en": "To stop these reminders: {stop}",
    "es": "Para no recibir más estos recordatorios: {stop}",
}
# What the HTML of an email shows instead of the addresses.
OPEN_LIST = {"en": "Open my list", "es": "Abrir mi lista"}
STOP_HERE = {"en": "No more reminders", "es": "No más recordatorios"}


def number(said: dict[str, tuple[str, str]], count: int, language: str) -> str:
    one, many = said[language]
    return one if count == 1 else many.format(count=count)


def listed(titles: list[str], language: str, most: int = 12) -> str:
    """One a line; a long list ends with how many more there are."""
    lines = titles if len(titles) <= most else titles[: most - 1]
    more = len(titles) - len(lines)
    last = [MORE[language].format(count=more)] if more else []
    return "\n".join(f"- {' '.join(line.split())}" for line in lines + last)


@dataclass(frozen=True, slots=True)
class Filled:
    """The firm's own text, with what is meant by each {placeholder}; others stay as they are."""

    values: dict[str, str]

    def into(self, text: str) -> str:
        for name, value in self.values.items():
            text = text.replace("{" + name + "}", value)
        return text
