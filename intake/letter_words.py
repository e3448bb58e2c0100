"""What our e-mails to clients say, in both languages.

Clients may share a phone or a mailbox: no subject and no sentence tells what the matter is about.
"""

from dataclasses import dataclass
from datetime import date

from intake.models import Language, Letter

# Where the private link or the code goes; the log on the matter's page shows these instead.
LINK = {"en": "[private link]", "es": "[enlace privado]"}
CODE = {"en": "[code]", "es": "[código]"}

SUBJECTS = {
    Letter.Kind.INVITATION: {"en": "Your documents", "es": "Sus documentos"},
    Letter.Kind.REMINDER: {
        "en": "A reminder about your documents",
        "es": "Un recordatorio sobre sus documentos",
    },
    Letter.Kind.RETURNED: {
        "en": "One more step with your documents",
        "es": "Un paso más con sus documentos",
    },
    Letter.Kind.RECEIVED: {"en": "We have what you sent", "es": "Recibimos lo que envió"},
    Letter.Kind.APPROVED: {"en": "Everything is in order", "es": "Todo está en orden"},
    Letter.Kind.CODE: {"en": "Your code", "es": "Su código"},
}

GREETING = {
    "en": ("Hello {first name},", "Hello,"),
    "es": ("Hola, {first name}:", "Hola:"),
}

INVITATION = {
    "en": """{firm} asks you a few questions and for some documents. Your private page lists them:

{link}

You can use your phone or a computer. You need no account. You can stop at any time and come back: \
what you gave is kept.

Keep this e-mail. The link is only for you and works until {until}.""",
    "es": """{firm} necesita que responda algunas preguntas y envíe algunos documentos. \
Los encontrará en su página privada:

{link}

Puede usar su teléfono o una computadora. No necesita crear una cuenta. Puede parar cuando quiera \
y volver después: se guarda lo que haya enviado.

Guarde este correo. El enlace es solo para usted y sirve hasta el {until}.""",
}

REMINDER = {
    "en": ("{firm} still needs this from you:", "You can continue where you stopped:"),
    "es": (
        "{firm} todavía necesita esto de usted:",
        "Puede continuar donde lo dejó:",
    ),
}

RETURNED = {
    "en": ("{firm} looked at what you sent and asks for this again:", "Send it here:"),
    "es": (
        "{firm} revisó lo que usted envió y le pide esto otra vez:",
        "Envíelo aquí:",
    ),
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

It lets another device open your private page. It works once, for ten minutes.

If you did not ask for it, do nothing: without this code nobody gets in.""",
    "es": """Su código es {code}

Permite abrir su página privada en otro dispositivo. Sirve una sola vez, durante diez minutos.

Si usted no lo pidió, no haga nada: sin este código nadie puede entrar.""",
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
    "en": ("Questions? {ways}.", "call {phone}", "answer this e-mail", " or "),
    "es": ("¿Preguntas? {ways}.", "llame al {phone}", "responda a este correo", " o "),
}
STOP = {
    "en": "No more reminders like this one: {stop}",
    "es": "No recibir más recordatorios como este: {stop}",
}

MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ).split(),
}


def day(there: date, language: str) -> str:
    """3 Nov 2026 · 3 de noviembre de 2026"""
    between = " de " if language == Language.SPANISH else " "
    month = MONTHS[language][there.month - 1]
    return f"{there.day}{between}{month}{between}{there.year}"


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
