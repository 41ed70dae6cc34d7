"""Swaps that better a seating within a fixed number of people who may change table (numpy)."""

from __future__ import annotations

import numpy as np

from workshops.grouping.pairs import Places
from workshops.grouping.search import NEVER, Table

PATIENCE = 40


class Mover:
    """Tabu over swaps that keep every round within its number of moves.

    ``home`` is the announced group of every person, -1 for newcomers: they are no move.
    """

    def __init__(self, table: Table, home: Places, limits: Places) -> None:
        self.table = table
        self.home = home
        self.limits = limits
        self.known = home >= 0

    def best(self) -> Places:
        """The cheapest seating met until nothing was gained for a while."""
        table, price = self.table, self.table.total
        best, best_price, idle = table.seats.copy(), price, 0
        tabu: list[tuple[int, int, int]] = []
        while idle < PATIENCE:
            r, i, j, change = self._next(tabu)
            if change >= NEVER / 4:
                break
            table.refresh(table.swap(r, i, j))
            price += change
            tabu = [*tabu[-6:], (r, i, j)]
            idle += 1
            if price < best_price:
                best, best_price, idle = table.seats.copy(), price, 0
        return best

    def _next(self, tabu: list[tuple[int, int, int]]) -> tuple[int, int, int, int]:
        seats, home = self.table.seats, self.home
        away = (seats != home) & self.known
        wrong = (home[:, :, None] != seats[:, None, :]) & self.known[:, :, None]
        more = wrong + wrong.transpose(0, 2, 1).astype(np.int32) - away[:, :, None] - away[:, None, :]
        spare = (self.limits - away.sum(axis=1))[:, None, None]
        change = np.where(more > spare, NEVER, self.table.change)
        for r, i, j in tabu:
            change[r, [i, j]] = NEVER
            change[r, :, [i, j]] = NEVER
        at = int(change.argmin())
        r, rest = divmod(at, change.shape[1] ** 2)
        i, j = divmod(rest, change.shape[1])
        return r, i, j, int(np.floor(change[r, i, j]))
