"""The days that a price is for: whoever agreed to it comes on these, or on some of them."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from events.models import Event, EventDay
from inkludering.errors import DomainError
from participants.models import DayChoice, FeeAgreement, FeeType, Registration
from participants.models.fees import words_of_days


def contradicts(days: Iterable[EventDay], wanted: Collection[int]) -> bool:
    """Are the ``wanted`` days other than those of a price? No days of a price: never. None wanted: all."""
    paid = {day.pk for day in days}
    return bool(paid) and not (wanted and paid.issuperset(wanted))


def words_at_sign_up(days: Iterable[EventDay]) -> str:
    words = _("This price is for %(days)s. Leave the days open, or choose another price.")
    return words % {"days": words_of_days(days)}


def words_later(days: Iterable[EventDay]) -> str:
    words = _("Your price is for %(days)s. Write to the organiser if you want to come on other days.")
    return words % {"days": words_of_days(days)}


def words_to_staff(days: Iterable[EventDay]) -> str:
    words = _("The price is for %(days)s. Give another price before other days.")
    return words % {"days": words_of_days(days)}


def agreed_days(registration: Registration, event: Event) -> tuple[EventDay, ...]:
    """Those that the fee of ``registration`` is for; none: any day. A free event costs no look."""
    if not event.asks_more:
        return ()
    agreements = FeeAgreement.objects.filter(registration=registration.pk)
    return tuple(EventDay.objects.filter(fee_agreements__in=agreements).order_by("date"))


def refuse_other_days(
    registration: Registration, event: Event, wanted: Collection[int], *, by_staff: bool = False
) -> None:
    """Raises ``DomainError`` for days that the agreed fee is not for."""
    days = agreed_days(registration, event)
    if contradicts(days, wanted):
        raise DomainError(words_to_staff(days) if by_staff else words_later(days))


def follow_price(registration: Registration, fee_type: FeeType) -> None:
    """The days of a price given by the organiser, for somebody who has chosen none. Raises ``DomainError``
    for somebody who comes on other days."""
    days = list(fee_type.days.all())
    chosen = set(DayChoice.objects.filter(registration=registration).values_list("day_id", flat=True))
    if chosen and contradicts(days, chosen):
        words = _("%(name)s comes on other days than %(days)s, which the price is for. Give another price.")
        raise DomainError(words % {"name": registration.name, "days": words_of_days(days)})
    if not chosen:
        DayChoice.objects.bulk_create(DayChoice(registration=registration, day=day) for day in days)
