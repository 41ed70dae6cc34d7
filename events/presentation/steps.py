"""What one takes part in, in a few steps, read from the programme: no promise that it does not keep."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.models import TALK_KINDS, ItemKind
from events.presentation.programme import Day, Item

NUMBER_WORDS: dict[int, Promise] = {
    2: _("two"),
    3: _("three"),
    4: _("four"),
    5: _("five"),
    6: _("six"),
    7: _("seven"),
    8: _("eight"),
    9: _("nine"),
    10: _("ten"),
}


@dataclass(frozen=True)
class Step:
    title: str
    text: str


def steps_of(days: tuple[Day, ...]) -> tuple[Step, ...]:
    """Empty where there is too little programme to tell anything."""
    items = [item for day in days for item in day.items]
    if len(items) < 3:
        return ()
    steps = [_meeting(), _listening(items), _working(items), _eating(items)]
    return tuple(step for step in steps if step)


def _count(items: Iterable[Item], kinds: Iterable[str]) -> int:
    return sum(item.kind in kinds for item in items)


def number_words(count: int) -> str:
    return str(NUMBER_WORDS.get(count, count))


def _meeting() -> Step:
    return Step(
        gettext("Get to know people"),
        gettext("We greet you at the door. You do not need to know anybody beforehand."),
    )


def _listening(items: list[Item]) -> Step | None:
    talks = _count(items, TALK_KINDS)
    if not talks:
        return None
    title = ngettext("Hear a story from practice", "Hear %(number)s stories from practice", talks)
    return Step(
        title % {"number": number_words(talks)},
        gettext("Short talks from people who do the work. Ask them whatever you like."),
    )


def _working(items: list[Item]) -> Step | None:
    rounds = _count(items, {ItemKind.ROUND})
    if not rounds:
        return None
    text = ngettext(
        "One round at the table, with people from other sectors than your own.",
        "%(number)s rounds at the table, with new people in each round.",
        rounds,
    ) % {"number": number_words(rounds)}
    after = [gettext("Then we eat together.")] if has_meal(items) else []
    return Step(gettext("Find out something together"), " ".join([text[:1].upper() + text[1:], *after]))


def _eating(items: list[Item]) -> Step | None:
    """The meal has a step of its own only where no round at the tables tells of it."""
    if not has_meal(items) or _count(items, {ItemKind.ROUND}):
        return None
    return Step(gettext("Eat together"), gettext("The meal is free, and part of the day."))


def has_meal(items: Iterable[Item]) -> bool:
    return any(item.kind == ItemKind.MEAL for item in items)
