"""Medical papers."""

from intake.checklists.defaults.notation import document
from intake.models import Category

MEDICAL = Category.MEDICAL

HEALTH = [
    document(
        "immigration_medical_exam",
        MEDICAL,
        "Medical exam in its sealed envelope",
        "Examen médico en su sobre cerrado",
        "Do not open the envelope. Send a photo of it; only the immigration office may open it.",
        "No abra el sobre. Envíe una foto de él; solo la oficina de inmigración puede abrirlo.",
    ),
    document(
        "medical_records",
        MEDICAL,
        "Medical records you have",
        "Expedientes médicos que tenga",
        (
            "What doctors and hospitals wrote about this; it shows how you were hurt and how you"
            " are now."
        ),
        (
            "Lo que médicos y hospitales escribieron sobre esto; muestra cómo se lastimó y cómo"
            " está ahora."
        ),
    ),
    document(
        "medical_bills",
        MEDICAL,
        "Medical bills",
        "Facturas médicas",
        "Ambulance, hospital, therapy, pharmacy; each one may be part of what you can ask for.",
        (
            "Ambulancia, hospital, terapia, farmacia; cada una puede ser parte de lo que usted"
            " puede pedir."
        ),
    ),
    document(
        "injury_photos",
        MEDICAL,
        "Photos of your injuries",
        "Fotos de sus lesiones",
        "From the first days and while they heal; bruises are often gone before anybody asks.",
        (
            "De los primeros días y mientras sanan; los moretones suelen irse antes de que"
            " alguien pregunte."
        ),
    ),
    document(
        "lost_wages",
        MEDICAL,
        "Proof of work you missed",
        "Prueba de los días que no trabajó",
        "A letter from your employer with the days and the pay; lost pay can often be claimed.",
        (
            "Una carta de su empleador con los días y el sueldo; el sueldo perdido a menudo se"
            " puede reclamar."
        ),
    ),
    document(
        "work_restrictions",
        MEDICAL,
        "Doctor’s note about work",
        "Nota médica sobre el trabajo",
        "It says what you may not do for now, and explains why you stayed home.",
        "Dice lo que usted no puede hacer por ahora y explica por qué se quedó en casa.",
    ),
    document(
        "health_directive",
        MEDICAL,
        "Advance directive or living will",
        "Directiva anticipada de atención médica",
        (
            "A paper with your wishes for medical care, if you have one; we check whether it"
            " still says what you want."
        ),
        (
            "Un documento con sus deseos de atención médica, si lo tiene; revisamos si todavía"
            " dice lo que usted quiere."
        ),
    ),
    document(
        "child_medical_costs",
        MEDICAL,
        "Medical costs of the children",
        "Gastos médicos de los niños",
        "What insurance did not pay this year; parents often share such costs.",
        "Lo que el seguro no pagó este año; los padres suelen compartir esos gastos.",
    ),
]
