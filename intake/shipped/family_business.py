"""What a divorce asks of somebody who owns a business."""

from intake.models import Asked, Category
from intake.shipped.library import documents
from intake.shipped.words import options, question, when

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
            "Your last business tax return says so at the top.",
            "Lo dice arriba su última declaración de impuestos del negocio.",
        ),
        options=options(
            sole=("I alone, not registered as a company", "Solo yo, sin compañía registrada"),
            llc=("An LLC", "Una LLC"),
            corporation=("A corporation", "Una corporación"),
            partnership=("A partnership", "Una sociedad"),
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
            "Trabajar en él, llevar las cuentas, prestarle dinero: lo que haya sido.",
        ),
        required=False,
    ),
    *documents("business_tax_returns profit_and_loss balance_sheet business_bank_statements"),
    *when("business_form", "llc", *documents("ownership_papers")),
    *when("business_partners", "yes", *documents("buy_sell_agreement?")),
    *when("business_debts", "yes", *documents("business_loans")),
]
