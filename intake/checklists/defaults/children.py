"""Documents about children."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults.notation import document
from intake.models import Category

CHILDREN = Category.CHILDREN

RAISING = [
    document(
        "child_birth_certificates",
        CHILDREN,
        _("Birth certificate of each child"),
        _(
            "It names the parents, and the court usually asks for it before it decides about a child."
        ),
    ),
    document(
        "school_records",
        CHILDREN,
        _("School report cards"),
        _("The last two; they show how the children are doing in school."),
    ),
    document(
        "school_calendar",
        CHILDREN,
        _("School calendar"),
        _("From the school’s website; holidays and weekends are planned around it."),
    ),
    document(
        "parenting_plan",
        CHILDREN,
        _("Parenting plan you follow now"),
        _(
            "Anything that says who has the children when, signed or not, even a text message; it"
            " shows what already works."
        ),
    ),
    document(
        "custody_messages",
        CHILDREN,
        _("Messages with the other parent"),
        _(
            "Screenshots that show the date and the name; they show how you two decide about the"
            " children."
        ),
        takes_recordings=True,
    ),
    document(
        "parenting_class",
        CHILDREN,
        _("Certificate of the parenting class"),
        _(
            "Courts near you usually ask parents to take this class; the certificate shows that"
            " you did."
        ),
    ),
    document(
        "paternity_papers",
        CHILDREN,
        _("Acknowledgment of paternity or parentage"),
        _(
            "A form that parents sign at the hospital or later; with it the law knows who the"
            " child’s second parent is."
        ),
    ),
    document(
        "guardianship_papers",
        CHILDREN,
        _("Guardianship or adoption papers"),
        _("Court papers that say who cares for a child; they show who has to agree."),
    ),
    document(
        "child_care_receipts",
        CHILDREN,
        _("Child care receipts"),
        _(
            "Daycare, after-school care or a sitter; these costs usually count when child support"
            " is worked out."
        ),
    ),
]
