"""Rooms for the engine's tests: stored instances, random rooms, plain rooms."""

import json
from dataclasses import replace
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from workshops.grouping import Field, Person, Pin, Room, Round, Topic

INSTANCES = Path(__file__).parent / "instances"
SECTORS = ("public", "voluntary", "private", "academia", "other")


def plain_room(people: int, *rounds: Round) -> Room:
    """People p0, p1, … of five sectors in turn, each of an organisation of their own."""
    return Room(tuple(Person(f"p{k}", SECTORS[k % 5], f"org{k}") for k in range(people)), rounds)


@st.composite
def rooms(draw: st.DrawFn, most: int = 26) -> Room:
    """Rooms with absences, coaches, languages, history, apart, together and returns that can be seated."""
    rng = Random(draw(st.integers(0, 2**30)))
    n = draw(st.integers(4, most))
    rounds = draw(st.integers(1, 4))
    groups = draw(st.integers(1, max(1, n // 3)))
    absences = draw(st.sampled_from([0.0, 0.1]))
    people = tuple(_person(rng, k, rounds, absences) for k in range(n))
    specs = [Round.mixed(groups) for _ in range(rounds)]
    if rounds > 1 and draw(st.booleans()):
        specs[-1] = Round.return_to(0)
    ids = [p.id for p in people]
    history = frozenset(frozenset(rng.sample(ids, 2)) for _ in range(rng.randrange(2 * n)))
    pairs = [(ids[k], ids[k + 1]) for k in range(0, min(n - 1, 6), 2)]
    tied = groups > 2 and n // groups > 3 and absences == 0
    return Room(
        people, tuple(specs), tuple(pairs[:2] if tied else ()), tuple(pairs[2:3] if tied else ()), history
    )


TOPIC_NAMES = ("work", "home", "food", "place")


@st.composite
def rooms_of_all_kinds(draw: st.DrawFn) -> tuple[Room, list[Pin]]:
    """Rooms with a topic round, a round of equals or both after the mixed ones, and some people pinned."""
    room = draw(rooms())
    rng, n = Random(draw(st.integers(0, 2**30))), len(room.people)
    kinds = [kind for kind in ("topic", "same") if draw(st.booleans())]
    rounds = (
        *room.rounds,
        *(_topic_round(rng, n) if kind == "topic" else _equals_round(rng) for kind in kinds),
    )
    people = tuple(
        replace(
            p,
            wishes=tuple(rng.sample(TOPIC_NAMES, rng.randrange(4))),
            municipality=rng.choice(["", "a", "b", "c"]),
        )
        for p in room.people
    )
    room = replace(room, people=people, rounds=rounds)
    return room, _pins(room, rng) if draw(st.booleans()) else []


def _topic_round(rng: Random, n: int) -> Round:
    """Chairs enough for everybody and for a knot or an apart pair at each topic."""
    topics = rng.randrange(3, 5)
    return Round.on_topics(Topic(name, 0, n // topics + rng.randrange(2, 6)) for name in TOPIC_NAMES[:topics])


def _equals_round(rng: Random) -> Round:
    by = rng.choice(list(Field))
    return Round.same(by, least=rng.randrange(1, 3), most=rng.randrange(4, 8))


def _pins(room: Room, rng: Random) -> list[Pin]:
    """One person in each of some mixed and topic rounds, nobody with ties."""
    tied = {i for pair in (*room.apart, *room.together) for i in pair}
    found: list[Pin] = []
    for r, spec in enumerate(room.rounds):
        free = [i for i in room.present[r] if i not in tied]
        groups = spec.groups or len(spec.topics)
        if free and groups and rng.random() < 0.7:
            found.append(Pin(rng.choice(free), r, rng.randrange(groups)))
    return found


def _person(rng: Random, k: int, rounds: int, absences: float) -> Person:
    sector = SECTORS[min(rng.randrange(5), rng.randrange(5))]
    return Person(
        id=f"p{k:02}",
        sector=sector,
        organisation=f"{sector}-{rng.randrange(4)}" if rng.random() < 0.8 else "",
        languages=tuple(rng.sample(["nb", "en", "ar", "uk"], rng.randrange(1, 3))),
        role="coach" if rng.random() < 0.2 else "",
        absent_rounds=frozenset(r for r in range(rounds) if k > 2 and rng.random() < absences),
    )


def read_json(name: str) -> dict[str, object]:
    data: dict[str, object] = json.loads((INSTANCES / f"{name}.json").read_text(encoding="utf-8"))
    return data
