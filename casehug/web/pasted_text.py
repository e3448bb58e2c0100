"""Pasted text: letters nobody sees and look-alikes of the hyphen, which web pages, PDFs and phones put
into what people copy, are taken out before it is kept.

Two addresses that look the same must be the same: a contact is found in Clio by its email.
"""

import re

import phonenumbers
from django import forms

# Zero-width spaces and marks of direction; soft hyphens.
INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
# They join letters in Persian and Hindi, and mean nothing in an address.
JOINERS = re.compile("[\u200c\u200d]")
HYPHENS = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
AROUND_EMAIL = "<>()[]\"'“”‘’,;: "
REGION = "US"  # Where a number without a country code is dialled.
LONGEST_PHONE = 60


def line(text: str) -> str:
    """One line of words: names stand in headers of emails."""
    return " ".join(INVISIBLE.sub("", text).split())


def email(text: str) -> str:
    """An address as mail programs copy it: “Ana <ana@example.com>” stays for the form to refuse."""
    plain = HYPHENS.sub("-", JOINERS.sub("", line(text)))
    return re.sub("^mailto:", "", plain, flags=re.IGNORECASE).strip(AROUND_EMAIL)


def phone(text: str) -> str:
    """As people there write it: (503) 555-0142 here, +52 55 1234 5678 elsewhere; what cannot be a
    number is left as it was typed."""
    plain = HYPHENS.sub("-", JOINERS.sub("", line(text)))
    if len(plain) > LONGEST_PHONE:
        return plain
    try:
        number = phonenumbers.parse(plain, REGION)
    except phonenumbers.NumberParseException:
        return plain
    if not phonenumbers.is_possible_number(number):
        return plain
    return phonenumbers.format_number(number, _style(number))


def _style(number: phonenumbers.PhoneNumber) -> int:
    is_here = number.country_code == phonenumbers.country_code_for_region(REGION)
    styles = phonenumbers.PhoneNumberFormat
    return int(styles.NATIONAL if is_here else styles.INTERNATIONAL)


class LineField(forms.CharField):
    def to_python(self, value: object) -> str:
        return line(super().to_python(value) or "")


class EmailField(forms.EmailField):
    def to_python(self, value: object) -> str:
        return email(super().to_python(value) or "")


class PhoneField(forms.CharField):
    def to_python(self, value: object) -> str:
        return phone(super().to_python(value) or "")
