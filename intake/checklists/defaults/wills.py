"""Documents about what somebody leaves, before and after."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults.notation import document
from intake.models import Category

LEGAL = Category.LEGAL

LEGACY = [
    document(
        "current_will",
        LEGAL,
        _("Your will or trust"),
        _("Old ones too; the new one should say clearly that it replaces them."),
    ),
    document(
        "power_of_attorney",
        LEGAL,
        _("Powers of attorney you have signed"),
        _("Papers that let somebody act for you; we check whether they still say what you want."),
    ),
    document(
        "beneficiary_forms",
        LEGAL,
        _("Beneficiary forms"),
        _(
            "From retirement plans and insurance; they usually decide who is paid, whatever a"
            " will says."
        ),
    ),
    document(
        "original_will",
        LEGAL,
        _("The will of the person who died"),
        _(
            "Send a photo, and keep the original safe with its staples in; the court usually"
            " wants the original."
        ),
    ),
    document(
        "estate_asset_list",
        LEGAL,
        _("List of what the person who died owned"),
        _(
            "House, accounts, cars and debts, as far as you know; the court usually asks for such"
            " a list."
        ),
        may_be_typed=True,
    ),
    document(
        "estate_bank_statements",
        LEGAL,
        _("Bank statements of the person who died"),
        _(
            "The last three months, all pages; they show what was there on that day and what"
            " still has to be paid."
        ),
    ),
    document(
        "estate_tax_return",
        LEGAL,
        _("Last tax return of the person who died"),
        _(
            "With all its pages; it shows income and accounts, and one more return usually has to"
            " be filed."
        ),
    ),
    document(
        "funeral_bill",
        LEGAL,
        _("Funeral bill"),
        _(
            "It is usually among the first bills paid from what the person left; whoever paid it"
            " can often get it back."
        ),
    ),
    document(
        "creditor_letters",
        LEGAL,
        _("Bills and letters about debts of the person who died"),
        _(
            "Any that came since the death; those who are owed money usually must be told, and"
            " have a deadline."
        ),
    ),
]
