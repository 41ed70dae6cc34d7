"""The hard rules: rooms that contradict themselves are refused, plans that break a rule are found out."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from workshops.grouping.dealing import even_sizes, fill_smallest
from workshops.grouping.errors import GroupingError
from workshops.grouping.model import Groups, Pin, Plan, Room, Round, RoundKind, held_rounds


class Violation(NamedTuple):
    """One broken hard rule of a plan: which one, in which round, about whom or which group."""

    code: str
    round: int
    people: tuple[str, ...] = ()
    group: int = -1


def check_room(room: Room, *, held: Collection[int] = ()) -> None:
    """Refuse a room that no plan can satisfy, with the smallest set of rules that contradict.

    ``held`` rounds are over: how they were seated is not judged.
    """
    if not room.people:
        raise GroupingError("empty_room")
    if not room.rounds:
        raise GroupingError("no_rounds")
    twice = [i for i, n in Counter(p.id for p in room.people).items() if n > 1]
    if twice:
        raise GroupingError("duplicate_person", people=tuple(twice))
    _check_people(room)
    for r, spec in enumerate(room.rounds):
        if r not in held:
            _check_round(room, r, spec)
    _check_together_against_apart(room)
    for r, spec in enumerate(room.rounds):
        if spec.kind is not RoundKind.RETURN_TO and r not in held:
            _check_knots(room, r, spec)
            _check_crowding(room, r, spec)


def _check_people(room: Room) -> None:
    named = set(chain.from_iterable(chain(room.apart, room.together)))
    unknown = sorted(named - room.person.keys())
    if unknown:
        raise GroupingError("unknown_person", people=tuple(unknown))
    for a, b in chain(room.apart, room.together):
        if a == b:
            raise GroupingError("paired_with_self", people=(a,))
    for person in room.people:
        beyond = [r for r in person.absent_rounds if not 0 <= r < len(room.rounds)]
        if beyond:
            raise GroupingError("unknown_round", people=(person.id,), round=min(beyond))


def _check_round(room: Room, r: int, spec: Round) -> None:
    n = len(room.present[r])
    if spec.kind is RoundKind.RETURN_TO:
        if not 0 <= spec.of < r:
            raise GroupingError("return_not_to_earlier_round", round=r, of=spec.of)
    elif spec.kind is RoundKind.MIXED:
        if spec.groups < 1:
            raise GroupingError("no_groups", round=r)
        if spec.groups > n:
            raise GroupingError("more_groups_than_people", round=r, groups=spec.groups, people=n)
        if spec.stay_with is not None and not 0 <= spec.stay_with < r:
            raise GroupingError("stay_not_with_earlier_round", round=r, of=spec.stay_with)
    elif spec.kind is RoundKind.TOPIC:
        least, most = sum(t.least for t in spec.topics), sum(t.most for t in spec.topics)
        if any(t.least > t.most or t.least < 0 for t in spec.topics) or not least <= n <= most:
            raise GroupingError("topics_do_not_fit", round=r, least=least, most=most, people=n)
    elif not 0 < spec.least <= spec.most or -(-n // spec.most) * spec.least > n or n == 0:
        raise GroupingError("sizes_do_not_fit", round=r, least=spec.least, most=spec.most, people=n)


def largest_group(room: Room, r: int, spec: Round) -> int:
    """The most people a group of the round can hold."""
    if spec.kind is RoundKind.MIXED:
        return -(-len(room.present[r]) // spec.groups)
    if spec.kind is RoundKind.TOPIC:
        return max(topic.most for topic in spec.topics)
    return spec.most


def group_limit(room: Room, r: int, spec: Round) -> int:
    """The most groups the round can have."""
    if spec.kind is RoundKind.MIXED:
        return spec.groups
    if spec.kind is RoundKind.TOPIC:
        return len(spec.topics)
    return len(room.present[r]) // spec.least


def _check_together_against_apart(room: Room) -> None:
    near: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in room.together:
        near[a].add(b)
        near[b].add(a)
    for a, b in room.apart:
        if frozenset((a, b)) in room.glued and _both_somewhere(room, a, b):
            raise GroupingError("together_and_apart", people=(a, b), chain=shortest_chain(near, a, b))


def _both_somewhere(room: Room, a: str, b: str) -> bool:
    away = room.person[a].absent_rounds | room.person[b].absent_rounds
    return len(away) < len(room.rounds)


def shortest_chain(near: Mapping[str, set[str]], start: str, end: str) -> tuple[str, ...]:
    """The fewest together-wishes that link two people, as the people along them."""
    came: dict[str, str] = {start: start}
    todo = deque([start])
    while todo and end not in came:
        here = todo.popleft()
        for other in sorted(near[here]):
            if other not in came:
                came[other] = here
                todo.append(other)
    chain_back = [end]
    while chain_back[-1] != start:
        chain_back.append(came[chain_back[-1]])
    return tuple(reversed(chain_back))


def _check_knots(room: Room, r: int, spec: Round) -> None:
    largest = largest_group(room, r, spec)
    for knot in room.knots_in(r):
        if len(knot) > largest:
            raise GroupingError("together_too_many", round=r, people=knot, largest=largest)


def _check_crowding(room: Room, r: int, spec: Round) -> None:
    """Refuse more people who must all be apart than there are groups."""
    here = set(room.present[r])
    knot_of = {i: knot[0] for knot in room.knots_in(r) for i in knot}
    near: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in room.apart:
        if a in here and b in here:
            one, other = knot_of.get(a, a), knot_of.get(b, b)
            near[one].add(other)
            near[other].add(one)
    limit = group_limit(room, r, spec)
    crowd = find_clique(near, limit + 1)
    if crowd:
        raise GroupingError("apart_too_many", round=r, people=crowd, groups=limit)


def find_clique(near: Mapping[str, set[str]], size: int, effort: int = 20_000) -> tuple[str, ...]:
    """``size`` people who are all apart from each other, or nothing within ``effort`` looks."""
    budget = [effort]

    def grow(crowd: tuple[str, ...], able: list[str]) -> tuple[str, ...]:
        if len(crowd) >= size:
            return crowd
        for k, person in enumerate(able):
            budget[0] -= 1
            if budget[0] < 0 or len(crowd) + len(able) - k < size:
                break
            found = grow((*crowd, person), [i for i in able[k + 1 :] if i in near[person]])
            if found:
                return found
        return ()

    return grow((), sorted((i for i in near if len(near[i]) >= size - 1), key=lambda i: (-len(near[i]), i)))


def check_pins(room: Room, pins: Collection[Pin]) -> None:
    """Refuse pins that no plan can satisfy; rounds in which everybody is pinned are taken as they are."""
    seat: dict[tuple[str, int], int] = {}
    for pin in pins:
        _check_pin(room, pin)
        if seat.setdefault((pin.person, pin.round), pin.group) != pin.group:
            raise GroupingError("pinned_twice", people=(pin.person,), round=pin.round)
    held = held_rounds(room, pins)
    seat = {(person, r): group for (person, r), group in seat.items() if r not in held}
    load: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for (person, r), group in seat.items():
        load[r, group].append(person)
    for (r, group), people in load.items():
        largest = _largest_pinned(room, r, group)
        if len(people) > largest:
            raise GroupingError(
                "pinned_too_many", round=r, group=group, people=tuple(people), largest=largest
            )
    for pairs, code, same in ((room.parted, "pinned_apart", True), (room.glued, "pinned_together", False)):
        for pair in pairs:
            a, b = sorted(pair)
            for r in range(len(room.rounds)):
                if (a, r) in seat and (b, r) in seat and (seat[a, r] == seat[b, r]) is same:
                    raise GroupingError(code, round=r, people=(a, b))


def _largest_pinned(room: Room, r: int, group: int) -> int:
    spec = room.rounds[r]
    if spec.kind is RoundKind.TOPIC:
        return spec.topics[group].most
    return largest_group(room, r, spec)


def _check_pin(room: Room, pin: Pin) -> None:
    if pin.person not in room.person:
        raise GroupingError("unknown_person", people=(pin.person,))
    if not 0 <= pin.round < len(room.rounds):
        raise GroupingError("unknown_round", people=(pin.person,), round=pin.round)
    spec = room.rounds[pin.round]
    if spec.kind is RoundKind.RETURN_TO:
        raise GroupingError("pinned_in_return", people=(pin.person,), round=pin.round)
    if not 0 <= pin.group < group_limit(room, pin.round, spec):
        raise GroupingError("unknown_group", people=(pin.person,), round=pin.round, group=pin.group)
    if pin.round in room.person[pin.person].absent_rounds:
        raise GroupingError("pinned_while_absent", people=(pin.person,), round=pin.round)


def violations(room: Room, plan: Plan) -> list[Violation]:
    """Every hard rule the plan breaks; an empty list is a valid plan."""
    if len(plan.rounds) != len(room.rounds):
        return [Violation("number_of_rounds", -1)]
    found: list[Violation] = []
    for r, (spec, groups) in enumerate(zip(room.rounds, plan.rounds, strict=True)):
        found += _attendance(room, r, groups)
        if spec.kind is RoundKind.MIXED:
            found += _mixed_sizes(room, r, spec, groups)
        elif spec.kind is RoundKind.RETURN_TO:
            found += _returned(room, r, plan, groups)
        elif spec.kind is RoundKind.TOPIC:
            found += _topic_sizes(r, spec, groups)
        else:
            bad = [k for k, g in enumerate(groups) if not spec.least <= len(g) <= spec.most]
            found += [Violation("size", r, group=k) for k in bad]
        found += violations_of_company(room, r, groups)
    return found


def _attendance(room: Room, r: int, groups: Groups) -> Iterator[Violation]:
    seen = Counter(chain.from_iterable(groups))
    want = set(room.present[r])
    yield from (Violation("seated_twice", r, (i,)) for i, n in seen.items() if n > 1)
    yield from (Violation("not_present", r, (i,)) for i in seen if i not in want)
    yield from (Violation("not_seated", r, (i,)) for i in room.present[r] if i not in seen)


def _mixed_sizes(room: Room, r: int, spec: Round, groups: Groups) -> Iterator[Violation]:
    if sorted(map(len, groups)) != sorted(even_sizes(len(room.present[r]), spec.groups)):
        yield Violation("uneven", r)


def _returned(room: Room, r: int, plan: Plan, groups: Groups) -> Iterator[Violation]:
    base = plan.rounds[room.rounds[r].of]
    if len(base) != len(groups):
        yield Violation("number_of_groups", r)
        return
    here, were = set(room.present[r]), set(room.present[room.rounds[r].of])
    stayed = [{i for i in group if i in here} for group in base]
    for k, (old, group) in enumerate(zip(stayed, groups, strict=True)):
        if old != {i for i in group if i in were}:
            yield Violation("not_returned", r, group=k)
    if sorted(map(len, groups)) != fill_smallest(map(len, stayed), len(here - were)):
        yield Violation("uneven", r)


def _topic_sizes(r: int, spec: Round, groups: Groups) -> Iterator[Violation]:
    if len(groups) != len(spec.topics):
        yield Violation("number_of_groups", r)
        return
    for k, (topic, group) in enumerate(zip(spec.topics, groups, strict=True)):
        if not topic.least <= len(group) <= topic.most:
            yield Violation("size", r, group=k)


def violations_of_company(room: Room, r: int, groups: Groups) -> Iterator[Violation]:
    """Who sits together and should not, and the other way round."""
    place = {i: k for k, group in enumerate(groups) for i in group}
    for code, pairs, together in (("apart", room.parted, True), ("together", room.glued, False)):
        for a, b in sorted(tuple(sorted(pair)) for pair in pairs):
            if a in place and b in place and (place[a] == place[b]) is together:
                yield Violation(code, r, (a, b))
