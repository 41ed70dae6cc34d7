"""What is done with rounds and tables."""

from workshops.services.drawing import make_groups
from workshops.services.rounds import add_round, edit_round, remove_round, rounds_from_programme
from workshops.services.seating import hide_round, move, place_newcomers, show_round

__all__ = [
    "add_round",
    "edit_round",
    "hide_round",
    "make_groups",
    "move",
    "place_newcomers",
    "remove_round",
    "rounds_from_programme",
    "show_round",
]
