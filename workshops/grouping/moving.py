"""Swaps that better a seating within a fixed number of people who may change table (numpy)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workshops.grouping.pairs import Flags, Places
from workshops.grouping.search import NEVER, Table

PATIENCE = 12  # swaps in a row that gain nothing
BOTH_MOVE = 2  # moves that a swap of two people at their own tables takes


class Mover:
    """Tabu over swaps that keep every round within its number of moves.

    ``home`` is the announced group of every person, -1 for newcomers: they are no move.
    """

    def __init__(self, table: Table, home: Places, limits: Places) -> None:
        self.table = table
        self.home = home
        self.limits = limits
        self.known = home >= 0
        self.rounds = len(home)
        self.found: dict[int, tuple[float, int, int, int]] = {}  # round -> change, round, person, person

    def best(self) -> Places:
        """The cheapest seating met until nothing was gained for a while."""
        table, price = self.table, self.table.total
        best, best_price, idle = table.seats.copy(), price, 0
        tabu: list[tuple[int, int, int]] = []
        while idle < PATIENCE:
            r, i, j, change = self._next(tabu)
            if change >= NEVER / 4:
                break
            touched = table.swap(r, i, j)
            table.refresh(touched)
            self._forget(r, touched)
            price += change
            tabu = [*tabu[-6:], (r, i, j)]
            idle += 1
            if price < best_price:
                best, best_price, idle = table.seats.copy(), price, 0
        return best

    def _next(self, tabu: list[tuple[int, int, int]]) -> tuple[int, int, int, int]:
        """The cheapest swap that stays within every round's moves: round, person, person, change."""
        change, r, i, j = self._cheapest_known(tabu)
        if change >= 0:
            self.found.clear()
            change, r, i, j = self._cheapest_known(tabu)
        return r, i, j, int(np.floor(change))

    def _cheapest_known(self, tabu: list[tuple[int, int, int]]) -> tuple[float, int, int, int]:
        """As it was found in every round since the people concerned last changed table."""
        for r in range(self.rounds):
            if r not in self.found:
                self.found[r] = self._cheapest(r, [i for k, *two in tabu if k == r for i in two])
        return min(self.found.values())

    def _forget(self, moved: int, touched: Places) -> None:
        """Look again in the round of the swap, and where somebody at its tables was to move."""
        near = set(touched.tolist())
        self.found = {r: swap for r, swap in self.found.items() if r != moved and near.isdisjoint(swap[2:])}

    def _cheapest(self, r: int, tabu: list[int]) -> tuple[float, int, int, int]:
        """In round ``r``: two who keep their tables still could both move, while two moves are left.

        With fewer left, one of the two must be loose: a newcomer, or away from home already.
        """
        away = self.known[r] & (self.table.seats[r] != self.home[r])
        spare = int(self.limits[r] - away.sum())
        if spare >= BOTH_MOVE:
            change = self.table.change[r].copy()
            rows = np.arange(len(away))
        else:
            rows = np.flatnonzero((away | ~self.known[r]) & ~self.table.costs.fixed[r])
            change = np.where(self._more(r, rows, away) > spare, NEVER, self.table.change[r, rows])
        if not len(rows):
            return float(NEVER), r, 0, 0
        change[:, tabu] = NEVER
        change[[k for k, i in enumerate(rows.tolist()) if i in tabu]] = NEVER
        k, j = divmod(int(change.argmin()), len(away))
        return float(change[k, j]), r, int(rows[k]), j

    def _more(self, r: int, rows: Places, away: Flags) -> npt.NDArray[np.int8]:
        """How many more are away from home after each swap with one of ``rows``."""
        seats, home, known = self.table.seats[r], self.home[r], self.known[r]
        mine = known[rows, None] & (home[rows, None] != seats)
        theirs = known & (home != seats[rows, None])
        gone = away.view(np.int8)
        more: npt.NDArray[np.int8] = mine.view(np.int8) + theirs.view(np.int8) - gone - gone[rows, None]
        return more
