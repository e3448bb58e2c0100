"""What a divorce asks of somebody who owns a business."""

from intake.checklists.defaults.library import documents
from intake.checklists.defaults.notation import options, question, when
from intake.models import Asked, Category

BUSINESS = Category.BUSINESS
Answer = Asked.Answer

OWNING = [
    question(
        "business_name", BUSINESS, Answer.SHORT, ("Name of the business", "Nombre del negocio")
    ),
    question(
        "business_form",
        BUSINESS,
        Answer.CHOICE,
        (
            "What kind of business is it?",
            "¿Qué tipo de negocio es?",
            "If you are not sure, your last business tax return shows it.",
            "Si no lo sabe, lo muestra la última declaración de impuestos del negocio.",
        ),
        options=options(
            sole=("It is just me, without a company", "Solo yo, sin una compañía"),
            llc=("An LLC", "Una LLC"),
            corporation=("A corporation", "Una corporación"),
            partnership=("A partnership", "Una sociedad entre socios"),
            unsure=("I am not sure", "No lo sé con seguridad"),
        ),
    ),
    question(
        "business_began",
        BUSINESS,
        Answer.CHOICE,
        ("When did it begin?", "¿Cuándo empezó?"),
        options=options(
            before=("Before the marriage", "Antes del matrimonio"),
            during=("During the marriage", "Durante el matrimonio"),
        ),
    ),
    question(
        "business_share",
        BUSINESS,
        Answer.SHORT,
        (
            "How much of it is yours?",
            "¿Qué parte es suya?",
            "For example: all of it, half, 30 percent.",
            "Por ejemplo: todo, la mitad, 30 por ciento.",
        ),
    ),
    question(
        "business_partners",
        BUSINESS,
        Answer.YES_NO,
        ("Does anybody else own a part?", "¿Alguien más es dueño de una parte?"),
    ),
    question(
        "business_debts",
        BUSINESS,
        Answer.YES_NO,
        ("Does the business owe money?", "¿El negocio debe dinero?"),
    ),
    question(
        "business_spouse",
        BUSINESS,
        Answer.LONG,
        (
            "What has your spouse done for the business?",
            "¿Qué ha hecho su cónyuge para el negocio?",
            "Worked in it, kept the books, lent it money: whatever it was.",
            "Trabajó en él, llevó las cuentas, le prestó dinero: lo que haya sido.",
        ),
        required=False,
    ),
    *documents("business_tax_returns profit_and_loss balance_sheet business_bank_statements"),
    *when("business_form", "llc", *documents("operating_agreement")),
    *when("business_form", "corporation", *documents("bylaws")),
    *when("business_form", "partnership", *documents("partnership_agreement")),
    *when("business_partners", "yes", *documents("buy_sell_agreement?")),
    *when("business_debts", "yes", *documents("business_loans")),
]
