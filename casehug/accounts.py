"""How people sign in, where allauth asks us."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from casehug.encryption import decrypt, encrypt

SECOND_FACTOR = "allauth.mfa"


class PeopleAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # Members are invited by their firm.


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors sealed; by default they are clear text."""

    def encrypt(self, text: str) -> str:
        return encrypt(text, SECOND_FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text, SECOND_FACTOR)
