"""Personal injury."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults.about_you import BASICS, WORK_NOW
from intake.checklists.defaults.library import documents
from intake.checklists.defaults.notation import (
    KNOWN_RELATION,
    Ask,
    if_wanted,
    only_in,
    options,
    question,
    when,
)
from intake.models import Asked, Category

LEGAL, MEDICAL, INSURANCE = Category.LEGAL, Category.MEDICAL, Category.INSURANCE
WORK = Category.WORK
Answer = Asked.Answer

# Your own car insurance pays your doctors first.
NO_FAULT = "FL HI KS KY MA MI MN NJ NY ND OR PA UT"

HAPPENED_ON = question(
    "happened_on",
    LEGAL,
    Answer.DATE,
    _("When did it happen?"),
    _("The law sets a deadline, usually counted from this day."),
    date_bounds=Asked.Bounds.PAST,
)
HAPPENED_AT = question(
    "happened_at",
    LEGAL,
    Answer.ADDRESS,
    _("Where did it happen?"),
    _("The nearest street or the name of the place is enough."),
    parts=("line1", "city", "state"),
)
STORY = question(
    "story",
    LEGAL,
    Answer.LONG,
    _("What happened?"),
    _("In your own words, from a little before to a little after."),
)
POLICE = question("police", LEGAL, Answer.YES_NO, _("Did the police come?"))
WITNESSES = question("witnesses", LEGAL, Answer.YES_NO, _("Did anybody see it?"))
WHERE_HURT = question(
    "where_hurt",
    MEDICAL,
    Answer.LONG,
    _("Where were you hurt, and how is it now?"),
    _("Also sleep, mood and what you cannot do as before."),
)
TREATED = question(
    "treated",
    MEDICAL,
    Answer.CHOICES,
    _("Who has treated you so far?"),
    options=options(
        alone="nobody",
        ambulance=_("Ambulance"),
        emergency=_("Emergency room"),
        hospital=_("Hospital, overnight"),
        doctor=_("A doctor"),
        therapy=_("Physical therapy or chiropractor"),
        nobody=_("Nobody yet"),
    ),
)
HURT_BEFORE = if_wanted(
    question(
        "hurt_before",
        MEDICAL,
        Answer.LONG,
        _("Had you hurt the same part of your body before?"),
        _("It usually does not stop a claim, and it is better that we hear it from you."),
    )
)
MISSED_WORK = question(
    "missed_work",
    WORK,
    Answer.YES_NO,
    _("Have you missed work because of it?"),
)
SPOKE = question(
    "spoke_to_insurer",
    INSURANCE,
    Answer.YES_NO,
    _("Has an insurance company called or written to you?"),
    _("If they call again, you may say that you want to talk to a law firm first."),
)
ROLE = question(
    "role",
    LEGAL,
    Answer.CHOICE,
    _("What were you doing?"),
    options=options(
        driver=_("I was driving"),
        passenger=_("I was a passenger"),
        walking=_("I was walking"),
        cycling=_("I was on a bicycle"),
        motorcycle=_("I was on a motorcycle"),
    ),
)
OTHER_DRIVER = if_wanted(
    question(
        "other_driver",
        LEGAL,
        Answer.PERSON,
        _("The other driver"),
        parts=KNOWN_RELATION,
    )
)
PLACE_OWNER = if_wanted(
    question(
        "place_owner",
        LEGAL,
        Answer.SHORT,
        _("Whose place is it?"),
        _("The shop, landlord or city, as far as you know."),
    )
)
CAUSE = question(
    "cause",
    LEGAL,
    Answer.CHOICE,
    _("What made you fall?"),
    options=options(
        wet=_("Something wet"),
        ice=_("Ice or snow"),
        uneven=_("A hole or an uneven floor"),
        stairs=_("Stairs or a railing"),
        dark=_("It was too dark to see"),
        other=_("Something else"),
    ),
)
TOLD_STAFF = question(
    "told_staff",
    LEGAL,
    Answer.YES_NO,
    _("Did you tell anybody who works there?"),
)

HURT = [
    WHERE_HURT,
    TREATED,
    HURT_BEFORE,
    *documents("injury_photos? medical_records? medical_bills health_insurance_card"),
    MISSED_WORK,
    *when("missed_work", "yes", *documents("lost_wages pay_stubs work_restrictions?")),
]
INSURERS = [SPOKE, *when("spoke_to_insurer", "yes", *documents("insurer_letters"))]
SEEN = [WITNESSES, *when("witnesses", "yes", *documents("witness_list"))]

INJURY: dict[str, list[Ask]] = {
    "Motor Vehicle Accident": [
        *BASICS,
        *documents("photo_id"),
        HAPPENED_ON,
        HAPPENED_AT,
        ROLE,
        STORY,
        OTHER_DRIVER,
        POLICE,
        *when("police", "yes", *documents("police_report")),
        *SEEN,
        WORK_NOW,
        *HURT,
        *documents("damage_photos? repair_estimate? car_insurance other_driver_insurance?"),
        *only_in(NO_FAULT, *documents("pip_application?")),
        *INSURERS,
    ],
    "Slip and Fall": [
        *BASICS,
        *documents("photo_id"),
        HAPPENED_ON,
        HAPPENED_AT,
        CAUSE,
        STORY,
        PLACE_OWNER,
        TOLD_STAFF,
        *when("told_staff", "yes", *documents("incident_report?")),
        *SEEN,
        WORK_NOW,
        *HURT,
        *documents("scene_photos? clothing_photos?"),
        *INSURERS,
    ],
}
