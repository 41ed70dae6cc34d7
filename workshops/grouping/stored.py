"""The classic tight seatings in which nobody meets twice and that no field gives, as a small table.

Each was found by exact cover among seatings that a rotation carries into themselves, so that one or
two rounds stand for all: a person is a digit, people come in runs as long as the rotation, everybody
moves on by one in their run from round to round, and who is in no whole run stays.
"""

from __future__ import annotations

from string import ascii_lowercase, digits

import numpy as np

from workshops.grouping.pairs import Places

PEOPLE = digits + ascii_lowercase

# (groups, size): length of the rotation, and the rounds it turns into all others
BASES = {
    (5, 3): (7, ("079 134 2ad 58e 6bc",)),
    (6, 3): (4, ("06d 1ac 25g 39h 478 bef", "03b 15d 27c 4eh 689 afg")),
    (7, 3): (5, ("02b 178 3jk 4ch 5dg 6fi 9ae", "049 1fg 2cj 36a 58i 7ek bdh")),
    (6, 4): (7, ("015b 2fhi 38en 4cgl 6dkm 79aj",)),
    (7, 4): (9, ("019c 28lp 37ij 46ab 5fnr dhmo egkq",)),
    (6, 5): (6, ("0fhrs 1567p 23gln 48ekt 9bcdm aijoq",)),
}


def stored(groups: int, size: int, rounds: int) -> Places | None:
    """Group of every person (round, person); None where the table has no so many rounds."""
    turn, bases = BASES.get((groups, size), (0, ()))
    if rounds > turn * len(bases):
        return None
    seats = np.empty((rounds, groups * size), dtype=np.intp)
    for r in range(rounds):
        base, steps = divmod(r, turn)
        for group, members in enumerate(bases[base].split()):
            seats[r, [turned(PEOPLE.index(one), steps, turn, groups * size) for one in members]] = group
    return seats


def turned(person: int, steps: int, turn: int, people: int) -> int:
    """Where a person has come to after so many steps within their run."""
    run, place = divmod(person, turn)
    return run * turn + (place + steps) % turn if (run + 1) * turn <= people else person
