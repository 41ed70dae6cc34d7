"""Rooms of a video meeting: the list people read, and the file the meeting reads."""

import csv
import io
import re
from dataclasses import dataclass

from workshops.board import seat_rows
from workshops.models import Seat, WorkshopRound
from workshops.room import short_names

# The meeting program's own headings; it reads nothing else.
HEADINGS = ("Pre-assign Room Name", "Email Address")
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")


@dataclass(frozen=True)
class Guest:
    """``shown_as`` is what they should call themselves: "3 – Kari"."""

    name: str
    shown_as: str
    by_hand: bool  # no address that a file may carry: moved by the host


@dataclass(frozen=True)
class BreakoutRoom:
    number: int
    guests: list[Guest]


def _addresses(round_: WorkshopRound) -> dict[int, str]:
    """Registration id → address, of those who have one."""
    seats = Seat.objects.filter(round=round_)
    rows = seats.values_list("registration_id", "registration__participant__email")
    return {who: address for who, address in rows if address}


def can_be_in_file(address: str) -> bool:
    """An address that a spreadsheet would take for a formula stays out of the file."""
    return bool(address) and not _FORMULA.match(address)


def rooms_of(round_: WorkshopRound) -> list[BreakoutRoom]:
    """Each room with who goes there."""
    seats, addresses = seat_rows(round_), _addresses(round_)
    names = short_names([seat.registration for seat in seats])
    rooms: dict[int, BreakoutRoom] = {}
    for seat in seats:
        number = seat.group.number
        room = rooms.setdefault(number, BreakoutRoom(number, []))
        shown_as = f"{number} – {names[seat.registration_id]}"
        by_hand = not can_be_in_file(addresses.get(seat.registration_id, ""))
        room.guests.append(Guest(seat.registration.name, shown_as, by_hand))
    return [rooms[number] for number in sorted(rooms)]


def as_file(round_: WorkshopRound, *, room_name: str) -> tuple[bytes, int]:
    """The file for pre-assignment, and how many people are in it. ``room_name`` holds %(number)s."""
    file, count = io.StringIO(), 0
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    addresses = _addresses(round_)
    for seat in seat_rows(round_):
        address = addresses.get(seat.registration_id, "")
        if can_be_in_file(address):
            writer.writerow([room_name % {"number": seat.group.number}, address])
            count += 1
    return file.getvalue().encode(), count
