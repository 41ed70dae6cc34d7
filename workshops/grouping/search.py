"""A seating with the price of every possible swap, kept up to date (numpy).

``Table.change`` holds, for every round and every two people, what swapping their chairs would
change.  A swap touches only the rows of the people in its two groups, so a step costs little even
for hundreds of people, and all rounds are searched together.
"""

from __future__ import annotations

import numpy as np

from workshops.grouping.pairs import Costs, Numbers, Places

NEVER = np.float32(2**26)
GRAIN = 64  # ties are broken by a fixed fraction below 1 for every two people
MEMORY = 20_000  # remembered group compositions


class Table:
    """A seating of all rounds of ``costs`` with the price of every possible swap."""

    def __init__(self, costs: Costs, seats: Places, rng: np.random.Generator) -> None:
        self.costs = costs
        self.rng = rng
        self.rounds, self.people = seats.shape
        self.every_round = np.arange(self.rounds)[:, None]
        self.others = [np.delete(np.arange(self.rounds), r)[:, None, None] for r in range(self.rounds)]
        self.hold = np.where(costs.fixed, NEVER, np.float32(0)).astype(np.float32)
        self.known: dict[bytes, Numbers] = {}
        self.redraw_ties()
        self.load(seats)

    def redraw_ties(self) -> None:
        """Prefer other swaps among equals from the next ``load`` on."""
        lot = self.rng.integers(0, GRAIN, (self.rounds, self.people, self.people)).astype(np.uint8)
        lower = np.tril(lot, -1)
        self.tie = (lower + lower.transpose(0, 2, 1)).astype(np.float32)
        self.tie /= GRAIN

    def load(self, seats: Places) -> None:
        """Start over from ``seats`` (round, person -> group)."""
        self.seats = seats.copy()
        chairs = np.arange(self.costs.groups + 1)
        self.members = [[np.flatnonzero(row == g).tolist() for g in chairs] for row in seats]
        one_hot = (seats[:, :, None] == chairs).astype(np.float32)
        one_hot[:, :, -1] = 0
        together = one_hot @ one_hot.transpose(0, 2, 1)
        met = together.sum(axis=0, dtype=np.float32)
        self.pair = self.costs.pair + self.costs.repeat * (met - together)
        # affinity[r, g, i]: what person i would pay for the people of group g
        self.affinity = np.ascontiguousarray((self.pair @ one_hot).transpose(0, 2, 1))
        if self.costs.seat is not None:
            self.affinity += self.costs.seat
        self.own = (self.every_round * len(chairs) + seats) * self.people + np.arange(self.people)
        self.counts = np.einsum("rng,nt->rgt", one_hot, self.costs.traits[self.costs.kind])
        self.replace = np.zeros((self.rounds, self.people, len(self.costs.traits)), dtype=np.float32)
        for r in range(self.rounds):
            for g in range(self.costs.groups):
                self._reprice(r, g)
        self.change = np.empty((self.rounds, self.people, self.people), dtype=np.float32)
        self.refresh(np.arange(self.people))
        self.total = self._total(together, met)

    def _total(self, together: Numbers, met: Numbers) -> int:
        """The price of the whole seating."""
        weights = self.costs.weights
        total = float((self.costs.pair * together).sum(dtype=np.float64)) / 2
        total += float((self.costs.repeat * met * (met - 1)).sum(dtype=np.float64)) / 4
        if self.costs.seat is not None:
            chairs = self.costs.seat[self.every_round, self.seats, np.arange(self.people)]
            total += float(chairs.sum(dtype=np.float64))
        used = np.array([[bool(group) for group in row[:-1]] for row in self.members])
        counts = self.counts[:, :-1]
        total += weights.coach * int(((counts[..., -1] == 0) & used).sum())
        if counts.shape[-1] > 1:
            total -= weights.language * float(counts[..., :-1].max(axis=-1).sum())
        return round(total)

    def _reprice(self, r: int, g: int) -> None:
        """What each member's group would pay for another kind of person in their chair."""
        members = self.members[r][g]
        if not members:
            return
        count = self.counts[r, g]
        key = count.tobytes()
        prices = self.known.get(key)
        if prices is None:
            if len(self.known) > MEMORY:
                self.known.clear()
            prices = self.known[key] = self._replacements(count)
        self.replace[r, members] = prices[self.costs.kind[members]]

    def _replacements(self, count: Numbers) -> Numbers:
        """Change of a group's price, kind leaving by kind coming, for its counts of traits."""
        traits, weights = self.costs.traits, self.costs.weights
        after = (count - traits)[:, None, :] + traits[None, :, :]
        price = weights.coach * ((after[..., -1] <= 0) * 1.0 - float(count[-1] <= 0))
        if len(count) > 1:
            price += weights.language * (count[:-1].max() - after[..., :-1].max(axis=-1))
        return price.astype(np.float32)

    def refresh(self, rows: Places) -> None:
        """Recompute the price of every swap with one of ``rows``."""
        seats, kind = self.seats, self.costs.kind
        mine = seats.take(rows, axis=1)
        edge = self.hold - self.affinity.reshape(-1).take(self.own)
        price = self._seated(self.affinity, mine)
        price += edge[:, None, :]
        price += edge.take(rows, axis=1)[:, :, None]
        price += self.tie.take(rows, axis=1)
        price -= 2 * self.pair.take(rows, axis=1)
        price += self.replace.take(rows, axis=1).take(kind, axis=2)
        price += self._seated(self.affinity.take(rows, axis=2), seats).transpose(0, 2, 1)
        price += self.replace[:, :, kind[rows]].transpose(0, 2, 1)
        price[mine[:, :, None] == seats[:, None, :]] = NEVER
        self.change[:, rows] = price
        self.change[:, :, rows] = price.transpose(0, 2, 1)

    def _seated(self, affinity: Numbers, seats: Places) -> Numbers:
        """Rows of ``affinity`` (round, group, person) for whoever sits there (round, row -> group)."""
        flat = affinity.reshape(-1, affinity.shape[2])
        found: Numbers = flat.take(seats + self.every_round * affinity.shape[1], axis=0)
        return found

    def best(self, prices: Numbers | None = None) -> tuple[int, int, int, int]:
        """The cheapest swap, also by other ``prices``: round, person, person, change of the total price."""
        at = int((self.change if prices is None else prices).argmin())
        r, rest = divmod(at, self.people * self.people)
        i, j = divmod(rest, self.people)
        return r, i, j, int(np.floor(self.change[r, i, j]))

    def apart(self) -> list[tuple[int, int, int, int]]:
        """Gaining swaps that touch nobody in common, the best first: their gains add up."""
        partner = self.change.argmin(axis=2)
        gain = np.take_along_axis(self.change, partner[:, :, None], axis=2)[:, :, 0]
        rounds, people = np.nonzero(gain < 0)
        touched: set[int] = set()
        chosen: list[tuple[int, int, int, int]] = []
        for k in np.argsort(gain[rounds, people], kind="stable").tolist():
            r, i = int(rounds[k]), int(people[k])
            j = int(partner[r, i])
            both = self.members[r][self.seats[r, i]] + self.members[r][self.seats[r, j]]
            if touched.isdisjoint(both):
                touched.update(both)
                chosen.append((r, i, j, int(np.floor(gain[r, i]))))
        return chosen

    def swap(self, r: int, i: int, j: int) -> Places:
        """Swap two people's chairs; returns whose rows must be refreshed."""
        a, b = int(self.seats[r, i]), int(self.seats[r, j])
        here, there = self.members[r][a], self.members[r][b]
        here.remove(i)
        there.remove(j)
        if self.rounds > 1:
            self._meet_elsewhere(r, i, j, here, there)
        here.append(j)
        there.append(i)
        self.seats[r, i], self.seats[r, j] = b, a
        self.own[r, i] += (b - a) * self.people
        self.own[r, j] += (a - b) * self.people
        shift = self.pair[r, j] - self.pair[r, i]
        self.affinity[r, a] += shift
        self.affinity[r, b] -= shift
        if self.costs.kind[i] != self.costs.kind[j]:
            swing = self.costs.traits[self.costs.kind[j]] - self.costs.traits[self.costs.kind[i]]
            self.counts[r, a] += swing
            self.counts[r, b] -= swing
        self._reprice(r, a)
        self._reprice(r, b)
        return np.array(here + there, dtype=np.intp)

    def _meet_elsewhere(self, r: int, i: int, j: int, here: list[int], there: list[int]) -> None:
        """Reprice pairs in the other rounds: i leaves ``here`` for ``there``, j the other way."""
        if not here and not there:
            return
        n, others = self.people, self.others[r]
        near = np.array(here + there, dtype=np.intp)
        two = np.array([[i], [j]], dtype=np.intp)
        step = np.empty((2, 2, len(near)), dtype=np.float32)
        step[:] = self.costs.repeat.take(two[:, 0], axis=0).take(near, axis=1)
        step[:, 0, : len(here)] *= -1
        step[:, 1, len(here) :] *= -1
        at = np.empty((2, 2, len(near)), dtype=np.intp)
        np.add(two * n, near, out=at[0])
        np.add(near * n, two, out=at[1])
        self.pair.reshape(-1)[others[:, None] * (n * n) + at] += step
        own = self.own.take(others[:, 0, 0], axis=0)
        chairs = np.empty((len(others), *at.shape), dtype=np.intp)
        np.add(own[:, [i, j], None] - two, near, out=chairs[:, 0])
        np.add(own.take(near, axis=1)[:, None] - near, two, out=chairs[:, 1])
        np.add.at(self.affinity.reshape(-1), chairs, step)
