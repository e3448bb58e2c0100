"""Immigration papers."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults.notation import document
from intake.models import Category

IMMIGRATION = Category.IMMIGRATION

ARRIVING = [
    document(
        "green_card",
        IMMIGRATION,
        _("Permanent resident card (green card)"),
        _("Front and back; it shows how long you have been a resident."),
    ),
    document(
        "i94",
        IMMIGRATION,
        _("I-94 record of your arrival"),
        _(
            "You can print it free at i94.cbp.dhs.gov; it shows when and how you entered the country."
        ),
    ),
    document(
        "visa",
        IMMIGRATION,
        _("Visas and work permits"),
        _("Each one you have had; together they show your stays in the country."),
    ),
    document(
        "immigration_notices",
        IMMIGRATION,
        _("Letters from immigration offices"),
        _("Receipts, notices and decisions, old ones too; each has a number that we look up."),
    ),
    document(
        "sponsor_status",
        IMMIGRATION,
        _("Proof that your relative is a citizen or resident"),
        _(
            "Your relative’s passport, naturalization certificate or green card; your application"
            " rests on it."
        ),
    ),
    document(
        "affidavit_of_support",
        IMMIGRATION,
        _("Proof of income of the relative who applies for you"),
        _(
            "That person’s tax return and pay stubs; the law usually asks that somebody can"
            " support you."
        ),
    ),
    document(
        "joint_life_papers",
        IMMIGRATION,
        _("Papers with both your names"),
        _("A lease, a bank account, insurance; they show that you share your lives."),
    ),
    document(
        "travel_history",
        IMMIGRATION,
        _("List of trips outside the United States"),
        _("Dates and places of the last five years; every day abroad counts."),
        may_be_typed=True,
    ),
    document(
        "selective_service",
        IMMIGRATION,
        _("Proof of Selective Service registration"),
        _(
            "You can print it free at sss.gov; the government asks men who lived here between 18"
            " and 26 for it."
        ),
    ),
    document(
        "harm_evidence",
        IMMIGRATION,
        _("Proof of what happened to you"),
        _(
            "Police or hospital papers, threats, photos; they support what you tell. Do not send"
            " or keep anything that puts you in danger."
        ),
    ),
    document(
        "country_news",
        IMMIGRATION,
        _("News about your town or group"),
        _("Articles or links; they show that what you fear happens to others too."),
    ),
    document(
        "support_letters",
        IMMIGRATION,
        _("Letters from people who know what happened"),
        _("Signed, with a copy of the person’s ID; somebody else’s word makes yours stronger."),
    ),
]
