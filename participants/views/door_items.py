"""Reading what a tablet sends. Lenient where words are concerned: what happened at a door is never refused
for how a name is written; only what cannot be understood at all is named as unreadable."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.dateparse import parse_datetime

from inkludering.text import normalise_line
from participants.models import ScanKind
from participants.services.door_batch import LARGEST_COUNT, Item
from participants.services.door_people import Guest
from participants.services.door_sync import Report
from regions.models import Sector

LARGEST_ID = 2**63 - 1
LARGEST_OFFSET = 10**8  # seconds, three years: a clock that is further off says nothing
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
COUNTED = ("public", "private", "voluntary", "other", "first_timers")
NAMELESS = "?"  # a walk-in whose name cannot be read has come all the same
NEEDS_NOBODY = frozenset({ScanKind.WALK_IN, ScanKind.COUNT, ScanKind.TRIAL})


def read_item(sent: Any) -> Item | None:
    """One item as sent; None when it cannot be understood."""
    try:
        kind = ScanKind(sent["kind"])
        facts = sent.get("data") or {}
        item = Item(
            scan_id=UUID(sent["id"]),
            kind=kind,
            device_at=read_moment(sent["at"]),
            clock_offset=max(-LARGEST_OFFSET, min(LARGEST_OFFSET, int(sent.get("offset") or 0))),
            registration_id=_number(sent.get("registration")),
            guest=UUID(sent["guest"]) if sent.get("guest") else None,
            code=_line(sent.get("code"), 64).upper(),
            shift_id=_number(sent.get("shift")),
            **_facts(kind, facts),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return None
    has_somebody = item.registration_id or item.guest or item.code
    return item if has_somebody or kind in NEEDS_NOBODY else None


def _facts(kind: ScanKind, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What this kind needs beside who and when."""
    if kind == ScanKind.WALK_IN:
        return {"walk_in": _guest(facts)}
    if kind == ScanKind.RENAME:
        return {
            "name": _line(facts.get("name"), 120),
            "pronunciation": _line(facts.get("pronunciation"), 120),
        }
    if kind == ScanKind.DINNER:
        return {"comes": bool(facts.get("comes"))}
    if kind == ScanKind.COUNT:
        return {"numbers": {name: _counted(facts.get(name)) for name in COUNTED}}
    return {}


def _guest(facts: Mapping[str, Any]) -> Guest:
    sector = str(facts.get("sector"))
    return Guest(
        first_name=_line(facts.get("first_name"), 120) or NAMELESS,
        last_name=_line(facts.get("last_name"), 120),
        organisation_name=_line(facts.get("organisation_name"), 200),
        sector=sector if sector in Sector.values else Sector.OTHER,
        email=_email(facts.get("email")),
    )


def _line(value: Any, longest: int) -> str:
    """A line of text; signs that may not stand in one are left out rather than refused."""
    text = value if isinstance(value, str) else ""
    try:
        return normalise_line(text)[:longest].strip()
    except ValidationError:
        seen = "".join(character if character.isprintable() else " " for character in text)
        return " ".join(seen.split())[:longest].strip()


def _email(value: Any) -> str | None:
    text = _line(value, 254)
    try:
        validate_email(text)
    except ValidationError:
        return None
    return text


def _counted(value: Any) -> int:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return max(0, min(LARGEST_COUNT, value)) if is_number else 0


def _number(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= LARGEST_ID:
        raise ValueError("not an id")
    return value


def read_moment(value: Any) -> datetime:
    """No scan is refused for what its clock says, only for what is no time at all."""
    moment = parse_datetime(value)
    if moment is None:
        raise ValueError("not a time")
    return max(EARLIEST, min(LATEST, moment if moment.tzinfo else moment.replace(tzinfo=UTC)))


def read_report(query: Mapping[str, str]) -> Report:
    """What the device says of itself in the query of a contact; nonsense counts as nothing said."""
    since = query.get("unsent_since", "")
    try:
        moment = read_moment(since) if since else None
    except ValueError:
        moment = None
    return Report(
        unsent=max(0, min(100_000, whole(query.get("unsent")))),
        unsent_since=moment,
        clock_skew=max(-LARGEST_OFFSET, min(LARGEST_OFFSET, whole(query.get("skew")))),
        version=_line(query.get("version"), 16),
        shift_id=min(LARGEST_ID, whole(query.get("shift"))) or None,
    )


def whole(text: str | None) -> int:
    """A whole number from a query, 0 for anything else."""
    try:
        return int((text or "0")[:20])
    except ValueError:
        return 0
