"""The event for search engines and calendars of others: schema.org/Event as a data block in the page."""

import json
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from events.addresses import absolute, event_address
from events.models import Event, EventFormat, EventStatus
from events.presentation import EventPage, State
from inkludering.dates import local

SCHEMA = "https://schema.org"
ATTENDANCE = {
    EventFormat.PHYSICAL: "OfflineEventAttendanceMode",
    EventFormat.DIGITAL: "OnlineEventAttendanceMode",
    EventFormat.HYBRID: "MixedEventAttendanceMode",
}
# "<" ends a script element; the two separators end a line in old JavaScript.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def event_block(page: EventPage) -> SafeString:
    """JSON that may stand inside ``<script type="application/ld+json">`` whatever people have typed."""
    return SafeString(json.dumps(event_data(page), ensure_ascii=False).translate(_ESCAPES))


def event_data(page: EventPage) -> dict[str, Any]:
    event = page.event
    cancelled = event.status == EventStatus.CANCELLED
    data: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": event_address(event.year, event.slug),
        "url": event_address(event.year, event.slug),
        "name": event.title,
        "description": event.introduction or event.question,
        "startDate": _moment(event, event.starts_at),
        "endDate": _moment(event, event.ends_at),
        "eventStatus": f"{SCHEMA}/{'EventCancelled' if cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{SCHEMA}/{ATTENDANCE[EventFormat(event.format)]}",
        "inLanguage": event.language,
        "isAccessibleForFree": page.price is None,
        "keywords": event.hashtag_list(),
        "location": _location(event),
        "organizer": [_organisation(one) for one in page.hosts.organisers],
        "funder": [_organisation(one) for one in page.hosts.funders],
        "maximumAttendeeCapacity": event.capacity,
        "remainingAttendeeCapacity": event.seats_free(),
        "offers": _offer(page),
    }
    return {key: value for key, value in data.items() if value not in ("", None, [])}


def _moment(event: Event, moment: datetime | None) -> str:
    return local(moment, event.zone).isoformat() if moment else ""


def _location(event: Event) -> list[dict[str, str]]:
    """The link to a digital meeting is sent to those who come; here stands the page they sign up on."""
    places = []
    if event.format != EventFormat.DIGITAL:
        name = event.venue_name or event.region.name
        places.append({"@type": "Place", "name": name, "address": event.venue_address or name})
    if event.format != EventFormat.PHYSICAL:
        places.append({"@type": "VirtualLocation", "url": event_address(event.year, event.slug)})
    return places


def _organisation(organisation: object) -> dict[str, str]:
    return {"@type": "Organization", "name": str(organisation)}


def _offer(page: EventPage) -> dict[str, str] | None:
    """The seat and its lowest price; left out once it cannot be had."""
    if page.state not in {State.OPEN, State.FULL, State.NOT_YET}:
        return None
    event = page.event
    offer = {
        "@type": "Offer",
        "price": page.price.number if page.price else "0",
        "priceCurrency": page.price.currency if page.price else "NOK",
        "availability": f"{SCHEMA}/{'SoldOut' if page.state is State.FULL else 'InStock'}",
        "url": absolute(page.signup_url),
        "validFrom": _moment(event, event.registration_opens_at or event.published_at),
        "validThrough": _moment(event, event.registration_closes_at),
    }
    return {key: value for key, value in offer.items() if value}
