"""Documents about what somebody leaves, before and after."""

from intake.checklists.defaults.notation import document
from intake.models import Category

LEGAL = Category.LEGAL

LEGACY = [
    document(
        "current_will",
        LEGAL,
        "Your will or trust",
        "Su testamento o fideicomiso",
        "Old ones too; the new one should say clearly that it replaces them.",
        "También los antiguos; el nuevo debe decir claramente que los reemplaza.",
    ),
    document(
        "power_of_attorney",
        LEGAL,
        "Powers of attorney you have signed",
        "Cartas poder que ha firmado",
        "Papers that let somebody act for you; we check whether they still say what you want.",
        (
            "Documentos que permiten que alguien actúe por usted; revisamos si todavía dicen lo"
            " que usted quiere."
        ),
    ),
    document(
        "beneficiary_forms",
        LEGAL,
        "Beneficiary forms",
        "Formularios de beneficiarios",
        (
            "From retirement plans and insurance; they usually decide who is paid, whatever a"
            " will says."
        ),
        (
            "De planes de jubilación y seguros; suelen decidir a quién se paga, diga lo que diga"
            " un testamento."
        ),
    ),
    document(
        "original_will",
        LEGAL,
        "The will of the person who died",
        "El testamento de la persona que falleció",
        (
            "Send a photo, and keep the original safe with its staples in; the court usually"
            " wants the original."
        ),
        (
            "Envíe una foto y guarde bien el original, con sus grapas; el tribunal suele querer"
            " el original."
        ),
    ),
    document(
        "estate_asset_list",
        LEGAL,
        "List of what the person who died owned",
        "Lista de lo que tenía la persona que falleció",
        (
            "House, accounts, cars and debts, as far as you know; the court usually asks for such"
            " a list."
        ),
        "Casa, cuentas, autos y deudas, hasta donde usted sepa; el tribunal suele pedir esta lista.",
        may_be_typed=True,
    ),
    document(
        "estate_bank_statements",
        LEGAL,
        "Bank statements of the person who died",
        "Estados de cuenta bancarios de la persona que falleció",
        (
            "The last three months, all pages; they show what was there on that day and what"
            " still has to be paid."
        ),
        (
            "De los últimos tres meses, todas las páginas; muestran lo que había ese día y lo que"
            " falta por pagar."
        ),
    ),
    document(
        "estate_tax_return",
        LEGAL,
        "Last tax return of the person who died",
        "Última declaración de impuestos de la persona que falleció",
        (
            "With all its pages; it shows income and accounts, and one more return usually has to"
            " be filed."
        ),
        (
            "Con todas sus páginas; muestra ingresos y cuentas, y por lo general hay que"
            " presentar una más."
        ),
    ),
    document(
        "funeral_bill",
        LEGAL,
        "Funeral bill",
        "Factura del funeral",
        (
            "It is usually among the first bills paid from what the person left; whoever paid it"
            " can often get it back."
        ),
        (
            "Suele ser de las primeras facturas que se pagan con lo que dejó la persona; quien la"
            " pagó a menudo puede recuperarlo."
        ),
    ),
    document(
        "creditor_letters",
        LEGAL,
        "Bills and letters about debts of the person who died",
        "Facturas y cartas sobre deudas de la persona que falleció",
        (
            "Any that came since the death; those who are owed money usually must be told, and"
            " have a deadline."
        ),
        (
            "Las que llegaron desde el fallecimiento; por lo general hay que avisar a quienes se"
            " les debe, y tienen un plazo."
        ),
    ),
]
