"""Numbers of organisations in the Nordic countries, and the addresses that electronic invoices go to."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from stdnum import ean
from stdnum.dk import cvr
from stdnum.fi import ytunnus
from stdnum.is_ import kennitala
from stdnum.no import orgnr as norwegian
from stdnum.se import orgnr as swedish

NORWAY = "NO"
LOCATION = "0088"  # a number of GS1, which many public bodies use as their address
_ADDRESS = re.compile(r"(\d{4}):([A-Za-z0-9._~-]{1,50})")


@dataclass(frozen=True)
class Register:
    """How a country writes its organisations. ``scheme`` is its code in Peppol's list of addresses, and
    in ISO 6523; empty where invoices go to another address than the number."""

    module: Any
    scheme: str
    prefix: str = ""

    def read(self, text: str) -> str | None:
        return str(self.module.compact(text)) if self.module.is_valid(text) else None


REGISTERS: dict[str, Register] = {
    NORWAY: Register(norwegian, "0192"),
    "SE": Register(swedish, "0007"),
    "DK": Register(cvr, "0184", "DK"),
    "FI": Register(ytunnus, ""),
    "IS": Register(kennitala, "0196"),
}
# Where a number has a check of its own; the other schemes are taken as they are.
CHECKS: dict[str, Callable[[str], bool]] = {
    LOCATION: lambda number: len(number) == 13 and bool(ean.is_valid(number)),
    "0192": norwegian.is_valid,
    "0007": swedish.is_valid,
    "0184": lambda number: number[:2] == "DK" and bool(cvr.is_valid(number[2:])),
    "0196": kennitala.is_valid,
}
SCHEMES = frozenset({*CHECKS, "0096", "0198", "0212", "0213", "0215", "0216"})


def read_number(text: str, country: str) -> str | None:
    """The number without spaces and hyphens; None when it cannot be right. Elsewhere anything goes."""
    register = REGISTERS.get(country)
    return register.read(text) if register else text


def read_address(text: str, _country: str = NORWAY) -> str | None:
    """ "0088:7300010000001", or the thirteen digits alone; None when it cannot be right."""
    tidy = text.replace(" ", "").upper()
    if tidy.isascii() and tidy.isdigit() and len(tidy) == 13:
        tidy = f"{LOCATION}:{tidy}"
    found = _ADDRESS.fullmatch(tidy)
    if found is None or found[1] not in SCHEMES:
        return None
    check = CHECKS.get(found[1])
    return tidy if check is None or check(found[2]) else None


def scheme_and_number(buyer: Mapping[str, Any]) -> tuple[str, str]:
    """The number with the code of its register; two empty words without either."""
    register, number = REGISTERS.get(buyer.get("country") or NORWAY), buyer.get("organisation_number")
    if not number:
        return "", ""
    return (register.scheme, f"{register.prefix}{number}") if register else ("", str(number))


def address_of(buyer: Mapping[str, Any]) -> tuple[str, str] | None:
    """Where an electronic invoice goes, as scheme and number; None for somebody it cannot reach."""
    scheme, _colon, number = str(buyer.get("electronic_address") or "").partition(":")
    if not number:
        scheme, number = scheme_and_number(buyer)
    return (scheme, number) if scheme and number else None
