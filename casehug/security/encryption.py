"""Secrets at rest: AES-256-GCM, the key's id in the value, bound to the column and the firm.

A stored value reads `key-id:base64(nonce + ciphertext)`. A value copied to another firm or column, or
written with a key that is not on the ring, raises `CannotDecrypt`; it never comes back as text.
"""

import base64
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

NONCE_BYTES = 12


class CannotDecrypt(RuntimeError):
    """The value was not written with one of our keys for this column of this firm."""


def encrypt(text: str, bound_to: str) -> str:
    key_id, key = next(iter(settings.FIELD_KEYS.items()))
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + AESGCM(key).encrypt(nonce, text.encode(), bound_to.encode())
    return f"{key_id}:{base64.b64encode(sealed).decode()}"


def decrypt(value: str, bound_to: str) -> str:
    key_id, _, encoded = value.partition(":")
    try:
        key = settings.FIELD_KEYS[key_id]
        sealed = base64.b64decode(encoded, validate=True)
        return (
            AESGCM(key)
            .decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to.encode())
            .decode()
        )
    except KeyError:
        message = f"No key named {key_id[:16]!r} is in FIELD_KEYS."
        raise CannotDecrypt(message) from None
    except (ValueError, InvalidTag):
        message = f"This value was not written for {bound_to}."
        raise CannotDecrypt(message) from None


def is_current(value: str) -> bool:
    return value.partition(":")[0] == next(iter(settings.FIELD_KEYS))


class _Sealed(str):
    """A value as the database holds it, to be opened when first read."""

    __slots__ = ()


class EncryptedTextField(models.TextField):
    """Text that is clear on the instance and sealed in the database. Needs a `firm_id` beside it."""

    def contribute_to_class(self, cls: Any, name: str, *args: Any, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, *args, **kwargs)
        if not cls._meta.abstract:
            setattr(cls, self.attname, _Opened(self))

    def bound_to(self, instance) -> str:
        return f"{self.model._meta.label_lower}.{self.attname}:{instance.firm_id}"

    def from_db_value(self, value, expression, connection):
        return _Sealed(value) if value else value

    def pre_save(self, instance, add):
        value = instance.__dict__.get(self.attname)
        if not value or isinstance(value, _Sealed):
            return value
        return _Sealed(encrypt(value, self.bound_to(instance)))

    def get_prep_value(self, value):
        if value and not isinstance(value, _Sealed):
            message = f"{self.attname} is sealed per firm: set it on the instance and save."
            raise TypeError(message)
        return str(value) if value is not None else None


class _Opened:
    def __init__(self, field):
        self.field = field

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
        value = instance.__dict__[self.field.attname]
        if isinstance(value, _Sealed):
            value = decrypt(value, self.field.bound_to(instance))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value
