"""Seatings in which nobody meets twice, from finite fields and from a small table.

Person in row a, column c sits in group c + a*t in round t.  Two people of different rows meet in at
most one round as long as the rounds' numbers t differ by units; a field has as many as it has
elements, a product of fields as many as its smallest factor.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import product
from random import Random

import numpy as np

from workshops.grouping.dealing import sorted_run
from workshops.grouping.model import Pin, Room
from workshops.grouping.pairs import Costs, Numbers, Places
from workshops.grouping.stored import stored

# x^k = sum(c_i x^i): irreducible polynomials for the fields that rooms of up to 32 groups need
REDUCE = {(2, 2): (1, 1), (2, 3): (1, 1, 0), (2, 4): (1, 1, 0, 0), (2, 5): (1, 0, 1, 0, 0), (3, 2): (2, 0),
          (3, 3): (1, 2, 0), (5, 2): (2, 0)}  # fmt: skip


def prime_powers(n: int) -> list[tuple[int, int]]:
    """The factors p**k of ``n`` as (p, k)."""
    found, p = [], 2
    while n > 1:
        k = 0
        while n % p == 0:
            n, k = n // p, k + 1
        if k:
            found.append((p, k))
        p += 1
    return found


@cache
def field_times(p: int, k: int) -> tuple[tuple[int, ...], ...] | None:
    """Multiplication in GF(p**k), elements as numbers in base p; None when not known here."""
    if k > 1 and (p, k) not in REDUCE:
        return None
    q = p**k
    return tuple(tuple(_times(a, b, p, k) for b in range(q)) for a in range(q))


def _times(a: int, b: int, p: int, k: int) -> int:
    x = [a // p**i % p for i in range(k)]
    y = [b // p**i % p for i in range(k)]
    total = [0] * (2 * k - 1)
    for i, j in product(range(k), repeat=2):
        total[i + j] += x[i] * y[j]
    for top in range(2 * k - 2, k - 1, -1):
        for i, c in enumerate(REDUCE[p, k]):
            total[top - k + i] += total[top] * c
    return sum(total[i] % p * p**i for i in range(k))


def plus(a: int, b: int, p: int, k: int) -> int:
    return sum((a // p**i + b // p**i) % p * p**i for i in range(k))


@lru_cache(maxsize=32)
def repeat_free(groups: int, rounds: int, rows: int) -> Places | None:
    """Group of every chair (round, chair), chairs numbered row by row; None where no design is known."""
    factors = prime_powers(groups)
    if rows > groups or not factors or rounds > min(p**k for p, k in factors):
        return None
    tables = [table for p, k in factors if (table := field_times(p, k)) is not None]
    if len(tables) < len(factors):
        return None
    seats = np.zeros((rounds, rows * groups), dtype=np.intp)
    for t, chair in product(range(rounds), range(rows * groups)):
        row, column = divmod(chair, groups)
        group = scale = 0
        unit = 1
        for (p, k), table in zip(factors, tables, strict=True):
            q = p**k
            a, c = row // unit % q, column // unit % q
            scale = plus(c, table[a][t], p, k)
            group += scale * unit
            unit *= q
        seats[t, chair] = group
    seats.setflags(write=False)  # shared by all who ask
    return seats


def repeat_free_full(groups: int, rounds: int, size: int) -> Places | None:
    """The same for groups that are all full, where more is known: the table, and rows that meet inside.

    After all rounds of a field nobody has met anybody of their own row. Where its length is a multiple
    of ``size``, each row is a smaller room of its own in the rounds that follow.
    """
    if rounds == 1:
        return np.arange(groups * size, dtype=np.intp)[None] // size
    found = repeat_free(groups, rounds, size)
    if found is None:
        found = stored(groups, size, rounds)
    if found is not None or rounds <= groups or groups % size:
        return found
    across = repeat_free(groups, groups, size)
    inside = repeat_free_full(groups // size, rounds - groups, size)
    if across is None or inside is None:
        return None
    rows = np.arange(size)[:, None] * (groups // size)
    return np.concatenate((across, [(rows + row).ravel() for row in inside]))


def design_chairs(room: Room, pins: frozenset[Pin], costs: Costs) -> tuple[Places, Places] | None:
    """A seating without repeats where rounds are tight and a design fits: same groups, everybody there.

    The group of each chair in each round, and the chair each person starts in: sectors and organisations
    together, row by row.
    """
    people, rounds = len(room.people), len(room.mixed)
    sizes = {room.rounds[r].groups for r in room.mixed}
    if len(sizes) != 1 or pins or costs.fixed.any() or rounds < 2:
        return None
    (groups,) = sizes
    rows = -(-people // groups)
    if rounds * (rows - 1) * 2 < people:
        return None
    known = repeat_free_full if people == groups * rows else repeat_free
    seats = known(groups, rounds, rows)
    if seats is None:
        return None
    index = {i: k for k, i in enumerate(costs.ids)}
    run = sorted_run(room.people, Random(0))  # noqa: S311  # a lot, not a secret
    order = np.empty(people, dtype=np.intp)
    order[[index[p.id] for p in run]] = np.arange(people)
    return seats, order


def meeting_matrix(seats: Places) -> Numbers:
    same = (seats[:, :, None] == seats[:, None, :]).sum(axis=0)
    np.fill_diagonal(same, 0)
    meetings: Numbers = same.astype(np.float32)
    return meetings


def settle(
    costs: Costs, seats: Places, order: Places, rng: np.random.Generator, is_over: Callable[[int], bool]
) -> Places:
    """Who takes which chair of a design: tabu over exchanges of two people's chairs in all rounds.

    ``order[i]`` is the chair person i starts in.  Meetings stay as they are, so nobody meets twice.
    """
    price = costs.pair.mean(axis=0)
    chair = order.copy()
    best_chair, total, best_total = chair.copy(), 0.0, 0.0
    meet = meeting_matrix(seats)
    people = len(chair)
    until = np.zeros(people, dtype=np.intp)
    for step in range(1, 6 * people):
        near = meet[np.ix_(chair, chair)]
        cross = price @ near
        own = np.diagonal(cross)
        change = cross + cross.T - own[:, None] - own[None, :] + 2 * price * near
        blocked = until > step
        change[blocked] = change[:, blocked] = np.inf
        np.fill_diagonal(change, np.inf)
        i, j = divmod(int(change.argmin()), people)
        total += float(change[i, j])
        chair[i], chair[j] = chair[j], chair[i]
        until[[i, j]] = step + rng.integers(4, 10, 2)
        if total < best_total - 0.5:
            best_total, best_chair = total, chair.copy()
        if is_over(1):
            break
    return seats[:, best_chair]
