"""Who takes part on a day: those who said they come, and those who are in the room."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from events.models import EventDay
from participants.models import Attendance, Registration, RegistrationStatus
from participants.services.door_list import expected_on


def in_the_room(day: EventDay) -> QuerySet[Attendance]:
    """Who came, without those who have given up their place since."""
    left = Q(
        registration__status=RegistrationStatus.CANCELLED, registration__cancelled_at__gt=F("arrived_at")
    )
    return Attendance.objects.filter(day=day).exclude(left)


def signed_up(day: EventDay) -> QuerySet[Registration]:
    """Those with a seat at the event who come on this one of its days."""
    return Registration.objects.filter(expected_on(day), event=day.event_id).confirmed()


def people_to_choose(day: EventDay) -> QuerySet[Registration]:
    """For the lists where somebody is chosen: who is expected on the day, or came all the same."""
    came = Attendance.objects.filter(day=day, registration=OuterRef("pk"))
    people = Registration.objects.filter(expected_on(day) | Exists(came), event=day.event_id)
    return people.confirmed().alphabetical()
