"""A walk through seatings: climb with tabu, shake, climb again (iterated tabu search)."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from random import Random

import numpy as np

from workshops.grouping.pairs import LARGE, Places
from workshops.grouping.search import NEVER, Table

SHAKE = 8  # most swaps in one shake
SPACIOUS = 80  # people from which on a walk remembers longer
TENURE = ((3, 8), (5, 15))  # steps for which someone who changed chairs stays put; spacious rooms second
COOLING = 8_000  # steps from warm to cold
WARM, COLD = 15.0, 4.0  # prices that are often paid at the beginning, and at the end
ANNEALED = (2, 5)  # tenure while swaps are made by lot
NOISE = 4  # lots drawn for each swap
LOOK = 7  # turns of a descent after which its seating is shown: the spread is right long before the rest
SHAKES_PER_LOT = 6  # shakes after which ties are drawn anew


class Budget:
    """How much work is left: steps, or CPU seconds of this thread."""

    def __init__(self, seconds: float | None, steps: int | None) -> None:
        self.until = None if seconds is None else time.thread_time() + seconds
        self.steps = steps
        self.used = 0

    def spend(self, steps: int = 1) -> bool:
        """Count ``steps``; True once the budget is used up."""
        self.used += steps
        return self.is_over()

    def is_over(self) -> bool:
        if self.steps is not None and self.used >= self.steps:
            return True
        return self.until is not None and time.thread_time() >= self.until


class _Held:
    """Whoever changed chairs stays put for some steps."""

    def __init__(self, table: Table, rng: Random, tenure: tuple[int, int]) -> None:
        self.table = table
        self.rng = rng
        self.tenure = tenure
        self.step = 0
        self.release: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)

    def swap(self, r: int, i: int, j: int) -> None:
        table = self.table
        rows = table.swap(r, i, j)
        self.step += 1
        freed = self.release.pop(self.step, [])
        for at, person in freed:
            table.hold[at, person] = 0
        for person in (i, j):
            table.hold[r, person] = NEVER
            self.release[self.step + self.rng.randint(*self.tenure)].append((r, person))
        table.refresh(np.append(rows, [person for _, person in freed]) if freed else rows)

    def free(self) -> None:
        """Everybody may move again, from the next ``load`` on."""
        for at, person in (pair for pairs in self.release.values() for pair in pairs):
            self.table.hold[at, person] = 0


class Walk:
    """One walk over a ``Table``; ``at`` is the seating it shakes next, ``price`` its price."""

    def __init__(self, table: Table, knots: list[list[list[int]]], kinds: list[str], rng: Random) -> None:
        self.table = table
        self.rng = rng
        self.knots = knots  # knots of each round, as persons
        self.kinds = kinds  # sector of each person: shakes swap equals
        self.at = table.seats.copy()
        self.price = table.total
        self.shakes = 0
        self.tenure = TENURE[self.table.people >= SPACIOUS]

    def restart(self, seats: Places) -> None:
        """Go on from another seating."""
        self.table.load(seats)
        self.at, self.price = seats.copy(), self.table.total

    def descend(self, budget: Budget) -> Iterator[Places]:
        """In a large room, many gaining swaps at a time while there are any: the seating now and then, and
        the last."""
        turn = 0
        while self.table.people >= LARGE and (swaps := self.table.apart()) and not budget.is_over():
            rows = [self.table.swap(r, i, j) for r, i, j, _ in swaps]
            self.table.refresh(np.concatenate(rows))
            self.table.total += sum(change for *_, change in swaps)
            budget.spend(len(swaps))
            turn += 1
            if turn % LOOK == 0:
                yield self.table.seats.copy()
        yield self.table.seats.copy()

    def climb(self, budget: Budget, patience: int) -> Places:
        """Best swaps, forbidding to undo them for a while, until ``patience`` steps brought nothing."""
        for _seats in self.descend(budget):
            pass
        table, price = self.table, self.table.total
        best, best_price, idle = table.seats.copy(), price, 0
        held = _Held(table, self.rng, self.tenure)
        while idle < patience:
            r, i, j, change = table.best()
            if change >= NEVER / 4:
                budget.spend()  # nobody can move: time must pass all the same
                break
            if change >= 0 and price < best_price:
                best, best_price = table.seats.copy(), price
            held.swap(r, i, j)
            price += change
            idle = 0 if price < best_price else idle + 1
            if budget.spend():
                break
        if price < best_price:
            best, best_price = table.seats.copy(), price
        held.free()
        if best_price <= self.price:
            self.at, self.price = best, best_price
        return best

    def anneal(self, budget: Budget) -> tuple[Places, Places]:
        """Swaps by lot, dear ones ever more seldom; the cheapest seating met, and the last."""
        table, price = self.table, self.table.total
        best, best_price = table.seats.copy(), price
        noise = table.rng.gumbel(size=NOISE * table.change.size).astype(np.float32)
        held = _Held(table, self.rng, ANNEALED)
        for step in range(COOLING):
            heat = WARM * (COLD / WARM) ** (step / COOLING)
            at = self.rng.randrange((NOISE - 1) * table.change.size)
            lot = noise[at : at + table.change.size].reshape(table.change.shape)
            r, i, j, change = table.best(table.change - heat * lot)
            if change >= NEVER / 4:
                budget.spend()
                break
            held.swap(r, i, j)
            price += change
            if price < best_price:
                best, best_price = table.seats.copy(), price
            if budget.spend():
                break
        held.free()
        return best, table.seats.copy()

    def shake(self) -> None:
        """Go on from ``at`` after some random swaps of equals, now and then of a whole knot."""
        seats = self.at.copy()
        rounds = range(len(seats))
        if self.rng.random() < 0.5:
            rounds = range(k := self.rng.randrange(len(seats)), k + 1)
        for _ in range(self.rng.randint(3, SHAKE)):
            self._swap_equals(seats, self.rng.choice(rounds))
        r = self.rng.choice(rounds)
        if self.knots[r] and self.rng.random() < 0.3:
            self._move_knot(seats, r, self.rng.choice(self._crowded_knots(seats[r], r) or self.knots[r]))
        self.shakes += 1
        if self.shakes % SHAKES_PER_LOT == 0:
            self.table.redraw_ties()
        self.table.load(seats)

    def _crowded_knots(self, row: Places, r: int) -> list[list[int]]:
        """Knots that share a group with another."""
        count = Counter(int(row[knot[0]]) for knot in self.knots[r])
        return [knot for knot in self.knots[r] if count[int(row[knot[0]])] > 1]

    def _swap_equals(self, seats: Places, r: int) -> None:
        row, fixed = seats[r], self.table.costs.fixed[r]
        for _ in range(30):
            i, j = self.rng.randrange(len(row)), self.rng.randrange(len(row))
            if row[i] != row[j] and self.kinds[i] == self.kinds[j] and not (fixed[i] or fixed[j]):
                row[i], row[j] = row[j], row[i]
                return

    def _move_knot(self, seats: Places, r: int, knot: list[int]) -> None:
        """Swap a knot with people of another group who are tied to nobody."""
        row, fixed = seats[r], self.table.costs.fixed[r]
        tied = {i for other in self.knots[r] for i in other}
        group = self.rng.choice([int(g) for g in np.unique(row) if g < self.table.costs.groups])
        free = [i for i in np.flatnonzero(row == group).tolist() if not fixed[i] and i not in tied]
        if group == row[knot[0]] or len(free) < len(knot) or any(fixed[i] for i in knot):
            return
        for person in knot:
            other = max(free, key=lambda i: (self.kinds[i] == self.kinds[person], self.rng.random()))
            free.remove(other)
            row[person], row[other] = row[other], row[person]
