"""Documents about children."""

from intake.checklists.defaults.notation import document
from intake.models import Category

CHILDREN = Category.CHILDREN

RAISING = [
    document(
        "child_birth_certificates",
        CHILDREN,
        "Birth certificate of each child",
        "Acta de nacimiento de cada hijo",
        "It names the parents, and the court usually asks for it before it decides about a child.",
        "Nombra a los padres, y el tribunal suele pedirla antes de decidir sobre un niño.",
    ),
    document(
        "school_records",
        CHILDREN,
        "School report cards",
        "Boletas de calificaciones",
        "The last two; they show how the children are doing in school.",
        "Las dos últimas; muestran cómo les va a los niños en la escuela.",
    ),
    document(
        "school_calendar",
        CHILDREN,
        "School calendar",
        "Calendario escolar",
        "From the school’s website; holidays and weekends are planned around it.",
        "Del sitio web de la escuela; las vacaciones y los fines de semana se planean según él.",
    ),
    document(
        "parenting_plan",
        CHILDREN,
        "Parenting plan you follow now",
        "Plan de crianza que siguen ahora",
        (
            "Anything that says who has the children when, signed or not, even a text message; it"
            " shows what already works."
        ),
        (
            "Cualquier cosa que diga con quién están los niños y cuándo, firmada o no, incluso un"
            " mensaje de texto; muestra lo que ya funciona."
        ),
    ),
    document(
        "custody_messages",
        CHILDREN,
        "Messages with the other parent",
        "Mensajes con el otro padre o la otra madre",
        (
            "Screenshots that show the date and the name; they show how you two decide about the"
            " children."
        ),
        (
            "Capturas de pantalla con fecha y nombre; muestran cómo deciden ustedes dos sobre los"
            " niños."
        ),
    ),
    document(
        "parenting_class",
        CHILDREN,
        "Certificate of the parenting class",
        "Certificado de la clase para padres",
        (
            "Courts near you usually ask parents to take this class; the certificate shows that"
            " you did."
        ),
        (
            "Los tribunales de su zona suelen pedir esta clase a los padres; el certificado"
            " muestra que usted la tomó."
        ),
    ),
    document(
        "paternity_papers",
        CHILDREN,
        "Acknowledgment of paternity or parentage",
        "Reconocimiento de paternidad o maternidad",
        (
            "A form that parents sign at the hospital or later; with it the law knows who the"
            " child’s second parent is."
        ),
        (
            "Un formulario que los padres firman en el hospital o después; con él la ley sabe"
            " quién es el segundo padre o la segunda madre."
        ),
    ),
    document(
        "guardianship_papers",
        CHILDREN,
        "Guardianship or adoption papers",
        "Documentos de tutela o adopción",
        "Court papers that say who cares for a child; they show who has to agree.",
        (
            "Documentos del tribunal que dicen quién cuida a un niño; muestran quién debe dar su"
            " acuerdo."
        ),
    ),
    document(
        "child_care_receipts",
        CHILDREN,
        "Child care receipts",
        "Recibos del cuidado de los niños",
        (
            "Daycare, after-school care or a sitter; these costs usually count when child support"
            " is worked out."
        ),
        (
            "Guardería, cuidado después de clases o niñera; estos gastos suelen contar al"
            " calcular la manutención."
        ),
    ),
]
