"""Court papers, and what proves a thing before a court."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults.notation import document
from intake.models import Category

LEGAL = Category.LEGAL

LAW = [
    document(
        "served_papers",
        LEGAL,
        _("Court papers you were given"),
        _("Every page, and the date you received them; there is usually a deadline to answer."),
    ),
    document(
        "protective_order",
        LEGAL,
        _("Restraining or protective order"),
        _("In force or over, and whichever of you it protects; it affects what can be arranged."),
    ),
    document(
        "divorce_decree",
        LEGAL,
        _("The court’s decision you want to change"),
        _(
            "The signed decision with everything attached to it; we need to know what it says today."
        ),
    ),
    document(
        "support_order",
        LEGAL,
        _("Child support order you have now"),
        _(
            "From the court or the state’s child support office; the new amount is compared with it."
        ),
    ),
    document(
        "proof_of_support_paid",
        LEGAL,
        _("Proof of child support paid or received"),
        _(
            "Bank records, or a statement from the state’s child support office; they show what"
            " was really paid."
        ),
    ),
    document(
        "proof_of_change",
        LEGAL,
        _("Proof of what has changed"),
        _(
            "Papers about a new job, a move, a diagnosis; the court usually asks what is"
            " different since it decided."
        ),
    ),
    document(
        "financial_affidavit",
        LEGAL,
        _("Your state’s financial statement form"),
        _(
            "If you have begun it; courts in your state usually ask both sides to fill it in and"
            " swear that it is true."
        ),
    ),
    document(
        "custody_case_papers",
        LEGAL,
        _("Papers of an earlier case about the children"),
        _("From any state or country; usually only one court at a time may decide about a child."),
    ),
    document(
        "police_report",
        LEGAL,
        _("Police or crash report"),
        _("Or the slip with its number; it is often the first account of what happened."),
    ),
    document(
        "incident_report",
        LEGAL,
        _("Incident report of the shop or building"),
        _("If somebody filled one in; it shows that they knew of your fall that day."),
    ),
    document(
        "scene_photos",
        LEGAL,
        _("Photos of where it happened"),
        _(
            "The floor, the stairs, signs, lights; such places are often repaired soon after"
            " somebody falls."
        ),
        takes_recordings=True,
    ),
    document(
        "clothing_photos",
        LEGAL,
        _("Photos of the shoes and clothes you wore"),
        _("Keep them, and do not wash them; the other side may ask what you had on your feet."),
    ),
    document(
        "witness_list",
        LEGAL,
        _("Names of people who saw it"),
        _(
            "A note with names and phone numbers is enough; it is best to ask people while they"
            " remember."
        ),
        may_be_typed=True,
    ),
    document(
        "criminal_records",
        LEGAL,
        _("Papers of any arrest or charge"),
        _(
            "Police or court papers, even if it was dismissed or long ago; a surprise later is"
            " far worse than a paper now."
        ),
    ),
]
