"""One recipient is one address."""

from django.core.exceptions import ValidationError
from django.core.mail.message import sanitize_address
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

_NEVER = frozenset(" \t\r\n\v\f\0,;:<>()[]\\\"'")


def validate_address(value: str) -> None:
    """Raise ``ValidationError`` unless ``value`` is exactly one plain address, ``name@host``."""
    try:
        validate_email(value)
    except ValidationError:
        raise _refusal() from None
    name = value.rpartition("@")[0]
    if _NEVER & set(value) - {"'"} or "@" in name or not name.isascii():
        raise _refusal()


def _refusal() -> ValidationError:
    return ValidationError(_("Write one e-mail address."), code="one_address")


def ascii_address(value: str) -> str:
    """``value`` as a mail server takes it: a host name like blåbær.no becomes xn--blbr-roah.no."""
    return sanitize_address(value, "utf-8")


def split_sender(value: str) -> tuple[str, str]:
    """(display name, address) of "Name <address>", however the name is written."""
    name, mark, rest = value.strip().rpartition("<")
    if not mark:
        return "", value.strip()
    return name.strip().strip('"').replace('"', "").replace("\\", ""), rest.rstrip("> ")
