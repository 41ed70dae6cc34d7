"""The mails to those who sign up. Each is written when it is sent, and only if it is still wanted."""

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation

from events.calendar import Edition, event_calendar, filename
from events.models import Event, EventStatus
from inkludering.dates import aware, local
from inkludering.mail import absolute, render_mail
from inkludering.outbox import kinds
from inkludering.outbox.kinds import Mail
from inkludering.outbox.models import Message
from inkludering.tokens import own_link
from participants.fee_words import fee_of, settled_of
from participants.models import Registration, RegistrationStatus, SeatOffer
from participants.offer_times import until_words, what_comes_next
from participants.own_dates import dates_of, first_date_of

_WITH = ("participant", "party", "event__region", "event__theme", "event__controller")
_LINKED = ((re.compile(r"(?<=\w)\.(?=\w)"), ". "), (re.compile(r"[/:@]+"), " "))


class Kind(StrEnum):
    """Kinds of mail in the outbox."""

    CONFIRMATION = "participants.confirmation"
    WAITING = "participants.waiting"
    PROMOTED = "participants.promoted"
    ALREADY_REGISTERED = "participants.already_registered"
    CANCELLED = "participants.cancelled"
    EVENT_CANCELLED = "participants.event_cancelled"
    REMINDER = "participants.reminder"
    LOST_LINK = "participants.lost_link"
    REQUESTED = "participants.requested"
    DECLINED = "participants.declined"
    HANDED_OVER = "participants.handed_over"
    OFFER = "participants.offer"
    OFFER_ENDED = "participants.offer_ended"
    FEE_GIVEN = "participants.fee_given"


def own_url(registration: Registration) -> str:
    """The whole address of a participant's own page. Made anew each time; never stored."""
    token = own_link(registration.pk, registration.link_version)
    return absolute(reverse("own:link", args=[token]))


def plain_name(name: str) -> str:
    """A name that no mail program can take for an address: "evil.xyz" becomes "evil. xyz"."""
    for pattern, instead in _LINKED:
        name = pattern.sub(instead, name)
    return " ".join(name.split())


def _registrations() -> Any:
    return Registration.objects.select_related(*_WITH)


def _place(registration: Registration) -> int | None:
    line = Registration.objects.filter(event=registration.event_id)
    return line.up_to(registration).count() if registration.is_waiting else None


def _context(registration: Registration) -> dict[str, Any]:
    event = registration.event
    vars(event)["fee"] = fee_of(registration.pk, event)
    dates = dates_of(registration, event)
    vars(event)["my_dates"], vars(event)["my_first_date"] = dates, next(iter(dates), event.first_date)
    token = own_link(registration.pk, registration.link_version)
    return {
        "registration": registration,
        "name": plain_name(registration.first_name),
        "place": _place(registration),
        "settled": settled_of(registration, event),
        "own_url": own_url(registration),
        "cancel_url": absolute(reverse("own:link_cancel", args=[token])),
    } | _about(event)


def _about(event: Event) -> dict[str, Any]:
    where = [event.year, event.slug]
    return {
        "event": event,
        "event_url": absolute(reverse("events:detail", args=where)),
        "register_url": absolute(reverse("participants:register", args=where)),
        "privacy_url": absolute(reverse("events:privacy", args=where)),
        "find_url": absolute(reverse("participants:find_own")),
        "days_url": absolute(reverse("events:list")),
    }


def _mail(template: str, registration: Registration, message: Message, **more: Any) -> Mail:
    with translation.override(message.language):  # the addresses, too, are in the person's language
        context = _context(registration) | more
    return render_mail(f"participants/mail/{template}", context, message.language)


def _with_calendar(mail: Mail, registration: Registration) -> Mail:
    """Attach what puts the day into a calendar, or takes it out of one that ever had it."""
    if registration.status == RegistrationStatus.CONFIRMED or registration.confirmed_at is not None:
        event, edition = registration.event, _edition(registration)
        mail.attachments.append((filename(event), event_calendar(event, edition), edition.mimetype))
    return mail


def _edition(registration: Registration) -> Edition:
    """Two for each earlier place of the same person at the event: it was given, and it was given up."""
    mine = Registration.objects.filter(event=registration.event_id, participant=registration.participant_id)
    number = 2 * mine.filter(pk__lt=registration.pk).count() + (not registration.is_active)
    ended = registration.cancelled_at or registration.event.cancelled_at
    dates = [] if ended else dates_of(registration, registration.event)
    return Edition(number, ended, frozenset(dates))


def _renderer(
    template: str, wanted: Callable[[Registration], bool], *, calendar: bool = False
) -> Callable[[Message], Mail | None]:
    """How a mail about one registration is written; ``wanted`` is asked when it is sent."""

    def render(message: Message) -> Mail | None:
        registration = _registrations().filter(pk=message.params["registration"]).first()
        if registration is None or registration.mail_address != message.recipient or not wanted(registration):
            return None
        mail = _mail(template, registration, message, by_staff=bool(message.params.get("by_staff")))
        return _with_calendar(mail, registration) if calendar else mail

    return render


def _is_on(registration: Registration) -> bool:
    return registration.event.status == EventStatus.PUBLISHED and not registration.event.is_over(
        timezone.now()
    )


def _has_seat(registration: Registration) -> bool:
    return _is_on(registration) and registration.status == RegistrationStatus.CONFIRMED


def _is_in_line(registration: Registration) -> bool:
    return _is_on(registration) and registration.is_waiting


