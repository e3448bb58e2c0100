"""Documents that tell what somebody owns."""

from intake.checklists.defaults.notation import document
from intake.models import Category

PROPERTY = Category.PROPERTY

BELONGINGS = [
    document(
        "deed",
        PROPERTY,
        "Deed to the house or land",
        "Escritura de la casa o del terreno",
        (
            "The county or town office that records deeds has a copy; it says exactly who owns"
            " the property."
        ),
        (
            "La oficina del condado o municipio que registra escrituras tiene una copia; dice"
            " exactamente quién es el dueño."
        ),
    ),
    document(
        "mortgage_statement",
        PROPERTY,
        "Most recent mortgage statement",
        "Estado de cuenta de la hipoteca más reciente",
        "It shows what is still owed on the house and what is paid each month.",
        "Muestra cuánto se debe todavía por la casa y cuánto se paga cada mes.",
    ),
    document(
        "property_tax_bill",
        PROPERTY,
        "Property tax bill",
        "Factura del impuesto sobre la propiedad",
        "Sent each year by the county or town; it shows the value they put on the property.",
        "La envía cada año el condado o el municipio; muestra el valor que le da a la propiedad.",
    ),
    document(
        "appraisal",
        PROPERTY,
        "Appraisal of the house",
        "Avalúo de la casa",
        (
            "A report by somebody whose work is to value houses, if there is one; it says what"
            " the house is worth."
        ),
        "Un informe de una persona que valúa casas, si lo hay; dice cuánto vale la casa.",
    ),
    document(
        "lease",
        PROPERTY,
        "Lease or rental agreement",
        "Contrato de alquiler",
        "The contract for the home you rent; it shows who has to pay for it and for how long.",
        "El contrato de la vivienda que alquila; muestra quién debe pagarla y hasta cuándo.",
    ),
    document(
        "car_title",
        PROPERTY,
        "Car title",
        "Título de propiedad del auto",
        "Or the registration and the loan statement, for each car; they show whose car it is.",
        "O el registro y el estado de cuenta del préstamo, por cada auto; muestran de quién es.",
    ),
    document(
        "valuables_list",
        PROPERTY,
        "List of valuable things",
        "Lista de objetos de valor",
        (
            "Jewelry, art, tools, a boat: write them down, with photos if you can, so that"
            " nothing is forgotten."
        ),
        "Joyas, arte, herramientas, un bote: anótelos, con fotos si puede, para que nada se olvide.",
        may_be_typed=True,
    ),
    document(
        "digital_assets_list",
        PROPERTY,
        "List of online accounts",
        "Lista de cuentas en línea",
        (
            "Which accounts and where, never the passwords; one day somebody has to find and"
            " close them."
        ),
        (
            "Qué cuentas y dónde, nunca las contraseñas; algún día alguien tendrá que"
            " encontrarlas y cerrarlas."
        ),
        may_be_typed=True,
    ),
    document(
        "asset_list",
        PROPERTY,
        "List of what you own",
        "Lista de lo que usted posee",
        (
            "Your house, accounts and cars, and what each is worth, roughly; these are what you"
            " decide about."
        ),
        (
            "Su casa, cuentas y autos, y cuánto vale cada uno, más o menos; sobre estas cosas va"
            " a decidir usted."
        ),
        may_be_typed=True,
    ),
]
