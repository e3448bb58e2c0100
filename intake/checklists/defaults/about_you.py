"""What nearly every case asks a person about themselves."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults.notation import if_wanted, options, question
from intake.models import Asked, Category

ABOUT, WORK = Category.ABOUT_YOU, Category.WORK
Answer = Asked.Answer

FULL_NAME = question(
    "full_name",
    ABOUT,
    Answer.SHORT,
    _("Your full legal name"),
    _("As it is on your driver’s license or passport."),
    autofill=Asked.Autofill.NAME,
)
OTHER_NAMES = if_wanted(
    question(
        "other_names",
        ABOUT,
        Answer.SHORT,
        _("Other names you have used"),
        _(
            "A name before a marriage, a nickname on older papers. Leave it empty if there are none."
        ),
    )
)
BORN_ON = question(
    "born_on",
    ABOUT,
    Answer.DATE,
    _("Your date of birth"),
    date_bounds=Asked.Bounds.PAST,
    autofill=Asked.Autofill.BIRTHDAY,
)
ADDRESS = question(
    "address",
    ABOUT,
    Answer.ADDRESS,
    _("Where you live now"),
    autofill=Asked.Autofill.ADDRESS,
)
PHONE = question(
    "phone",
    ABOUT,
    Answer.PHONE,
    _("The best number to call you"),
    autofill=Asked.Autofill.PHONE,
)
SAFE_TO_CALL = question(
    "safe_to_call",
    ABOUT,
    Answer.CHOICES,
    _("How may we reach you safely?"),
    _("Choose only ways that nobody else can see or overhear."),
    options=options(
        call=_("Call me"),
        voicemail=_("Leave a voicemail"),
        text=_("Text me"),
        email=_("Email me"),
    ),
)
WORK_NOW = question(
    "work",
    WORK,
    Answer.CHOICE,
    _("How do you earn your living?"),
    options=options(
        employed=_("I work for an employer"),
        self_employed=_("I work for myself"),
        retired=_("I am retired"),
        none=_("I have no paid work now"),
    ),
)

BASICS = [FULL_NAME, OTHER_NAMES, BORN_ON, ADDRESS, PHONE, SAFE_TO_CALL]
