"""The crowd bound: a crowd that sits close enough must meet known faces.  Standard library only."""

from __future__ import annotations

from collections.abc import Mapping

from workshops.grouping.dealing import dealt_pairs
from workshops.grouping.model import Room


def crowd_bound(room: Room, fresh: Mapping[str, set[str]]) -> int:
    """Fewest meetings that are no new contact.

    Any crowd S, dealt over the tables of every round, meets at least sum(dealt_pairs(|S in r|)) times
    inside itself, and at most its fresh pairs can be new contacts.  Crowds are grown greedily;
    crowds that share nobody add up.  Pairs who must sit together meet without being stale.
    """
    rest, total = set(fresh), 0
    while len(rest) > 2:
        crowd, surplus = _grow(room, fresh, rest)
        if surplus <= 0:
            break
        total += surplus
        rest -= crowd
    here = [frozenset(room.present[r]) for r in room.mixed]
    return max(0, total - sum(pair <= people for pair in room.glued for people in here))


def _grow(room: Room, fresh: Mapping[str, set[str]], rest: set[str]) -> tuple[set[str], int]:
    """The crowd within ``rest`` with the largest surplus met on the way, and that surplus."""
    groups = [room.rounds[r].groups for r in room.mixed]
    rounds = {i: [k for k, r in enumerate(room.mixed) if r not in room.person[i].absent_rounds] for i in rest}
    links = dict.fromkeys(sorted(rest), 0)
    size = [0] * len(groups)
    inside = best = best_at = 0
    order: list[str] = []
    while links:
        met = [n // g for n, g in zip(size, groups, strict=True)]
        newcomer = min(links, key=lambda i: links[i] - sum(met[k] for k in rounds[i]))
        inside += links.pop(newcomer)
        order.append(newcomer)
        for k in rounds[newcomer]:
            size[k] += 1
        for other in fresh[newcomer]:
            if other in links:
                links[other] += 1
        surplus = sum(map(dealt_pairs, size, groups)) - inside
        if surplus > best:
            best, best_at = surplus, len(order)
    return set(order[:best_at]), best
