"""Immigration papers."""

from intake.checklists.defaults.notation import document
from intake.models import Category

IMMIGRATION = Category.IMMIGRATION

ARRIVING = [
    document(
        "green_card",
        IMMIGRATION,
        "Permanent resident card (green card)",
        "Tarjeta de residente permanente (tarjeta verde)",
        "Front and back; it shows how long you have been a resident.",
        "Por delante y por detrás; muestra desde cuándo es residente.",
    ),
    document(
        "i94",
        IMMIGRATION,
        "I-94 record of your arrival",
        "Registro I-94 de su llegada",
        "You can print it free at i94.cbp.dhs.gov; it shows when and how you entered the country.",
        "Puede imprimirlo gratis en i94.cbp.dhs.gov; muestra cuándo y cómo entró al país.",
    ),
    document(
        "visa",
        IMMIGRATION,
        "Visas and work permits",
        "Visas y permisos de trabajo",
        "Each one you have had; together they show your stays in the country.",
        "Cada uno que haya tenido; juntos muestran sus estadías en el país.",
    ),
    document(
        "immigration_notices",
        IMMIGRATION,
        "Letters from immigration offices",
        "Cartas de las oficinas de inmigración",
        "Receipts, notices and decisions, old ones too; each has a number that we look up.",
        "Recibos, avisos y decisiones, también antiguos; cada uno tiene un número que consultamos.",
    ),
    document(
        "sponsor_status",
        IMMIGRATION,
        "Proof that your relative is a citizen or resident",
        "Prueba de que su familiar es ciudadano o residente",
        (
            "Your relative’s passport, naturalization certificate or green card; your application"
            " rests on it."
        ),
        (
            "El pasaporte, el certificado de naturalización o la tarjeta verde de su familiar; su"
            " solicitud se basa en eso."
        ),
    ),
    document(
        "affidavit_of_support",
        IMMIGRATION,
        "Proof of income of the relative who applies for you",
        "Prueba de ingresos del familiar que hace la petición",
        (
            "That person’s tax return and pay stubs; the law usually asks that somebody can"
            " support you."
        ),
        (
            "La declaración de impuestos y los recibos de pago de esa persona; la ley suele pedir"
            " que alguien pueda mantenerle."
        ),
    ),
    document(
        "joint_life_papers",
        IMMIGRATION,
        "Papers with both your names",
        "Documentos con los nombres de ambos",
        "A lease, a bank account, insurance; they show that you share your lives.",
        "Un alquiler, una cuenta bancaria, un seguro; muestran que comparten su vida.",
    ),
    document(
        "travel_history",
        IMMIGRATION,
        "List of trips outside the United States",
        "Lista de viajes fuera de los Estados Unidos",
        "Dates and places of the last five years; every day abroad counts.",
        "Fechas y lugares de los últimos cinco años; cada día en el extranjero cuenta.",
        may_be_typed=True,
    ),
    document(
        "selective_service",
        IMMIGRATION,
        "Proof of Selective Service registration",
        "Comprobante de inscripción en el Servicio Selectivo",
        (
            "You can print it free at sss.gov; the government asks men who lived here between 18"
            " and 26 for it."
        ),
        (
            "Puede imprimirlo gratis en sss.gov; el gobierno lo pide a los hombres que vivieron"
            " aquí entre los 18 y los 26 años."
        ),
    ),
    document(
        "harm_evidence",
        IMMIGRATION,
        "Proof of what happened to you",
        "Pruebas de lo que le ocurrió",
        (
            "Police or hospital papers, threats, photos; they support what you tell. Do not send"
            " or keep anything that puts you in danger."
        ),
        (
            "Papeles de la policía o del hospital, amenazas, fotos; apoyan lo que usted cuenta."
            " No envíe ni guarde nada que le ponga en peligro."
        ),
    ),
    document(
        "country_news",
        IMMIGRATION,
        "News about your town or group",
        "Noticias sobre su pueblo o su grupo",
        "Articles or links; they show that what you fear happens to others too.",
        "Artículos o enlaces; muestran que lo que usted teme también les pasa a otros.",
    ),
    document(
        "support_letters",
        IMMIGRATION,
        "Letters from people who know what happened",
        "Cartas de personas que saben lo que ocurrió",
        "Signed, with a copy of the person’s ID; somebody else’s word makes yours stronger.",
        (
            "Firmadas, con copia de la identificación de la persona; la palabra de alguien más"
            " refuerza la suya."
        ),
    ),
]
