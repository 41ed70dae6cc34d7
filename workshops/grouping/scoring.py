"""The exact worth of a seating, fast enough to ask after every climb (numpy)."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from workshops.grouping.bounds import bounds
from workshops.grouping.model import Field, Room
from workshops.grouping.pairs import Costs, Numbers, Places, Weights, equal_matrix, pair_flags

Key = tuple[int, ...]


class Scorer:
    """Keys of seatings of a room's mixed rounds; smaller is better, the goals in their order:

    hard rules, sector pairs, poor groups, organisation pairs, repeats, pairs who meet three times or more,
    coaches, languages, history.
    """

    def __init__(self, room: Room, costs: Costs, met: Numbers) -> None:
        self.costs = costs
        self.met = np.rint(met).astype(np.int32)
        people = [room.person[i] for i in costs.ids]
        self.sector = equal_matrix([p.sector for p in people])
        self.organisation = equal_matrix([p.value(Field.ORGANISATION) for p in people])
        self.glued = pair_flags(costs.ids, room.glued)
        self.parted = pair_flags(costs.ids, room.parted)
        self.known = pair_flags(costs.ids, room.known)
        sectors = sorted({p.sector for p in people})
        self.sectors = np.array([[p.sector == s for s in sectors] for p in people], dtype=np.float32)
        self.rich = [self._rich(room, r) for r in costs.rounds]
        self.here = np.array([[r not in p.absent_rounds for p in people] for r in costs.rounds])
        self.groups = [room.rounds[r].groups for r in costs.rounds]
        self.is_blended = room.new_faces > 0
        self.room = room

    @cached_property
    def goal(self) -> Key:
        """A key no seating can beat; made when first asked for, since the first plans can do without."""
        goal = self._goal(self.room)
        return (0, self._blend(goal), *goal[1:]) if self.is_blended else goal

    def _rich(self, room: Room, r: int) -> int:
        """Sectors every group can have when all are dealt evenly."""
        index = {i: k for k, i in enumerate(self.costs.ids)}
        count = self.sectors[[index[i] for i in room.present[r]]].sum(axis=0)
        return int(np.minimum(count, room.rounds[r].groups).sum()) // room.rounds[r].groups

    def _goal(self, room: Room) -> Key:
        best = bounds(room, crowds=False)
        spread = (best.sector_pairs, best.poor_groups, best.organisation_pairs)
        before, known = self._repeats(np.where(self.glued, 0, self.met))
        return (
            *(0, *spread, best.repeat_sq + before, 0),
            *(best.coachless, best.language_left_out, known),
        )

    def _repeats(self, met: npt.NDArray[np.int32]) -> tuple[int, int]:
        """Pairs of meetings of the same two people, and known faces met."""
        return int((met * (met - 1)).sum()) // 4, int((met[self.known] > 0).sum()) // 2

    def key(self, seats: Places) -> Key:
        """The goals in their order; where new faces count against spread, their priced sum first."""
        goals = self._goals(seats)
        return (goals[0], self._blend(goals), *goals[1:]) if self.is_blended else goals

    def _blend(self, goals: Key) -> int:
        return self.price(goals, self.costs.weights)

    def price(self, key: Key, weights: Weights) -> int:
        """The soft goals in one sum."""
        sector, poor, organisation, repeats, _, coachless, left, known = key[-8:]
        spread = weights.sector * sector + weights.rare * poor + weights.organisation * organisation
        needs = weights.repeat * repeats + weights.coach * coachless + weights.language * left
        return spread + needs + weights.history * known

    def _goals(self, seats: Places) -> Key:
        same = (seats[:, :, None] == seats[:, None, :]) & self.here[:, :, None]
        met: npt.NDArray[np.int32] = same.sum(axis=0, dtype=np.int32)
        both = self.here[:, :, None] & self.here[:, None, :]
        apart = int((both & ~same & self.glued).sum()) // 2
        hard = apart + int((met * self.parted).sum()) // 2
        loose = np.where(self.glued, 0, met + self.met)
        np.fill_diagonal(loose, 0)
        repeats, known = self._repeats(loose)
        group_goals = [self._group_goals(k, seats[k]) for k in range(len(seats))]
        poor, coachless, left = (sum(column) for column in zip(*group_goals, strict=True))
        return (
            hard,
            int(met[self.sector].sum()) // 2,
            poor,
            int(met[self.organisation].sum()) // 2,
            repeats,
            int((loose > 2).sum()) // 2,
            coachless,
            left,
            known,
        )

    def _group_goals(self, k: int, row: Places) -> tuple[int, int, int]:
        """Poor groups, groups without a coach, and people left out by language in one round."""
        one_hot = (row[:, None] == np.arange(self.groups[k])).astype(np.float32).T
        sectors = (one_hot @ self.sectors > 0).sum(axis=1)
        traits: Numbers = one_hot @ self.costs.traits[self.costs.kind]
        sizes = one_hot.sum(axis=1)
        shared = traits[:, :-1].max(axis=1, initial=0) if traits.shape[1] > 1 else np.zeros(len(sizes))
        spoken = np.maximum(shared, self._lone_tongues(one_hot))
        return (
            int((sectors < self.rich[k]).sum()),
            int((traits[:, -1] == 0).sum()),
            int((sizes - spoken).sum()),
        )

    def _lone_tongues(self, one_hot: Numbers) -> Numbers:
        """1 for groups where anybody speaks any language: that one is not left out."""
        lone: Numbers = np.minimum(1, one_hot @ self.costs.speaks)
        return lone
