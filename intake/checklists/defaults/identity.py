"""Documents that tell who somebody is, and whose spouse."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults.notation import document
from intake.models import Category

WHO, FAMILY = Category.IDENTIFICATION, Category.FAMILY

PEOPLE = [
    document(
        "photo_id",
        WHO,
        _("Driver’s license or state ID"),
        _("Front and back, so that we spell your name right and know it is you."),
    ),
    document(
        "passport",
        WHO,
        _("Passport"),
        _(
            "The page with your photo, and every page with a stamp or visa; they show your"
            " nationality and your trips."
        ),
    ),
    document(
        "social_security_card",
        WHO,
        _("Social Security card"),
        _("The card, or a letter with the whole number; some court forms ask for it."),
    ),
    document(
        "birth_certificate",
        WHO,
        _("Your birth certificate"),
        _(
            "From the office where your birth was registered, in any language; it shows your"
            " name, your birthday and your parents."
        ),
    ),
    document(
        "passport_photos",
        WHO,
        _("Two passport photos"),
        _(
            "2 × 2 inches, white background, taken recently; the application needs them. A photo"
            " of them is enough here; keep the prints for us."
        ),
    ),
    document(
        "proof_of_address",
        WHO,
        _("Proof of where you live"),
        _(
            "A utility bill or lease with your name. It shows where you live, which usually"
            " decides the court or office in charge."
        ),
    ),
    document(
        "name_change_order",
        WHO,
        _("Name change papers"),
        _("A court order or certificate; it shows that the names on your older papers are yours."),
    ),
    document(
        "marriage_certificate",
        FAMILY,
        _("Marriage certificate"),
        _(
            "The official copy from the county, state or country, not the keepsake from the"
            " ceremony; it shows when and where you married."
        ),
    ),
    document(
        "prenuptial_agreement",
        FAMILY,
        _("Agreement made before or during the marriage"),
        _("Often called a prenup or postnup; it may already say who keeps what."),
    ),
    document(
        "separation_agreement",
        FAMILY,
        _("Separation agreement"),
        _("Anything you both signed about living apart; it shows what is already agreed."),
    ),
    document(
        "earlier_divorce_decree",
        FAMILY,
        _("Final papers of an earlier divorce"),
        _(
            "The court’s last paper, one for each earlier marriage; it shows that the marriage ended."
        ),
    ),
    document(
        "death_certificate",
        FAMILY,
        _("Death certificate"),
        _(
            "The official copy from the state or county; the court usually wants to see it before"
            " anything can begin."
        ),
    ),
    document(
        "family_photos",
        FAMILY,
        _("Photos and letters of your life together"),
        _("Ten to twenty from different years; they help to show that the marriage is real."),
    ),
    document(
        "family_tree",
        FAMILY,
        _("List of the closest relatives of the person who died"),
        _(
            "Names and addresses of the spouse, children, parents, brothers and sisters; the law"
            " usually says who must be told."
        ),
        may_be_typed=True,
    ),
]
