"""What a person's own pages show of an offered seat."""

from typing import Any

from django.utils import timezone

from participants.models import Registration
from participants.offer_times import until_words, what_comes_next
from participants.services.offers import open_offer


def offer_context(registration: Registration) -> dict[str, Any]:
    """The offer to answer, if there is one, and what somebody in line can count on if there is not."""
    event, now = registration.event, timezone.now()
    offer = open_offer(registration, now=now)
    return {
        "offer": offer,
        "until": until_words(offer.expires_at, event.zone) if offer else "",
        "next": str(what_comes_next(event, registration.times_asked, now)),
    }
