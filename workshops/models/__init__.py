"""How the room is mixed: rounds, groups at tables, and who sits where."""

from workshops.models.rounds import (
    LARGEST_GROUP,
    SMALLEST_GROUP,
    RoundKind,
    Seat,
    SeatQuerySet,
    WorkshopGroup,
    WorkshopRound,
    WorkshopRoundQuerySet,
)

__all__ = [
    "LARGEST_GROUP",
    "SMALLEST_GROUP",
    "RoundKind",
    "Seat",
    "SeatQuerySet",
    "WorkshopGroup",
    "WorkshopRound",
    "WorkshopRoundQuerySet",
]
