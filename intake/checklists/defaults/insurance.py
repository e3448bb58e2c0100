"""Documents of insurance, and of what it is asked to pay."""

from intake.checklists.defaults.notation import document
from intake.models import Category

INSURANCE = Category.INSURANCE

INSURED = [
    document(
        "life_insurance",
        INSURANCE,
        "Life insurance policy",
        "Póliza de seguro de vida",
        "The page that names who gets the money; they are usually paid whatever a will says.",
        (
            "La página que nombra a quienes reciben el dinero; por lo general se les paga diga lo"
            " que diga un testamento."
        ),
    ),
    document(
        "estate_life_insurance",
        INSURANCE,
        "Life insurance of the person who died",
        "Seguro de vida de la persona que falleció",
        "The page that names who gets the money; they are usually paid whatever a will says.",
        (
            "La página que nombra a quienes reciben el dinero; por lo general se les paga diga lo"
            " que diga un testamento."
        ),
    ),
    document(
        "health_insurance_card",
        INSURANCE,
        "Health insurance card",
        "Tarjeta del seguro médico",
        "Front and back, so that we know who pays for your care.",
        "Por delante y por detrás, para saber quién paga su atención médica.",
    ),
    document(
        "health_insurance_cost",
        INSURANCE,
        "What health insurance costs",
        "Lo que cuesta el seguro médico",
        (
            "A page from your employer or plan; the children’s part usually counts when child"
            " support is worked out."
        ),
        (
            "Una hoja de su empleador o de su plan; la parte de los niños suele contar al"
            " calcular la manutención."
        ),
    ),
    document(
        "car_insurance",
        INSURANCE,
        "Car insurance declarations page",
        "Carátula de la póliza del auto",
        (
            "The first pages of your policy, which list what is covered; they say what your own"
            " insurer may pay."
        ),
        (
            "Las primeras páginas de su póliza, con lo que está cubierto; dicen qué puede pagar"
            " su propia aseguradora."
        ),
    ),
    document(
        "pip_application",
        INSURANCE,
        "Claim to your own car insurance for your care (PIP)",
        "Reclamo a su propio seguro del auto por su atención médica (PIP)",
        (
            "In your state your own car insurance usually pays for care first; this shows whether"
            " you have asked it to."
        ),
        (
            "En su estado suele pagar primero la atención médica su propio seguro del auto; esto"
            " muestra si usted ya lo pidió."
        ),
    ),
    document(
        "other_driver_insurance",
        INSURANCE,
        "The other driver’s insurance card",
        "Tarjeta del seguro del otro conductor",
        "A photo taken at the scene is enough; it tells which insurer to write to.",
        "Basta una foto tomada en el lugar; dice a qué aseguradora hay que escribir.",
    ),
    document(
        "insurer_letters",
        INSURANCE,
        "Letters from any insurance company",
        "Cartas de cualquier compañía de seguros",
        (
            "Each one you received; they set dates and ask for signatures, so it is best to talk"
            " to us before you sign."
        ),
        (
            "Cada una que haya recibido; fijan fechas y piden firmas, así que conviene hablar con"
            " nosotros antes de firmar."
        ),
    ),
    document(
        "damage_photos",
        INSURANCE,
        "Photos of the damage to the vehicles",
        "Fotos de los daños en los vehículos",
        "From every side, if you still can; they show how hard the crash was.",
        "Por todos lados, si todavía puede; muestran qué tan fuerte fue el choque.",
    ),
    document(
        "repair_estimate",
        INSURANCE,
        "Repair estimate or bill",
        "Cotización o factura de la reparación",
        "From the body shop or the insurer; it shows what the repair costs.",
        "Del taller o de la aseguradora; muestra cuánto cuesta la reparación.",
    ),
]
