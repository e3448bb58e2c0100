"""Documents that tell who somebody is, and whose spouse."""

from intake.checklists.defaults.notation import document
from intake.models import Category

WHO, FAMILY = Category.IDENTIFICATION, Category.FAMILY

PEOPLE = [
    document(
        "photo_id",
        WHO,
        "Driver’s license or state ID",
        "Licencia de conducir o identificación estatal",
        "Front and back, so that we spell your name right and know it is you.",
        "Por delante y por detrás, para escribir bien su nombre y saber que es usted.",
    ),
    document(
        "passport",
        WHO,
        "Passport",
        "Pasaporte",
        (
            "The page with your photo, and every page with a stamp or visa; they show your"
            " nationality and your trips."
        ),
        (
            "La página con su foto y cada página con sello o visa; muestran su nacionalidad y sus"
            " viajes."
        ),
    ),
    document(
        "social_security_card",
        WHO,
        "Social Security card",
        "Tarjeta del Seguro Social",
        "The card, or a letter with the whole number; some court forms ask for it.",
        "La tarjeta o una carta con el número completo; algunos formularios del tribunal lo piden.",
    ),
    document(
        "birth_certificate",
        WHO,
        "Your birth certificate",
        "Su acta de nacimiento",
        (
            "From the office where your birth was registered, in any language; it shows your"
            " name, your birthday and your parents."
        ),
        (
            "De la oficina donde se registró su nacimiento, en cualquier idioma; muestra su"
            " nombre, su fecha de nacimiento y sus padres."
        ),
    ),
    document(
        "passport_photos",
        WHO,
        "Two passport photos",
        "Dos fotos de pasaporte",
        (
            "2 × 2 inches, white background, taken recently; the application needs them. A photo"
            " of them is enough here; keep the prints for us."
        ),
        (
            "De 2 × 2 pulgadas, fondo blanco, recientes; la solicitud las necesita. Aquí basta"
            " una foto de ellas; guarde las impresas para nosotros."
        ),
    ),
    document(
        "proof_of_address",
        WHO,
        "Proof of where you live",
        "Comprobante de domicilio",
        (
            "A utility bill or lease with your name. It shows where you live, which usually"
            " decides the court or office in charge."
        ),
        (
            "Una factura de servicios o un contrato de alquiler a su nombre. Muestra dónde vive,"
            " y eso suele decidir qué tribunal u oficina corresponde."
        ),
    ),
    document(
        "name_change_order",
        WHO,
        "Name change papers",
        "Documentos de un cambio de nombre",
        "A court order or certificate; it shows that the names on your older papers are yours.",
        (
            "Una orden judicial o un certificado; muestra que los nombres de sus documentos"
            " anteriores son suyos."
        ),
    ),
    document(
        "marriage_certificate",
        FAMILY,
        "Marriage certificate",
        "Acta de matrimonio",
        (
            "The official copy from the county, state or country, not the keepsake from the"
            " ceremony; it shows when and where you married."
        ),
        (
            "La copia oficial del condado, estado o país, no el recuerdo de la ceremonia; muestra"
            " cuándo y dónde se casaron."
        ),
    ),
    document(
        "prenuptial_agreement",
        FAMILY,
        "Agreement made before or during the marriage",
        "Acuerdo firmado antes o durante el matrimonio",
        "Often called a prenup or postnup; it may already say who keeps what.",
        "También se llama acuerdo prenupcial o posnupcial; puede que ya diga quién conserva qué.",
    ),
    document(
        "separation_agreement",
        FAMILY,
        "Separation agreement",
        "Acuerdo de separación",
        "Anything you both signed about living apart; it shows what is already agreed.",
        "Cualquier cosa que ambos hayan firmado sobre vivir separados; muestra lo que ya acordaron.",
    ),
    document(
        "earlier_divorce_decree",
        FAMILY,
        "Final papers of an earlier divorce",
        "Sentencia de un divorcio anterior",
        "The court’s last paper, one for each earlier marriage; it shows that the marriage ended.",
        (
            "El último documento del tribunal, uno por cada matrimonio anterior; muestra que ese"
            " matrimonio terminó."
        ),
    ),
    document(
        "death_certificate",
        FAMILY,
        "Death certificate",
        "Acta de defunción",
        (
            "The official copy from the state or county; the court usually wants to see it before"
            " anything can begin."
        ),
        (
            "La copia oficial del estado o condado; por lo general el tribunal quiere verla antes"
            " de empezar."
        ),
    ),
    document(
        "family_photos",
        FAMILY,
        "Photos and letters of your life together",
        "Fotos y cartas de su vida juntos",
        "Ten to twenty from different years; they help to show that the marriage is real.",
        "De diez a veinte, de distintos años; ayudan a mostrar que el matrimonio es verdadero.",
    ),
    document(
        "family_tree",
        FAMILY,
        "List of the closest relatives of the person who died",
        "Lista de los familiares más cercanos de la persona que falleció",
        (
            "Names and addresses of the spouse, children, parents, brothers and sisters; the law"
            " usually says who must be told."
        ),
        (
            "Nombres y direcciones del cónyuge, hijos, padres y hermanos; por lo general la ley"
            " dice a quién hay que avisar."
        ),
        may_be_typed=True,
    ),
]
