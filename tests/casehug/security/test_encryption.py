import base64
import os

import pytest

from casehug.security.encryption import CannotDecrypt, decrypt, encrypt, is_current


@pytest.fixture
def two_keys(settings):
    settings.FIELD_KEYS = {"k2": os.urandom(32), "k1": os.urandom(32)}
    return settings


def test_what_was_sealed_opens_for_its_place_only(two_keys):
    value = encrypt("tök-en", "connection.access_token:firm-a")
    assert decrypt(value, "connection.access_token:firm-a") == "tök-en"
    for elsewhere in ("connection.access_token:firm-b", "connection.refresh_token:firm-a"):
        with pytest.raises(CannotDecrypt):
            decrypt(value, elsewhere)


def test_older_key_still_opens_and_newest_seals(two_keys):
    newest = two_keys.FIELD_KEYS["k2"]
    two_keys.FIELD_KEYS = {"k1": two_keys.FIELD_KEYS["k1"]}
    old = encrypt("secret", "x")
    two_keys.FIELD_KEYS = {"k2": newest, **two_keys.FIELD_KEYS}
    assert (decrypt(old, "x"), is_current(old), is_current(encrypt("s", "x"))) == (
        "secret",
        False,
        True,
    )


@pytest.mark.parametrize(
    "damage", ["k9:", "k2:not base64!", "k2:" + base64.b64encode(b"short").decode()]
)
def test_a_value_that_is_not_ours_raises(two_keys, damage):
    with pytest.raises(CannotDecrypt):
        decrypt(damage, "x")
