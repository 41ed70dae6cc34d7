"""Links and codes that open something. Each purpose has its own key; none is stored in the database.

An own link is ``<registration>.<version>.<mac>``; a check-in code is a MAC alone (it must give
nothing but "is here", and the door compares it with the codes of one event).
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing

FORM_SALT = "inkludering.form"


def _mac(key: str, purpose: str, *parts: int | str) -> bytes:
    text = ":".join([purpose, *map(str, parts)])
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()


def _url_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def own_link(registration_id: int, version: int) -> str:
    """The secret part of ``/min/<token>/``: 192 bits of MAC behind two numbers."""
    mac = _mac(settings.LINK_KEYS[0], "own", registration_id, version)[:24]
    return f"{registration_id}.{version}.{_url_text(mac)}"


def read_own_link(token: str) -> tuple[int, int] | None:
    """(registration id, version) when the link is ours; the caller compares the version."""
    number, _, rest = token.partition(".")
    version, _, _ = rest.partition(".")
    if not (
        number.isascii() and number.isdigit() and version.isascii() and version.isdigit() and len(token) < 80
    ):
        return None
    for key in settings.LINK_KEYS:
        expected = f"{number}.{version}.{_url_text(_mac(key, 'own', int(number), int(version))[:24])}"
        if hmac.compare_digest(expected.encode(), token.encode()):
            return int(number), int(version)
    return None


def checkin_code(registration_id: int, version: int) -> str:
    """The 26 base32 characters (130 bits) in the QR on a name tag."""
    mac = _mac(settings.CHECKIN_KEYS[0], "check-in", registration_id, version)
    return base64.b32encode(mac[:20]).decode()[:26]


@dataclass(frozen=True)
class FormToken:
    """Says when a form was shown; ``id`` is also the idempotency key of what is sent."""

    id: UUID
    issued_at: datetime


def new_form_token() -> str:
    """A signed random id with the time, for a hidden field."""
    return signing.TimestampSigner(salt=FORM_SALT).sign(uuid4().hex)


def read_form_token(token: str) -> FormToken | None:
    """The token's content, or None when it is not ours. The caller judges its age."""
    signer = signing.TimestampSigner(salt=FORM_SALT)
    try:
        identity = UUID(signer.unsign(token))
        stamp = signing.b62_decode(token.rsplit(":", 2)[1])
        return FormToken(id=identity, issued_at=datetime.fromtimestamp(stamp, tz=UTC))
    except (signing.BadSignature, ValueError, IndexError, OverflowError):
        return None


def device_token() -> str:
    """256 random bits for a cookie; only its digest is stored."""
    return secrets.token_urlsafe(32)


def digest(value: str) -> str:
    """What the database keeps of a secret that has enough random bits of its own."""
    return hashlib.sha256(value.encode()).hexdigest()
