"""A date is taken off the event: not while somebody comes for it alone, or has a price for it.

Without this they would come on every day that is left, since no day of one's own means all of them.
"""

from django.utils.translation import ngettext

from events.models import Event, EventDay
from inkludering.errors import DomainError


def refuse_days_people_come_for(event: Event, going: list[EventDay]) -> None:
    """The event is locked. Raises ``DomainError``."""
    active = event.registrations.active()
    if number := active.filter(fee__days__in=going).distinct().count():
        words = ngettext(
            "%(number)d person has a price for a date you want to remove. Give another price first.",
            "%(number)d people have a price for a date you want to remove. Give them another price first.",
            number,
        )
        raise DomainError(words % {"number": number})
    others = event.days.exclude(pk__in=[day.pk for day in going])
    alone = active.filter(day_choices__day__in=going).exclude(day_choices__day__in=others)
    if number := alone.distinct().count():
        words = ngettext(
            "%(number)d person comes only on a date you want to remove. Choose another day for them first.",
            "%(number)d people come only on a date you want to remove. Choose other days for them first.",
            number,
        )
        raise DomainError(words % {"number": number})
