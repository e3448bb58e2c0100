"""What a divorce asks of somebody who owns a business."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults.library import documents
from intake.checklists.defaults.notation import options, question, when
from intake.models import Asked, Category

BUSINESS = Category.BUSINESS
Answer = Asked.Answer

OWNING = [
    question("business_name", BUSINESS, Answer.SHORT, _("Name of the business")),
    question(
        "business_form",
        BUSINESS,
        Answer.CHOICE,
        _("What kind of business is it?"),
        _("If you are not sure, your last business tax return shows it."),
        options=options(
            sole=_("It is just me, without a company"),
            llc=_("An LLC"),
            corporation=_("A corporation"),
            partnership=_("A partnership"),
            unsure=_("I am not sure"),
        ),
    ),
    question(
        "business_began",
        BUSINESS,
        Answer.CHOICE,
        _("When did it begin?"),
        options=options(
            before=_("Before the marriage"),
            during=_("During the marriage"),
        ),
    ),
    question(
        "business_share",
        BUSINESS,
        Answer.SHORT,
        _("How much of it is yours?"),
        _("For example: all of it, half, 30 percent."),
    ),
    question(
        "business_partners",
        BUSINESS,
        Answer.YES_NO,
        _("Does anybody else own a part?"),
    ),
    question(
        "business_debts",
        BUSINESS,
        Answer.YES_NO,
        _("Does the business owe money?"),
    ),
    question(
        "business_spouse",
        BUSINESS,
        Answer.LONG,
        _("What has your spouse done for the business?"),
        _("Worked in it, kept the books, lent it money: whatever it was."),
        required=False,
    ),
    *documents("business_tax_returns profit_and_loss balance_sheet business_bank_statements"),
    *when("business_form", "llc", *documents("operating_agreement")),
    *when("business_form", "corporation", *documents("bylaws")),
    *when("business_form", "partnership", *documents("partnership_agreement")),
    *when("business_partners", "yes", *documents("buy_sell_agreement?")),
    *when("business_debts", "yes", *documents("business_loans")),
]