def _is_active(registration: Registration) -> bool:
    return _is_on(registration) and registration.is_active


def _is_in(status: RegistrationStatus) -> Callable[[Registration], bool]:
    def wanted(registration: Registration) -> bool:
        return _is_on(registration) and registration.status == status

    return wanted


def _is_known(registration: Registration) -> bool:
    return _is_on(registration) and registration.status != RegistrationStatus.CANCELLED


def _has_fee(registration: Registration) -> bool:
    return _is_active(registration) and fee_of(registration.pk, registration.event) is not None


def _is_cancelled(registration: Registration) -> bool:
    return registration.status == RegistrationStatus.CANCELLED


def _came_to_nothing(registration: Registration) -> bool:
    return registration.is_active and registration.event.status == EventStatus.CANCELLED


def render_reminder(message: Message) -> Mail | None:
    """Whoever still has a seat on the date it was queued for; asked at the moment of sending."""
    params = message.params
    mine = _registrations().confirmed().filter(event=params["event"], participant=params["participant"])
    registration = mine.first()
    if registration is None or not _is_on(registration) or registration.mail_address != message.recipient:
        return None
    event = registration.event
    day = first_date_of(registration, event)
    if day is None or str(day) != params["date"] or has_begun(event, day, timezone.now()):
        return None
    return _with_calendar(_mail("reminder", registration, message), registration)


def has_begun(event: Event, day: date, now: datetime) -> bool:
    """Whether the event's hour has struck on ``day``."""
    if event.starts_at is None:
        return True
    return aware(day, local(event.starts_at, event.zone).time(), event.zone) <= now


def render_lost_link(message: Message) -> Mail | None:
    """All the places of one address that still lie ahead."""
    now = timezone.now()
    mine = _registrations().active().filter(participant=message.params["participant"])
    ahead = [
        one for one in mine.filter(event__ends_at__gt=now).order_by("event__starts_at") if _is_active(one)
    ]
    if not ahead or ahead[0].participant.email != message.recipient:
        return None
    with translation.override(message.language):
        places = [_context(registration) for registration in ahead]
    return render_mail("participants/mail/lost_link", places[0] | {"places": places}, message.language)


def render_handed_over(message: Message) -> Mail | None:
    """Thanks to somebody who gave the seat away. Holds no name and no link: both belong to another now."""
    event = Event.objects.select_related("region", "theme", "controller").get(pk=message.params["event"])
    with translation.override(message.language):
        context = _about(event)
    return render_mail("participants/mail/handed_over", context, message.language)


def _offer_in(message: Message) -> SeatOffer | None:
    """The offer, while it is about the one this mail goes to and the day is on."""
    offers = SeatOffer.objects.select_related(*(f"registration__{name}" for name in _WITH))
    offer = offers.filter(pk=message.params["offer"]).first()
    if offer is None or not _is_in_line(offer.registration):
        return None
    return offer if offer.registration.mail_address == message.recipient else None


def _offer_mail(template: str, offer: SeatOffer, message: Message) -> Mail:
    registration = offer.registration
    with translation.override(message.language):
        token = own_link(registration.pk, registration.link_version)
        more = {
            "offer": offer,
            "offer_url": absolute(reverse("own:link_offer", args=[token])),
            "until": until_words(offer.expires_at, registration.event.zone),
            "next": str(what_comes_next(registration.event, registration.times_asked, timezone.now())),
        }
    return _mail(template, registration, message, **more)


def render_offer(message: Message) -> Mail | None:
    """While there is something to say yes to, asked at the moment of sending."""
    offer = _offer_in(message)
    if offer is None or not offer.is_pending or offer.expires_at <= timezone.now():
        return None
    return _offer_mail("offer", offer, message)


def render_offer_ended(message: Message) -> Mail | None:
    """To whoever still stands in line; not when they have been asked anew since."""
    offer = _offer_in(message)
    if offer is None or offer.is_pending or offer.registration.offers.filter(pk__gt=offer.pk).exists():
        return None
    return _offer_mail("offer_ended", offer, message)


def register_kinds() -> None:
    """Tell the outbox how these mails are written."""
    kinds.register(Kind.CONFIRMATION, _renderer("confirmation", _has_seat, calendar=True))
    kinds.register(Kind.WAITING, _renderer("waiting", _is_in_line))
    kinds.register(Kind.PROMOTED, _renderer("promoted", _has_seat, calendar=True))
    kinds.register(Kind.ALREADY_REGISTERED, _renderer("already_registered", _is_known))
    kinds.register(Kind.CANCELLED, _renderer("cancelled", _is_cancelled, calendar=True))
    kinds.register(Kind.EVENT_CANCELLED, _renderer("event_cancelled", _came_to_nothing, calendar=True))
    kinds.register(Kind.REMINDER, render_reminder)
    kinds.register(Kind.FEE_GIVEN, _renderer("fee_given", _has_fee))
    kinds.register(Kind.LOST_LINK, render_lost_link)
    kinds.register(Kind.REQUESTED, _renderer("requested", _is_in(RegistrationStatus.REQUESTED)))
    kinds.register(Kind.DECLINED, _renderer("declined", _is_in(RegistrationStatus.DECLINED)))
    kinds.register(Kind.HANDED_OVER, render_handed_over)
    kinds.register(Kind.OFFER, render_offer)
    kinds.register(Kind.OFFER_ENDED, render_offer_ended)
