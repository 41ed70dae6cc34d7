"""How evenly people can be dealt, and the dealt start.  Standard library only.

Dealing people like cards in one sorted run gives every group the floor or the ceiling of each
kind's share, for all kinds at once: the best spread there is.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from random import Random

from workshops.grouping.model import Field, Groups, Pair, Person, Room


def pairs(n: int) -> int:
    """Pairs among ``n`` people."""
    return n * (n - 1) // 2


def even_sizes(n: int, groups: int) -> list[int]:
    """Sizes of ``groups`` groups of ``n`` people that differ by at most one, largest first."""
    each, more = divmod(n, groups)
    return [each + 1] * more + [each] * (groups - more)


def dealt_pairs(n: int, groups: int) -> int:
    """Fewest same-group pairs when ``n`` people of one kind are spread over ``groups`` groups."""
    if groups <= 0:
        return 0
    each, more = divmod(n, groups)
    return more * pairs(each + 1) + (groups - more) * pairs(each)


def fill_smallest(sizes: Iterable[int], extra: int) -> list[int]:
    """Sizes, ascending, after ``extra`` people each joined the smallest group."""
    filled = sorted(sizes)
    for _ in range(extra):
        filled[0] += 1
        filled.sort()
    return filled


def dealt_sizes(n: int, groups: int, knots: Sequence[int] = ()) -> list[int]:
    """The most even way to deal ``n`` people of one kind when those in a knot stay together.

    Knots go to different groups and single people fill up from below; with more knots than groups
    the plain even deal is returned, which is then a bound only.
    """
    tied = [k for k in knots if k > 1]
    if not tied or len(tied) > groups:
        return even_sizes(n, groups)
    return fill_smallest(tied + [0] * (groups - len(tied)), n - sum(tied))


def sorted_run(people: Sequence[Person], rng: Random, *, shuffle_sectors: bool = True) -> list[Person]:
    """People in the order to deal them: by sector, frequent ones first, by organisation inside it.

    Ties are broken by ``rng``, so that every round is dealt differently.
    """
    sectors = Counter(p.sector for p in people)
    organisations = Counter(p.value(Field.ORGANISATION) for p in people)
    lot = {value: rng.random() for value in sorted(sectors) + sorted(organisations)}
    chance = {p.id: rng.random() for p in people}

    def rank(p: Person) -> tuple[int, float, str, int, float, str, float]:
        own = p.value(Field.ORGANISATION)
        return (
            *(-sectors[p.sector], lot[p.sector] if shuffle_sectors else 0.0, p.sector),
            *(-organisations[own], lot[own], own, chance[p.id]),
        )

    return sorted(people, key=rank)


def deal(room: Room, r: int, sizes: Sequence[int], rng: Random) -> list[list[str]]:
    """Everybody of round ``r`` dealt in one run over groups of the given sizes (even, in any order)."""
    run = sorted_run([room.person[i] for i in room.present[r]], rng)
    order = sorted(range(len(sizes)), key=lambda k: -sizes[k])
    groups: list[list[str]] = [[] for _ in sizes]
    for turn, person in enumerate(run):
        groups[order[turn % len(order)]].append(person.id)
    return groups


def return_groups(room: Room, r: int, base: Groups, was_present: Iterable[str]) -> Groups:
    """The groups of round ``r`` when it goes back to ``base``: minus the absent, plus newcomers.

    Newcomers join the smallest groups, there the one with fewest of their sector; whoever must sit
    with somebody follows them, and keeps away from whom they must not meet.
    """
    here = set(room.present[r])
    groups = [[i for i in group if i in here] for group in base]
    stayed = set(was_present)
    for newcomer in (i for i in room.present[r] if i not in stayed):
        k = best_group(room, groups, newcomer)
        groups[k].append(newcomer)
    return tuple(tuple(group) for group in groups)


def best_group(
    room: Room, groups: Sequence[Sequence[str]], person: str, *, met: Collection[Pair] = ()
) -> int:
    """Where a newcomer disturbs least: hard rules, then the smallest, then the one lacking them most.

    ``met`` are pairs who sit together in other rounds.
    """
    who = room.person[person]

    def rank(k: int) -> tuple[int, ...]:
        others = [room.person[i] for i in groups[k]]
        meetings = [frozenset((person, o.id)) for o in others]
        return (
            sum(pair in room.parted for pair in meetings),
            -sum(pair in room.glued for pair in meetings),
            len(others),
            sum(o.sector == who.sector for o in others),
            sum(o.value(Field.ORGANISATION) == who.value(Field.ORGANISATION) for o in others),
            sum(pair in met for pair in meetings),
            -(who.is_coach and not any(o.is_coach for o in others)),
            sum(not set(o.languages) & set(who.languages) for o in others),
            sum(pair in room.known for pair in meetings),
            k,
        )

    return min(range(len(groups)), key=rank)
