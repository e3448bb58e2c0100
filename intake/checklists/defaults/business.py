"""Documents of a business."""

from intake.checklists.defaults.notation import document
from intake.models import Category

BUSINESS = Category.BUSINESS

COMPANY = [
    document(
        "business_tax_returns",
        BUSINESS,
        "Business tax returns of the last three years",
        "Declaraciones de impuestos del negocio de los últimos tres años",
        "All their pages; working out what the business is worth begins here.",
        "Todas sus páginas; aquí empieza el cálculo de cuánto vale el negocio.",
    ),
    document(
        "profit_and_loss",
        BUSINESS,
        "Profit and loss statement of this year",
        "Estado de resultados de este año",
        "From your accounting program; it shows what the business earns and spends right now.",
        "De su programa de contabilidad; muestra lo que el negocio gana y gasta ahora mismo.",
    ),
    document(
        "balance_sheet",
        BUSINESS,
        "Balance sheet",
        "Balance general",
        (
            "What the business owns and owes on one day; it is one of the two papers its value is"
            " worked out from."
        ),
        (
            "Lo que el negocio tiene y debe en un día; es uno de los dos documentos con los que"
            " se calcula su valor."
        ),
    ),
    document(
        "operating_agreement",
        BUSINESS,
        "Operating agreement of the LLC",
        "Acuerdo operativo de la LLC",
        (
            "The rules of the LLC; they say who owns which share, and often what happens when an"
            " owner divorces or dies."
        ),
        (
            "Las reglas de la LLC; dicen quién posee qué parte y, a menudo, qué pasa si un dueño"
            " se divorcia o muere."
        ),
    ),
    document(
        "bylaws",
        BUSINESS,
        "Bylaws and stock certificates of the corporation",
        "Estatutos y certificados de acciones de la corporación",
        "The rules of the corporation and the papers that say who holds which shares.",
        "Las reglas de la corporación y los documentos que dicen quién tiene qué acciones.",
    ),
    document(
        "partnership_agreement",
        BUSINESS,
        "Partnership agreement",
        "Contrato de sociedad",
        (
            "Signed or not; it says who owns which share, and often what happens when a partner"
            " divorces or dies."
        ),
        (
            "Firmado o no; dice quién posee qué parte y, a menudo, qué pasa si un socio se"
            " divorcia o muere."
        ),
    ),
    document(
        "business_bank_statements",
        BUSINESS,
        "Business bank statements of the last twelve months",
        "Estados de cuenta del negocio de los últimos doce meses",
        "All pages; they show whether the money of the business and your own are kept apart.",
        "Todas las páginas; muestran si el dinero del negocio y el suyo se manejan por separado.",
    ),
    document(
        "business_loans",
        BUSINESS,
        "Loan papers of the business",
        "Documentos de préstamos del negocio",
        (
            "The contracts, also those you signed in your own name; you may still owe them after"
            " the divorce."
        ),
        (
            "Los contratos, también los que usted firmó a su propio nombre; puede que los siga"
            " debiendo después del divorcio."
        ),
    ),
    document(
        "buy_sell_agreement",
        BUSINESS,
        "Agreement between the owners about selling a share (buy-sell)",
        "Acuerdo entre los dueños sobre la venta de una parte",
        "If there is one; it may set the price when a share changes hands.",
        "Si lo hay; puede fijar el precio cuando una parte cambia de dueño.",
    ),
]
