"""Court papers, and what proves a thing before a court."""

from intake.checklists.defaults.notation import document
from intake.models import Category

LEGAL = Category.LEGAL

LAW = [
    document(
        "served_papers",
        LEGAL,
        "Court papers you were given",
        "Documentos del tribunal que le entregaron",
        "Every page, and the date you received them; there is usually a deadline to answer.",
        (
            "Todas las páginas y la fecha en que las recibió; por lo general hay un plazo para"
            " responder."
        ),
    ),
    document(
        "protective_order",
        LEGAL,
        "Restraining or protective order",
        "Orden de restricción o de protección",
        "In force or over, and whichever of you it protects; it affects what can be arranged.",
        "Vigente o ya terminada, proteja a quien proteja; influye en lo que se puede acordar.",
    ),
    document(
        "divorce_decree",
        LEGAL,
        "The court’s decision you want to change",
        "La decisión del tribunal que desea cambiar",
        "The signed decision with everything attached to it; we need to know what it says today.",
        "La decisión firmada, con todo lo que lleva adjunto; necesitamos saber qué dice hoy.",
    ),
    document(
        "support_order",
        LEGAL,
        "Child support order you have now",
        "La orden de manutención que tiene ahora",
        "From the court or the state’s child support office; the new amount is compared with it.",
        (
            "Del tribunal o de la oficina estatal de manutención; la nueva cantidad se compara"
            " con ella."
        ),
    ),
    document(
        "proof_of_support_paid",
        LEGAL,
        "Proof of child support paid or received",
        "Prueba de la manutención pagada o recibida",
        (
            "Bank records, or a statement from the state’s child support office; they show what"
            " was really paid."
        ),
        (
            "Registros bancarios o un informe de la oficina estatal de manutención; muestran lo"
            " que de verdad se pagó."
        ),
    ),
    document(
        "proof_of_change",
        LEGAL,
        "Proof of what has changed",
        "Prueba de lo que ha cambiado",
        (
            "Papers about a new job, a move, a diagnosis; the court usually asks what is"
            " different since it decided."
        ),
        (
            "Documentos de un trabajo nuevo, una mudanza, un diagnóstico; el tribunal suele"
            " preguntar qué es diferente desde su decisión."
        ),
    ),
    document(
        "financial_affidavit",
        LEGAL,
        "Your state’s financial statement form",
        "Formulario de situación financiera de su estado",
        (
            "If you have begun it; courts in your state usually ask both sides to fill it in and"
            " swear that it is true."
        ),
        (
            "Si ya lo empezó; los tribunales de su estado suelen pedir que ambas partes lo llenen"
            " y juren que es verdad."
        ),
    ),
    document(
        "custody_case_papers",
        LEGAL,
        "Papers of an earlier case about the children",
        "Documentos de un caso anterior sobre los niños",
        "From any state or country; usually only one court at a time may decide about a child.",
        (
            "De cualquier estado o país; por lo general solo un tribunal a la vez puede decidir"
            " sobre un niño."
        ),
    ),
    document(
        "police_report",
        LEGAL,
        "Police or crash report",
        "Informe de la policía o del choque",
        "Or the slip with its number; it is often the first account of what happened.",
        "O la hoja con su número; suele ser el primer relato de lo que ocurrió.",
    ),
    document(
        "incident_report",
        LEGAL,
        "Incident report of the shop or building",
        "Informe del incidente del local o edificio",
        "If somebody filled one in; it shows that they knew of your fall that day.",
        "Si alguien llenó uno; muestra que supieron de su caída ese mismo día.",
    ),
    document(
        "scene_photos",
        LEGAL,
        "Photos of where it happened",
        "Fotos del lugar donde ocurrió",
        (
            "The floor, the stairs, signs, lights; such places are often repaired soon after"
            " somebody falls."
        ),
        (
            "El piso, las escaleras, los letreros, las luces; estos lugares suelen repararse poco"
            " después de una caída."
        ),
    ),
    document(
        "clothing_photos",
        LEGAL,
        "Photos of the shoes and clothes you wore",
        "Fotos de los zapatos y la ropa que llevaba",
        "Keep them, and do not wash them; the other side may ask what you had on your feet.",
        "Guárdelos y no los lave; la otra parte puede preguntar qué calzado llevaba.",
    ),
    document(
        "witness_list",
        LEGAL,
        "Names of people who saw it",
        "Nombres de las personas que lo vieron",
        (
            "A note with names and phone numbers is enough; it is best to ask people while they"
            " remember."
        ),
        "Basta una nota con nombres y teléfonos; conviene preguntarles mientras lo recuerdan.",
        may_be_typed=True,
    ),
    document(
        "criminal_records",
        LEGAL,
        "Papers of any arrest or charge",
        "Documentos de cualquier arresto o cargo",
        (
            "Police or court papers, even if it was dismissed or long ago; a surprise later is"
            " far worse than a paper now."
        ),
        (
            "Papeles de la policía o del tribunal, aunque se haya desestimado o fuera hace mucho;"
            " una sorpresa después es mucho peor que un papel ahora."
        ),
    ),
]
