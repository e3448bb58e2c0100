"""Documents that tell of income, accounts and debts."""

from intake.checklists.defaults.notation import document
from intake.models import Category

FINANCIAL, WORK = Category.FINANCIAL, Category.WORK

MONEY = [
    document(
        "tax_return",
        FINANCIAL,
        "Most recent tax return",
        "Declaración de impuestos más reciente",
        "The federal return with all its pages; it shows income from every source in one place.",
        (
            "La declaración federal con todas sus páginas; muestra en un solo lugar los ingresos"
            " de todas las fuentes."
        ),
    ),
    document(
        "earlier_tax_returns",
        FINANCIAL,
        "Tax returns of the two years before",
        "Declaraciones de impuestos de los dos años anteriores",
        "They show whether income went up, down or stayed the same.",
        "Muestran si los ingresos subieron, bajaron o siguieron igual.",
    ),
    document(
        "state_tax_return",
        FINANCIAL,
        "Most recent state tax return",
        "Declaración de impuestos estatal más reciente",
        "The return you filed with your state; the court often reads it beside the federal one.",
        "La declaración que presentó a su estado; el tribunal suele leerla junto con la federal.",
    ),
    document(
        "pay_stubs",
        WORK,
        "Last three pay stubs",
        "Los últimos tres recibos de pago",
        "The slips that come with your pay; they show what you earn now and what is taken out.",
        (
            "Los comprobantes que vienen con su pago; muestran lo que gana ahora y lo que le"
            " descuentan."
        ),
    ),
    document(
        "w2",
        WORK,
        "W-2 forms of last year",
        "Formularios W-2 del año pasado",
        "Each employer sends one in January; it confirms what you were paid over the year.",
        "Cada empleador envía uno en enero; confirma lo que le pagaron durante el año.",
    ),
    document(
        "form_1099",
        WORK,
        "1099 forms of last year",
        "Formularios 1099 del año pasado",
        (
            "Forms for work you did on your own, for interest or for dividends; they complete the"
            " picture of your income."
        ),
        (
            "Formularios de trabajos por su cuenta, de intereses o de dividendos; completan la"
            " imagen de sus ingresos."
        ),
    ),
    document(
        "employment_letter",
        WORK,
        "Letter from your employer",
        "Carta de su empleador",
        "A short letter with your position, start date and pay; it shows that your work is steady.",
        (
            "Una carta breve con su puesto, fecha de inicio y sueldo; muestra que su trabajo es"
            " estable."
        ),
    ),
    document(
        "benefit_letter",
        WORK,
        "Letter about benefits or a pension you receive",
        "Carta sobre los beneficios o la pensión que recibe",
        "From Social Security, a pension or the VA; this usually counts as income.",
        (
            "Del Seguro Social, de una pensión o del Departamento de Veteranos (VA); por lo"
            " general cuenta como ingreso."
        ),
    ),
    document(
        "unemployment_letter",
        WORK,
        "Letter about unemployment benefits",
        "Carta sobre el subsidio de desempleo",
        (
            "The decision, or a list of the last payments; it shows what you live on while you"
            " look for work."
        ),
        "La decisión o una lista de los últimos pagos; muestra de qué vive mientras busca trabajo.",
    ),
    document(
        "self_employment_records",
        WORK,
        "What your own work brings in and costs",
        "Lo que gana y gasta en su propio trabajo",
        (
            "Invoices, a list or your books for this year; you have no pay stub, so these show"
            " your income."
        ),
        (
            "Facturas, una lista o sus libros de este año; como no hay recibo de pago, esto"
            " muestra sus ingresos."
        ),
        may_be_typed=True,
    ),
    document(
        "bank_statements",
        FINANCIAL,
        "Bank statements of the last three months",
        "Estados de cuenta bancarios de los últimos tres meses",
        "All pages of each checking and savings account; they show what comes in and goes out.",
        (
            "Todas las páginas de cada cuenta de cheques y de ahorros; muestran lo que entra y lo"
            " que sale."
        ),
    ),
    document(
        "retirement_statement",
        FINANCIAL,
        "Most recent retirement account statement",
        "Estado de cuenta de jubilación más reciente",
        "A 401(k), an IRA or a pension; what you saved for later is part of what you own.",
        "401(k), IRA o pensión; lo ahorrado para más adelante es parte de lo que usted posee.",
    ),
    document(
        "investment_statement",
        FINANCIAL,
        "Most recent investment account statement",
        "Estado de cuenta de inversiones más reciente",
        "Stocks, funds or crypto; the statement shows what they were worth on a certain day.",
        "Acciones, fondos o criptomonedas; el estado de cuenta muestra cuánto valían en una fecha.",
    ),
    document(
        "credit_card_statements",
        FINANCIAL,
        "Most recent credit card statements",
        "Estados de cuenta de tarjetas de crédito más recientes",
        "One for each card, shared ones too; they show who owes what.",
        "Uno por cada tarjeta, también las compartidas; muestran quién debe qué.",
    ),
    document(
        "loan_statements",
        FINANCIAL,
        "Statements of other loans",
        "Estados de cuenta de otros préstamos",
        "Student, personal or family loans; what is owed counts as much as what is owned.",
        (
            "Préstamos estudiantiles, personales o familiares; lo que se debe cuenta tanto como"
            " lo que se tiene."
        ),
    ),
    document(
        "credit_report",
        FINANCIAL,
        "Credit report",
        "Informe de crédito",
        "Free once a week at annualcreditreport.com; it lists debts you may have forgotten.",
        "Gratis una vez por semana en annualcreditreport.com; muestra deudas que quizá olvidó.",
    ),
    document(
        "monthly_budget",
        FINANCIAL,
        "Your monthly expenses",
        "Sus gastos mensuales",
        "A list or a spreadsheet is fine; it shows what you and your household need to live on.",
        (
            "Basta una lista o una hoja de cálculo; muestra lo que usted y su hogar necesitan"
            " para vivir."
        ),
        may_be_typed=True,
    ),
]
