"""Who may open the pages of an account: its owner."""

from typing import Any


def is_signed_in(user: Any, _obj: Any) -> bool:
    return bool(user.is_authenticated)
