"""Make the groups of a round: of those who are here, or before the day of those who signed up."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import EventDay
from inkludering.accounts.models import User
from inkludering.errors import DomainError
from workshops.attending import in_the_room
from workshops.grouping import GroupingError, Pin, solve
from workshops.models import ChangeKind, RoundKind, WorkshopRound
from workshops.refusals import in_words
from workshops.room import Tables, group_count, make_scene, read_tables
from workshops.services.changing import open_round, refuse_stale, seat_people
from workshops.services.topics import by_project, staying

STEPS = 600  # of the engine's search: well below two seconds for 120 people, and the same answer each time


@dataclass(frozen=True)
class Draw:
    """How to mix: ``draft`` is of those signed up; ``new_faces`` is a percentage, None as before.

    ``seen`` is the version the one who asks has before them; None asks nothing of it.
    """

    seed: int = 0
    draft: bool = False
    new_faces: int | None = None
    seen: int | None = None


@transaction.atomic
def make_groups(
    *,
    round_: WorkshopRound,
    by: User | None,
    now: datetime,
    seed: int = 0,
    draw: Draw | None = None,
) -> WorkshopRound:
    """Seat everybody who is checked in on the round's day; those who are locked keep their table.

    Raises ``DomainError`` when nobody is here, when the round it goes back to has no groups yet, when
    somebody else changed the tables meanwhile, and when what is asked for contradicts itself.
    """
    draw = draw or Draw(seed=seed)
    round_ = open_round(round_)
    refuse_stale(round_, draw.seen)
    if draw.new_faces is not None:
        round_.new_faces = draw.new_faces
        round_.save(update_fields=["new_faces"])
    tables = read_tables(round_, draft=draw.draft)
    _refuse_empty(tables, draft=draw.draft)
    try:
        seating = _seating(tables, draw.seed)
    except GroupingError as error:
        raise DomainError(in_words(error, tables)) from error
    round_.made_at, round_.is_draft = now, draw.draft
    if seat_people(round_, seating, kind=ChangeKind.MADE, by=by) is None:
        round_.save()
    return round_


@transaction.atomic
def make_all_groups(*, day: EventDay, by: User | None, now: datetime) -> int:
    """Make the groups of every round that waits for them, one after the other. Returns how many.

    Before anybody has come they are drafts of those who signed up. Raises ``DomainError`` when one of
    them cannot be made, and then makes none.
    """
    draft = not in_the_room(day).exists()
    rounds = list(WorkshopRound.objects.filter(day=day).waiting(drafts=not draft).order_by("number"))
    for round_ in rounds:
        try:
            make_groups(round_=round_, by=by, now=now, draw=Draw(seed=round_.version, draft=draft))
        except DomainError as error:
            text = _("Round %(number)s: %(why)s")
            raise DomainError(text % {"number": round_.number, "why": error}) from error
    return len(rounds)


def _refuse_empty(tables: Tables, *, draft: bool) -> None:
    base = tables.current.returns_to
    if base is not None and not base.made_at:
        raise DomainError(_("Make the groups of the round it goes back to first."))
    if not tables.present and draft:
        raise DomainError(_("Nobody has signed up yet."))
    if not tables.present:
        raise DomainError(_("Nobody is checked in yet. Groups are made of those who are here."))


def _seating(tables: Tables, seed: int) -> dict[int, int]:
    """Registration id → table, by what kind of round it is."""
    if tables.goes_back:
        return _go_back(tables)
    return by_project(tables, seed) if tables.current.kind == RoundKind.TOPIC else _mix(tables, seed)


def _mix(tables: Tables, seed: int) -> dict[int, int]:
    """Those at locked tables stay there unseen; the others are dealt out over the other tables.

    After a round by project its owners and coaches stay where they sat.
    """
    held = {who: table for who, table in tables.held().items() if who in tables.present}
    free = sorted(tables.present - held.keys())
    if not free:
        return held
    locked = {who: tables.seated[who] for who in free if who in tables.locked_people}
    stuck = {who: table for who, table in staying(tables).items() if who in free} | locked
    numbers = _numbers(tables, len(free), set(stuck.values()))
    scene = make_scene(tables, seated=free, numbers=numbers)
    stay = [Pin(str(who), scene.last, numbers.index(table)) for who, table in stuck.items()]
    *_worse, best = solve(scene.room, steps=STEPS, seed=seed, pinned=[*scene.pins, *stay])
    return held | scene.seats_of(best)


def _numbers(tables: Tables, people: int, needed: set[int]) -> list[int]:
    """The tables to deal to: those where somebody is locked, then the lowest that are not locked."""
    count = max(group_count(people, tables.current.group_size), len(needed))
    others = (n for n in range(1, count + len(tables.locked_tables) + len(needed) + 1) if n not in needed)
    free = [number for number in others if number not in tables.locked_tables]
    return sorted(needed | set(free[: count - len(needed)]))


def _go_back(tables: Tables) -> dict[int, int]:
    """The tables of the earlier round again; who is locked here stays where they are."""
    kept = tables.held() | {who: tables.seated[who] for who in tables.locked_people}
    numbers = sorted(set(tables.base().values()))
    scene = make_scene(tables, seated=tables.present, numbers=numbers, goes_back=True)
    *_worse, best = solve(scene.room, steps=STEPS, pinned=scene.pins)
    return scene.seats_of(best) | {who: table for who, table in kept.items() if who in tables.present}
