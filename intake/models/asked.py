"""What is asked: the fields an item shares with the checklist item it was copied from."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from casehug.languages import Tagged
from casehug.tenancy.models import FirmOwned
from casehug.translations.stored_texts import Translated


class Category(models.TextChoices):
    """Sections of a checklist, in the order a client meets them."""

    ABOUT_YOU = "about_you", _("About you")
    IDENTIFICATION = "identification", _("Identification")
    FAMILY = "family", _("Family")
    CHILDREN = "children", _("Children")
    WORK = "work", _("Work and income")
    FINANCIAL = "financial", _("Financial")
    PROPERTY = "property", _("Property")
    MEDICAL = "medical", _("Medical")
    INSURANCE = "insurance", _("Insurance")
    LEGAL = "legal", _("Legal")
    BUSINESS = "business", _("Business")
    IMMIGRATION = "immigration", _("Immigration")
    OTHER = "other", _("Other")


# Families share mailboxes. An email names what is asked only in these sections; the titles in any
# other would tell what the matter is about ("Court papers you were given").
NAMED_IN_LETTERS = frozenset(
    {
        Category.IDENTIFICATION,
        Category.WORK,
        Category.FINANCIAL,
        Category.PROPERTY,
        Category.BUSINESS,
    }
)


class Asked(FirmOwned, Translated):
    """One thing asked for, as a checklist holds it and as it is copied into an intake."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("Document")
        QUESTION = "question", _("Question")

    class Answer(models.TextChoices):
        SHORT = "short", _("Short text")
        LONG = "long", _("Long text")
        DATE = "date", _("Date")
        MONEY = "money", _("Amount of money")
        CHOICE = "choice", _("One of several")
        CHOICES = "choices", _("Any of several")
        YES_NO = "yes_no", _("Yes or no")
        PHONE = "phone", _("Phone number")
        ADDRESS = "address", _("Address")
        PERSON = "person", _("Person")

    class Bounds(models.TextChoices):
        """When a day that is asked for can be; today is past and future."""

        ANY = "any", _("Any day")
        PAST = "past", _("A day that has been")
        FUTURE = "future", _("A day to come")

    class Autofill(models.TextChoices):
        """What of the client's own the browser may fill in."""

        NAME = "name", _("The client’s name")
        BIRTHDAY = "bday", _("The client’s date of birth")
        ADDRESS = "address", _("The client’s address")
        PHONE = "tel", _("The client’s phone")
        EMAIL = "email", _("The client’s email")

    # Of what ships, so that it is known again whatever a firm makes of its words.
    key = models.CharField(max_length=40, blank=True, default="", editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    answer_type = models.CharField(max_length=8, choices=Answer, blank=True)
    category = models.CharField(max_length=16, choices=Category, default=Category.OTHER)
    title = models.CharField(max_length=200)
    help = models.TextField(blank=True)
    # [{"value": "rent", "labels": {"en": "We rent", "es": "Alquilamos"}}]; with "alone": true it
    # excludes others.
    options = models.JSONField(default=list, blank=True)
    date_bounds = models.CharField(max_length=6, choices=Bounds, default=Bounds.ANY)
    # Of an address or a person, what is asked for; empty: everything.
    parts = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    autofill = models.CharField(max_length=7, choices=Autofill, blank=True)
    # A document that may be typed on its page instead: a list, mostly.
    may_be_typed = models.BooleanField(default=False)
    # A document that may be sound or a film as well.
    takes_recordings = models.BooleanField(default=False)
    required = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)
    # Shown only when the item `shown_if` was answered `shown_if_value` ("yes", an option's value).
    shown_if = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="shows"
    )
    shown_if_value = models.CharField(max_length=80, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def may_be_named(self) -> bool:
        """In an email. Of questions only the number is told."""
        return self.kind == self.Kind.DOCUMENT and self.category in NAMED_IN_LETTERS

    def titled(self, language: str) -> Tagged:
        return self.text_in(language, "title")

    def helped(self, language: str) -> Tagged:
        return self.text_in(language, "help")
