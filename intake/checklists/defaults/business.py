"""Documents of a business."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults.notation import document
from intake.models import Category

BUSINESS = Category.BUSINESS

COMPANY = [
    document(
        "business_tax_returns",
        BUSINESS,
        _("Business tax returns of the last three years"),
        _("All their pages; working out what the business is worth begins here."),
    ),
    document(
        "profit_and_loss",
        BUSINESS,
        _("Profit and loss statement of this year"),
        _("From your accounting program; it shows what the business earns and spends right now."),
    ),
    document(
        "balance_sheet",
        BUSINESS,
        _("Balance sheet"),
        _(
            "What the business owns and owes on one day; it is one of the two papers its value is"
            " worked out from."
        ),
    ),
    document(
        "operating_agreement",
        BUSINESS,
        _("Operating agreement of the LLC"),
        _(
            "The rules of the LLC; they say who owns which share, and often what happens when an"
            " owner divorces or dies."
        ),
    ),
    document(
        "bylaws",
        BUSINESS,
        _("Bylaws and stock certificates of the corporation"),
        _("The rules of the corporation and the papers that say who holds which shares."),
    ),
    document(
        "partnership_agreement",
        BUSINESS,
        _("Partnership agreement"),
        _(
            "Signed or not; it says who owns which share, and often what happens when a partner"
            " divorces or dies."
        ),
    ),
    document(
        "business_bank_statements",
        BUSINESS,
        _("Business bank statements of the last twelve months"),
        _("All pages; they show whether the money of the business and your own are kept apart."),
    ),
    document(
        "business_loans",
        BUSINESS,
        _("Loan papers of the business"),
        _(
            "The contracts, also those you signed in your own name; you may still owe them after"
            " the divorce."
        ),
    ),
    document(
        "buy_sell_agreement",
        BUSINESS,
        _("Agreement between the owners about selling a share (buy-sell)"),
        _("If there is one; it may set the price when a share changes hands."),
    ),
]
