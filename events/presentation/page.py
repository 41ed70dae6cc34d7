"""Everything the page of an event shows."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from events.goals import Goal, goals_for
from events.hooks import Price, prices
from events.models import Event, EventFormat, EventKind
from events.presentation.people import Hosts, hosts_of
from events.presentation.programme import Day, programme_of, without_promises
from events.presentation.state import State, free_words, opening_words, state_of
from events.presentation.steps import Step, has_meal, steps_of
from events.presentation.when import Hours, hours_of, language_words

PAST = frozenset({State.OVER, State.CANCELLED})  # nothing more is promised


@dataclass(frozen=True)
class EventPage:
    """The event and what was read from its programme, in the active language."""

    event: Event
    state: State
    days: tuple[Day, ...]
    hours: tuple[Hours, ...]
    hosts: Hosts
    goals: tuple[Goal, ...]
    steps: tuple[Step, ...]
    languages: str
    has_meal: bool
    number: int | None  # this is the region's n-th inclusion day
    price: Price | None = None  # None: free

    @property
    def question(self) -> str:
        return self.event.question

    @property
    def signup_url(self) -> str:
        return reverse("participants:register", args=[self.event.year, self.event.slug])

    @property
    def takes_registrations(self) -> bool:
        return self.state in {State.OPEN, State.FULL}

    @property
    def is_coming(self) -> bool:
        """Still worth a place in somebody's calendar."""
        return self.state not in PAST

    @property
    def has_programme(self) -> bool:
        return any(day.items for day in self.days)

    @property
    def seats(self) -> str:
        return free_words(self.event)

    @property
    def opens(self) -> str:
        return opening_words(self.event)

    @property
    def is_in_a_room(self) -> bool:
        return self.event.format != EventFormat.DIGITAL

    @property
    def is_online(self) -> bool:
        return self.event.format != EventFormat.PHYSICAL


def price_of(event: Event) -> Price | None:
    """What it costs; None for a free event."""
    return next((price for read in prices if (price := read(event))), None)


def event_page(event: Event, *, now: datetime, number: int | None = None) -> EventPage:
    """Read the page of ``event``: five queries, however long the programme is."""
    days, state = programme_of(event), state_of(event, now)
    if state in PAST:
        days = without_promises(days)
    items = [item for day in days for item in day.items]
    children = [child for item in items for child in item.children]
    return EventPage(
        event=event,
        state=state,
        days=days,
        hours=hours_of(event, days),
        hosts=hosts_of(event),
        goals=tuple(goals_for(event.goals or (event.theme.goals if event.theme else []))),
        steps=() if state in PAST else steps_of(days),
        languages=language_words([event.language, *(item.language for item in [*items, *children])]),
        has_meal=bool(event.meal_note) or has_meal(items),
        number=number if event.kind == EventKind.INCLUSION_DAY else None,
        price=price_of(event),
    )
