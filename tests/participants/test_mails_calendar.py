"""The calendar files of the mails: a day goes into a calendar, is moved there, and is taken out again."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from icalendar import Calendar

from events.models import Event
from events.services import DayPlan, cancel_event, set_days
from inkludering.outbox.services import pump
from participants import services
from participants.models import Registration
from tests.factories import make_item, make_published_event, make_user
from tests.participants.answers import make_answers
from tests.services.smtp import Received, SmtpSink

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "person0@example.org"


def signed_up(event: Event, number: int = 0) -> Registration:
    outcome = services.register(
        event=event, answers=make_answers(number), now=timezone.now(), form_id=uuid4()
    )
    assert outcome.registration
    return outcome.registration


def last_mail(sink: SmtpSink) -> Received:
    pump()
    return sink.to(ADDRESS)[-1]


def file_of(mail: Received) -> tuple[str, Any]:
    """METHOD, and the one entry."""
    (content,) = mail.attachments.values()
    calendar = Calendar.from_ical(content)
    return str(calendar["METHOD"]), calendar.walk("VEVENT")[0]


def method_of_part(mail: Received) -> object:
    (part,) = (part for part in mail.message.walk() if part.get_content_type() == "text/calendar")
    return part.get_param("method")


def test_giving_up_a_seat_takes_the_day_out_of_the_calendar_and_coming_back_puts_it_in(
    smtp_sink: SmtpSink,
) -> None:
    event = make_published_event()
    first = signed_up(event)
    files = [file_of(last_mail(smtp_sink))]
    services.cancel(registration=first, now=timezone.now())
    files.append(file_of(last_mail(smtp_sink)))
    part = method_of_part(smtp_sink.to(ADDRESS)[-1])
    signed_up(event)
    files.append(file_of(last_mail(smtp_sink)))

    assert [method for method, _entry in files] == ["PUBLISH", "CANCEL", "PUBLISH"]
    assert [entry["STATUS"] for _method, entry in files] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert len({entry["UID"] for _method, entry in files}) == 1
    assert [entry["SEQUENCE"] - event.version for _method, entry in files] == [0, 1, 2]
    assert str(files[1][1]["ORGANIZER"]) == f"mailto:{event.contact_email}"
    assert part == "CANCEL"


def test_cancelled_day_is_taken_out_of_the_calendars_of_all_who_had_a_seat(smtp_sink: SmtpSink) -> None:
    event = make_published_event(capacity=1)
    signed_up(event)
    signed_up(event, 1)
    _method, before = file_of(last_mail(smtp_sink))

    cancel_event(event=event, by=None, now=timezone.now(), reason="Vi fikk ikke lokalet.")
    method, after = file_of(last_mail(smtp_sink))

    assert (method, after["STATUS"], after["UID"]) == ("CANCEL", "CANCELLED", before["UID"])
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert smtp_sink.to("person1@example.org")[-1].attachments == {}


def test_day_moved_after_the_confirmation_replaces_the_entry(smtp_sink: SmtpSink) -> None:
    event = make_published_event()
    make_item(event, "10.00")
    registration = signed_up(event)
    _method, before = file_of(last_mail(smtp_sink))
    day = event.days.get()
    moved = DayPlan(id=day.pk, date=day.date + timedelta(days=1))

    set_days(event=event, by=None, now=timezone.now(), days=[moved])
    services.cancel(registration=registration, now=timezone.now())
    _method, after = file_of(last_mail(smtp_sink))

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 2
    assert after["DTSTART"].dt.date() == before["DTSTART"].dt.date() + timedelta(days=1)


@pytest.mark.parametrize("by_staff", [True, False])
def test_only_who_told_us_is_thanked_for_telling(smtp_sink: SmtpSink, by_staff: bool) -> None:
    registration = signed_up(make_published_event())
    Registration.objects.update(language="en")

    by = make_user() if by_staff else None
    services.cancel(registration=registration, now=timezone.now(), by=by)
    mail = last_mail(smtp_sink)

    assert ("Thank you for telling us" in mail.text + mail.html) == (not by_staff)
    assert ("have taken you off the list" in mail.text) == by_staff
    assert "Open the attached file to take the day out of your calendar." in mail.html
