"""Documents that tell of income, accounts and debts."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults.notation import document
from intake.models import Category

FINANCIAL, WORK = Category.FINANCIAL, Category.WORK

MONEY = [
    document(
        "tax_return",
        FINANCIAL,
        _("Most recent tax return"),
        _("The federal return with all its pages; it shows income from every source in one place."),
    ),
    document(
        "earlier_tax_returns",
        FINANCIAL,
        _("Tax returns of the two years before"),
        _("They show whether income went up, down or stayed the same."),
    ),
    document(
        "state_tax_return",
        FINANCIAL,
        _("Most recent state tax return"),
        _("The return you filed with your state; the court often reads it beside the federal one."),
    ),
    document(
        "pay_stubs",
        WORK,
        _("Last three pay stubs"),
        _("The slips that come with your pay; they show what you earn now and what is taken out."),
    ),
    document(
        "w2",
        WORK,
        _("W-2 forms of last year"),
        _("Each employer sends one in January; it confirms what you were paid over the year."),
    ),
    document(
        "form_1099",
        WORK,
        _("1099 forms of last year"),
        _(
            "Forms for work you did on your own, for interest or for dividends; they complete the"
            " picture of your income."
        ),
    ),
    document(
        "employment_letter",
        WORK,
        _("Letter from your employer"),
        _(
            "A short letter with your position, start date and pay; it shows that your work is steady."
        ),
    ),
    document(
        "benefit_letter",
        WORK,
        _("Letter about benefits or a pension you receive"),
        _("From Social Security, a pension or the VA; this usually counts as income."),
    ),
    document(
        "unemployment_letter",
        WORK,
        _("Letter about unemployment benefits"),
        _(
            "The decision, or a list of the last payments; it shows what you live on while you"
            " look for work."
        ),
    ),
    document(
        "self_employment_records",
        WORK,
        _("What your own work brings in and costs"),
        _(
            "Invoices, a list or your books for this year; you have no pay stub, so these show"
            " your income."
        ),
        may_be_typed=True,
    ),
    document(
        "bank_statements",
        FINANCIAL,
        _("Bank statements of the last three months"),
        _("All pages of each checking and savings account; they show what comes in and goes out."),
    ),
    document(
        "retirement_statement",
        FINANCIAL,
        _("Most recent retirement account statement"),
        _("A 401(k), an IRA or a pension; what you saved for later is part of what you own."),
    ),
    document(
        "investment_statement",
        FINANCIAL,
        _("Most recent investment account statement"),
        _("Stocks, funds or crypto; the statement shows what they were worth on a certain day."),
    ),
    document(
        "credit_card_statements",
        FINANCIAL,
        _("Most recent credit card statements"),
        _("One for each card, shared ones too; they show who owes what."),
    ),
    document(
        "loan_statements",
        FINANCIAL,
        _("Statements of other loans"),
        _("Student, personal or family loans; what is owed counts as much as what is owned."),
    ),
    document(
        "credit_report",
        FINANCIAL,
        _("Credit report"),
        _("Free once a week at annualcreditreport.com; it lists debts you may have forgotten."),
    ),
    document(
        "monthly_budget",
        FINANCIAL,
        _("Your monthly expenses"),
        _("A list or a spreadsheet is fine; it shows what you and your household need to live on."),
        may_be_typed=True,
    ),
]
