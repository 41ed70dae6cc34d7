"""The mail that tells of check-ins which lie on a tablet still. Devices and numbers; nobody's name."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import translation

from events.models import EventDay
from inkludering.accounts.models import User
from inkludering.mail import absolute, render_mail
from inkludering.outbox import kinds
from inkludering.outbox.kinds import Mail
from inkludering.outbox.models import Message
from inkludering.outbox.services import queue
from participants.models import DeviceKind, DoorDevice

KIND = "participants.door_unsent"
HAND_IN = timedelta(days=7)  # so long a new link may fetch what a tablet never handed in


def tell_unsent(day: EventDay, user: User, *, on: date) -> bool:
    """Queue the mail; False when ``user`` has had it for this day and date."""
    message = queue(
        kind=KIND,
        key=f"{day.pk}-{on.isoformat()}-{user.pk}",
        recipient=user.email,
        language=user.language,
        params={"day": day.pk, "user": user.pk},
    )
    return message is not None


def render(message: Message) -> Mail | None:
    """Written from what the tablets said last; None when they have handed it in meanwhile."""
    day = EventDay.objects.select_related("event__region").filter(pk=message.params["day"]).first()
    user = User.objects.filter(pk=message.params["user"], is_active=True).first()
    if day is None or user is None or user.email != message.recipient:
        return None
    devices = list(DoorDevice.objects.filter(day=day, kind=DeviceKind.DOOR, unsent__gt=0).order_by("pk"))
    if not devices:
        return None
    with translation.override(message.language):
        context = {
            "event": day.event,
            "day": day,
            "devices": devices,
            "last_date": day.date + HAND_IN,
            "door_url": absolute(reverse("participants_work:doors", args=[day.event_id])),
        }
    return render_mail("participants/mail/door_unsent", context, message.language)


def register_kind() -> None:
    kinds.register(KIND, render)
