"""Immigration."""

from django.utils.translation import gettext_noop as _

from intake.checklists.defaults.about_you import BASICS, WORK_NOW
from intake.checklists.defaults.library import documents
from intake.checklists.defaults.notation import (
    KNOWN_RELATION,
    Ask,
    also_when,
    if_wanted,
    options,
    question,
    when,
)
from intake.models import Asked, Category

WHO, FAMILY, IMMIGRATION = Category.IDENTIFICATION, Category.FAMILY, Category.IMMIGRATION
LEGAL = Category.LEGAL
Answer = Asked.Answer

BORN_IN = question(
    "born_in",
    WHO,
    Answer.SHORT,
    _("Town and country where you were born"),
)
CITIZEN_OF = question(
    "citizen_of",
    WHO,
    Answer.SHORT,
    _("Countries you are a citizen of"),
)
A_NUMBER = if_wanted(
    question(
        "a_number",
        WHO,
        Answer.SHORT,
        _("Your A-Number"),
        _(
            "The letter A and eight or nine digits, on cards and letters from immigration. Leave it empty if you have none."
        ),
    )
)
ENTERED_ON = question(
    "entered_on",
    IMMIGRATION,
    Answer.DATE,
    _("When did you last enter the United States?"),
    date_bounds=Asked.Bounds.PAST,
)
HOW_ENTERED = question(
    "how_entered",
    IMMIGRATION,
    Answer.CHOICE,
    _("How did you enter?"),
    _("Tell us how it really was. Only the law firm sees your answer."),
    options=options(
        visa=_("With a visa"),
        waiver=_("Without a visa, with permission (ESTA)"),
        parole=_("With humanitarian permission (parole)"),
        uninspected=_("Nobody checked my papers"),
    ),
)
ARRESTED = question(
    "arrested",
    LEGAL,
    Answer.YES_NO,
    _("Have you ever been arrested or charged, anywhere?"),
    _("Say yes even if it was dismissed or long ago; the government checks this."),
)
MARRIED = question(
    "married",
    FAMILY,
    Answer.CHOICE,
    _("Are you married?"),
    options=options(
        single=_("Never married"),
        married=_("Married"),
        separated=_("Married, but we live apart"),
        divorced=_("Divorced"),
        widowed=_("Widowed"),
    ),
)
RELATIVE = question(
    "relative",
    FAMILY,
    Answer.PERSON,
    _("The relative who is applying for you"),
    parts=KNOWN_RELATION,
)
RELATION = question(
    "relation",
    FAMILY,
    Answer.CHOICE,
    _("How are you related?"),
    options=options(
        spouse=_("My spouse"),
        parent=_("My parent"),
        child=_("My child"),
        sibling=_("My brother or sister"),
    ),
)
RESIDENT_SINCE = question(
    "resident_since",
    IMMIGRATION,
    Answer.DATE,
    _("Permanent resident since"),
    _("The date after “Resident since” on your card."),
    date_bounds=Asked.Bounds.PAST,
)
TRAVELED = question(
    "traveled",
    IMMIGRATION,
    Answer.YES_NO,
    _("Have you left the country in the last five years?"),
)
BRANCH = question(
    "through_spouse",
    IMMIGRATION,
    Answer.YES_NO,
    _("Have you been married to a US citizen for three years or more?"),
    _("You may be able to apply after three years instead of five."),
)
DRAFT_AGE = question(
    "draft_age",
    IMMIGRATION,
    Answer.YES_NO,
    _("Are you a man who lived in the United States between 18 and 26?"),
)
FLED = question(
    "fled",
    IMMIGRATION,
    Answer.LONG,
    _("Why did you leave your country?"),
    _("In your own words and language. Stop whenever you need to; it is saved as you write."),
)
BECAUSE = question(
    "because",
    IMMIGRATION,
    Answer.CHOICES,
    _("Were you harmed or threatened because of any of these?"),
    _("The law protects people who are harmed for these reasons. Choose all that fit."),
    options=options(
        race=_("Race or color"),
        religion=_("Religion"),
        nationality=_("Nationality or language"),
        politics=_("What I think or said about politics"),
        group=_("A group I belong to, like my family or my gender"),
        unsure=_("I am not sure"),
    ),
)
RETURN_FEAR = question(
    "return_fear",
    IMMIGRATION,
    Answer.LONG,
    _("What would happen if you went back?"),
)
HEARING = question(
    "hearing",
    LEGAL,
    Answer.YES_NO,
    _("Do you have a date in immigration court?"),
    _("Missing it has serious consequences, so we look at this first."),
)
HEARING_ON = question("hearing_on", LEGAL, Answer.DATE, _("Date of the hearing"))
ABOUT_ARRESTS = [ARRESTED, *when("arrested", "yes", *documents("criminal_records"))]
PERSON = [*BASICS, BORN_IN, CITIZEN_OF, A_NUMBER]

IMMIGRATION_TYPES: dict[str, list[Ask]] = {
    "Family-Based Green Card": [
        *PERSON,
        *documents("passport birth_certificate passport_photos name_change_order?"),
        RELATIVE,
        RELATION,
        *when("relation", "spouse", *documents("marriage_certificate family_photos")),
        *when("relation", "spouse", *documents("joint_life_papers earlier_divorce_decree?")),
        *documents("sponsor_status affidavit_of_support"),
        ENTERED_ON,
        HOW_ENTERED,
        *when("how_entered", "visa", *documents("visa i94")),
        *documents("immigration_notices? immigration_medical_exam?"),
        WORK_NOW,
        *when("work", "employed", *documents("employment_letter?")),
        *ABOUT_ARRESTS,
    ],
    "Naturalization": [
        *PERSON,
        RESIDENT_SINCE,
        BRANCH,
        *documents("green_card passport_photos? passport? name_change_order?"),
        MARRIED,
        *when("married", "married", *documents("marriage_certificate")),
        *also_when("married", "separated", *documents("marriage_certificate")),
        *when("married", "divorced", *documents("earlier_divorce_decree")),
        *when("through_spouse", "yes", *documents("sponsor_status joint_life_papers")),
        TRAVELED,
        *when("traveled", "yes", *documents("travel_history")),
        DRAFT_AGE,
        *when("draft_age", "yes", *documents("selective_service?")),
        *documents("tax_return proof_of_address?"),
        *ABOUT_ARRESTS,
    ],
    "Asylum": [
        *PERSON,
        *documents("passport? birth_certificate? passport_photos"),
        MARRIED,
        *when("married", "married", *documents("marriage_certificate?")),
        *also_when("married", "separated", *documents("marriage_certificate?")),
        ENTERED_ON,
        HOW_ENTERED,
        *documents("i94? immigration_notices?"),
        FLED,
        BECAUSE,
        RETURN_FEAR,
        *documents("harm_evidence? support_letters? country_news? medical_records?"),
        HEARING,
        *when("hearing", "yes", HEARING_ON, *documents("served_papers")),
        *ABOUT_ARRESTS,
    ],
}
