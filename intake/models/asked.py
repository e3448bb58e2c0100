"""One thing asked for, wherever it is asked."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from casehug.spoken import Spoken, either
from casehug.tenancy.models import FirmOwned


class Language(models.TextChoices):
    ENGLISH = "en", "English"
    SPANISH = "es", "Español"


class Category(models.TextChoices):
    """Sections of a checklist, in the order a client meets them."""

    ABOUT_YOU = "about_you", "About you"
    IDENTIFICATION = "identification", "Identification"
    FAMILY = "family", "Family"
    CHILDREN = "children", "Children"
    WORK = "work", "Work and income"
    FINANCIAL = "financial", "Financial"
    PROPERTY = "property", "Property"
    MEDICAL = "medical", "Medical"
    INSURANCE = "insurance", "Insurance"
    LEGAL = "legal", "Legal"
    BUSINESS = "business", "Business"
    IMMIGRATION = "immigration", "Immigration"
    OTHER = "other", "Other"


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


class Asked(FirmOwned):
    """One thing asked for, as a checklist holds it and as it is copied into an intake."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", "Document"
        QUESTION = "question", "Question"

    class Answer(models.TextChoices):
        SHORT = "short", "Short text"
        LONG = "long", "Long text"
        DATE = "date", "Date"
        MONEY = "money", "Amount of money"
        CHOICE = "choice", "One of several"
        CHOICES = "choices", "Any of several"
        YES_NO = "yes_no", "Yes or no"
        PHONE = "phone", "Phone number"
        ADDRESS = "address", "Address"
        PERSON = "person", "Person"

    class Bounds(models.TextChoices):
        """When a day that is asked for can be; today is past and future."""

        ANY = "any", "Any day"
        PAST = "past", "A day that has been"
        FUTURE = "future", "A day to come"

    class Autofill(models.TextChoices):
        """What of the client's own the browser may fill in."""

        NAME = "name", "The client’s name"
        BIRTHDAY = "bday", "The client’s date of birth"
        ADDRESS = "address", "The client’s address"
        PHONE = "tel", "The client’s phone"
        EMAIL = "email", "The client’s email"

    # Of what ships, so that it is known again whatever a firm makes of its words.
    key = models.CharField(max_length=40, blank=True, default="", editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    answer_type = models.CharField(max_length=8, choices=Answer, blank=True)
    category = models.CharField(max_length=16, choices=Category, default=Category.OTHER)
    title = models.CharField(max_length=200)
    title_es = models.CharField("Title in Spanish", max_length=200, blank=True)
    help = models.TextField(blank=True)
    help_es = models.TextField("Help in Spanish", blank=True)
    # [{"value": "rent", "en": "We rent", "es": "Alquilamos"}]; with "alone": true it excludes others.
    options = models.JSONField(default=list, blank=True)
    date_bounds = models.CharField(max_length=6, choices=Bounds, default=Bounds.ANY)
    # Of an address or a person, what is asked for; empty: everything.
    parts = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    autofill = models.CharField(max_length=7, choices=Autofill, blank=True)
    # A document that may be typed on its page instead: a list, mostly.
    may_be_typed = models.BooleanField(default=False)
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

    def titled(self, language: str) -> Spoken:
        return either(language, self.title, self.title_es)

    def helped(self, language: str) -> Spoken:
        return either(language, self.help, self.help_es)
