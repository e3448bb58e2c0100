"""What Maya presses and reads on the way from the link to the thanks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """In one language."""

    start: str
    begin: str
    home: str
    rent: str
    name: str
    save: str
    passport: str
    tax_return: str
    waits: str
    look_over: str
    send: str
    thanks: str
    again: str
    reason: str


ENGLISH = Words(
    start="Start",
    begin="Begin",
    home="We rent",
    rent="How much is the rent?",
    name="What is your name?",
    save="Save and continue",
    passport="Passport",
    tax_return="Tax return",
    waits="No connection. It goes on by itself.",
    look_over="Look it over and send",
    send="Send to Hart & Vale",
    thanks="Thank you, Maya. Hart & Vale has it.",
    again="One document is needed again.",
    reason="A page is missing. Send all pages.",
)
SPANISH = Words(
    start="Empezar",
    begin="Comenzar",
    home="Alquilamos",
    rent="¿Cuánto paga de renta?",
    name="¿Cómo se llama?",
    save="Guardar y continuar",
    passport="Pasaporte",
    tax_return="Declaración de impuestos",
    waits="Sin conexión. Seguirá por sí solo.",
    look_over="Revisar y enviar",
    send="Enviar a Hart & Vale",
    thanks="Gracias, Maya. Hart & Vale ya lo tiene.",
    again="Necesitamos de nuevo un documento.",
    reason="Falta una página. Envíe todas las páginas.",
)
