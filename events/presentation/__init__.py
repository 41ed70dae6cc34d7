"""An event as visitors see it: read-only, in the active language; templates have nothing left to decide."""

from events.presentation.cards import Card, card_for
from events.presentation.page import EventPage, event_page
from events.presentation.people import Hosts, Person, hosts_of
from events.presentation.programme import Day, Item, programme_of
from events.presentation.state import State, state_of

__all__ = [
    "Card",
    "Day",
    "EventPage",
    "Hosts",
    "Item",
    "Person",
    "State",
    "card_for",
    "event_page",
    "hosts_of",
    "programme_of",
    "state_of",
]
