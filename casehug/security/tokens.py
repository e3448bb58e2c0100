"""Random tokens: only their hash is kept, so that a copy of the database opens nothing."""

from hashlib import sha256


def hashed(token: str) -> str:
    """SHA-256 in hex, as tokens and other random secrets are kept and looked up."""
    return sha256(token.encode()).hexdigest()
