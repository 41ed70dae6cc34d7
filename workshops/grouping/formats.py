"""Rooms and plans as JSON.

A room: ``{"name", "participants", "rounds", "apart", "together", "history"}`` with participants
``{"id", "sector", "organisation", "municipality", "languages", "role", "wishes", "absent_rounds"}``
and rounds of one of the kinds

* ``{"kind": "mixed", "groups": 8}``
* ``{"kind": "return", "of": 0}``
* ``{"kind": "topic", "topics": [{"id": "work", "min": 5, "max": 10}]}``
* ``{"kind": "same", "by": "municipality", "min": 3, "max": 8}``

A mixed round may carry ``"stay_with": 0, "staying": ["coach", "owner"]``.
A plan: ``{"rounds": [[["id", ...], ...], ...]}`` or only that list: rounds, groups, ids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshops.grouping.errors import GroupingError
from workshops.grouping.model import Field, Person, Plan, Room, Round, RoundKind, Topic

Json = Mapping[str, Any]


def read_room(data: Any) -> Room:
    """The room in parsed JSON; raises ``GroupingError("bad_room")`` when it is none."""
    try:
        return Room(
            people=tuple(_person(row) for row in data["participants"]),
            rounds=tuple(_round(row) for row in data["rounds"]),
            apart=_pairs(data.get("apart", ())),
            together=_pairs(data.get("together", ())),
            history=frozenset(frozenset(pair) for pair in _pairs(data.get("history", ()))),
            new_faces=float(data.get("new_faces", 0)),
            name=str(data.get("name", "")),
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise GroupingError("bad_room", why=f"{type(error).__name__}: {error}") from error


def _person(row: Json) -> Person:
    return Person(
        id=str(row["id"]),
        sector=str(row.get("sector") or ""),
        organisation=str(row.get("organisation") or ""),
        municipality=str(row.get("municipality") or ""),
        languages=tuple(map(str, row.get("languages") or ())),
        role=str(row.get("role") or ""),
        wishes=tuple(map(str, row.get("wishes") or ())),
        absent_rounds=frozenset(map(int, row.get("absent_rounds") or ())),
    )


def _round(row: Json) -> Round:
    kind = RoundKind(row["kind"])
    if kind is RoundKind.MIXED:
        stay_with = row.get("stay_with")
        return Round.mixed(
            int(row["groups"]),
            stay_with=None if stay_with is None else int(stay_with),
            staying=map(str, row.get("staying", ())),
        )
    if kind is RoundKind.RETURN_TO:
        return Round.return_to(int(row["of"]))
    if kind is RoundKind.TOPIC:
        return Round.on_topics(Topic(str(t["id"]), int(t["min"]), int(t["max"])) for t in row["topics"])
    return Round.same(Field(row["by"]), least=int(row["min"]), most=int(row["max"]))


def _pairs(rows: Sequence[Sequence[Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(row[0]), str(row[1])) for row in rows)


def read_plan(data: Any) -> Plan:
    """The plan in parsed JSON; raises ``GroupingError("bad_plan")`` when it is none."""
    try:
        rounds = data["rounds"] if isinstance(data, Mapping) else data
        return Plan.of([[[str(i) for i in group] for group in groups] for groups in rounds])
    except (KeyError, TypeError) as error:
        raise GroupingError("bad_plan", why=f"{type(error).__name__}: {error}") from error


def plan_data(plan: Plan) -> dict[str, list[list[list[str]]]]:
    """The plan for ``json.dump``."""
    return {"rounds": [[list(group) for group in groups] for groups in plan.rounds]}
