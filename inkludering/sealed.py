"""Text that the database keeps but cannot read: sealed with a key from the environment.

``NEEDS_KEYS`` holds the keys, newest first and oldest last. The first one seals; all of them open.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"inkludering needs"


class SealedError(Exception):
    """None of our keys opens it."""


def _fernet(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
    return Fernet(urlsafe_b64encode(derived))


def _keys() -> MultiFernet:
    return MultiFernet([_fernet(key) for key in settings.NEEDS_KEYS])


def seal(text: str) -> str:
    """``text`` under the newest key; never the same twice."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again. Raises ``SealedError`` when no key of ours fits."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SealedError from None


def seal_anew(sealed: str) -> str:
    """The same text under the newest key, the time it was first sealed kept. Raises ``SealedError``."""
    try:
        return _keys().rotate(sealed.encode()).decode()
    except InvalidToken:
        raise SealedError from None
