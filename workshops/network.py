"""The picture of who could have met whom: organisations on a circle by sector, lines between them.

Plain numbers for the template, in the units of a drawing of ``SIZE`` × ``SIZE``. Each number is written
with a point whatever the language.
"""

from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from workshops.contacts import Contacts, Node

SIZE, MIDDLE = 400, 200
RADIUS = 178.0
GAP = 1.5  # places left free between two sectors
BEND = 0.35  # how far towards the middle a line is drawn; 0 is straight
SMALLEST, LARGEST = 4.0, 11.0  # radius of a mark
MOST_LINES = 400


@dataclass(frozen=True)
class Mark:
    """An organisation: where, how large, and in which sector's shape. ``points`` is for a polygon."""

    node: Node
    people: int
    x: str
    y: str
    r: str
    points: str


@dataclass(frozen=True)
class Line:
    """``weight`` from 1 to 4: how many pairs, set against the most."""

    path: str
    weight: int


@dataclass(frozen=True)
class Network:
    marks: list[Mark]
    lines: list[Line]


def network_of(contacts: Contacts) -> Network:
    """Marks in the order of the sectors; the thickest lines on top."""
    places = _places(list(contacts.nodes))
    largest = max(contacts.nodes.values(), default=1)
    crowd = min(1.0, 40 / max(1, len(places)))  # many organisations: smaller marks, so that none overlap
    marks = [
        _mark(node, people, places[node], (SMALLEST + (LARGEST - SMALLEST) * sqrt(people / largest)) * crowd)
        for node, people in contacts.nodes.items()
    ]
    strongest = contacts.links[:MOST_LINES]
    most = max((link.pairs for link in strongest), default=1)
    lines = [
        Line(_curve(places[link.one], places[link.other]), 1 + (3 * (link.pairs - 1)) // max(1, most - 1))
        for link in reversed(strongest)
    ]
    return Network(marks, lines)


def _places(nodes: list[Node]) -> dict[Node, tuple[float, float]]:
    """Evenly round the circle from the top, with a gap where a new sector begins."""
    slots, at = {}, 0.0
    for number, node in enumerate(nodes):
        if number and node.sector != nodes[number - 1].sector:
            at += GAP
        slots[node] = at
        at += 1
    turn = 2 * pi / max(1.0, at + GAP)
    reach = RADIUS
    return {
        node: (MIDDLE + reach * sin(slot * turn), MIDDLE - reach * cos(slot * turn))
        for node, slot in slots.items()
    }


def _curve(one: tuple[float, float], other: tuple[float, float]) -> str:
    pull = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
    x, y = (BEND * part + (1 - BEND) * MIDDLE for part in pull)
    return f"M{one[0]:.1f} {one[1]:.1f}Q{x:.1f} {y:.1f} {other[0]:.1f} {other[1]:.1f}"


SHAPES = {
    "voluntary": [(0, -1.15), (1.05, 0.8), (-1.05, 0.8)],
    "private": [(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)],
    "social_entrepreneur": [(0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)],
    "academia": [
        *((-0.35, -1), (0.35, -1), (0.35, -0.35), (1, -0.35), (1, 0.35), (0.35, 0.35)),
        *((0.35, 1), (-0.35, 1), (-0.35, 0.35), (-1, 0.35), (-1, -0.35), (-0.35, -0.35)),
    ],
}


def _mark(node: Node, people: int, place: tuple[float, float], radius: float) -> Mark:
    x, y = place
    corners = SHAPES.get(node.sector, [])
    points = " ".join(f"{x + radius * dx:.1f},{y + radius * dy:.1f}" for dx, dy in corners)
    return Mark(node, people, f"{x:.1f}", f"{y:.1f}", f"{radius:.1f}", points)
