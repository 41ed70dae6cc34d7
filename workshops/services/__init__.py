"""What is done with rounds and tables."""

from workshops.services.changing import undo
from workshops.services.drawing import Draw, make_all_groups, make_groups
from workshops.services.locking import lock_person, lock_table, lock_tables
from workshops.services.remembering import forget_pairs, remember_pairs
from workshops.services.repairing import repair_round
from workshops.services.rounds import (
    add_round,
    edit_round,
    gather_around_projects,
    remove_round,
    rounds_from_programme,
)
from workshops.services.seating import (
    hide_round,
    merge_tables,
    move,
    move_people,
    place_newcomers,
    print_round,
    show_round,
)
from workshops.services.tying import forget_ties, tie, untie

__all__ = [
    "Draw",
    "add_round",
    "edit_round",
    "forget_pairs",
    "forget_ties",
    "gather_around_projects",
    "hide_round",
    "lock_person",
    "lock_table",
    "lock_tables",
    "make_all_groups",
    "make_groups",
    "merge_tables",
    "move",
    "move_people",
    "place_newcomers",
    "print_round",
    "remember_pairs",
    "remove_round",
    "repair_round",
    "rounds_from_programme",
    "show_round",
    "tie",
    "undo",
    "untie",
]
