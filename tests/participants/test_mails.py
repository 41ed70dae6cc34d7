"""Every mail as it comes over the wire."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from events.models import Event, EventStatus
from inkludering.outbox.models import Message, MessageStatus
from inkludering.outbox.services import pump
from participants import emails, services
from participants.models import Registration, RegistrationStatus
from tests.factories import make_published_event, make_registration
from tests.participants.answers import NAMES, make_answers
from tests.services.smtp import Received, SmtpSink

pytestmark = pytest.mark.django_db(transaction=True)


def signed_up(event: Event, number: int, **fields: object) -> Registration:
    outcome = services.register(
        event=event, answers=make_answers(number, **fields), now=timezone.now(), form_id=uuid4()
    )
    assert outcome.registration
    return outcome.registration


def only(sink: SmtpSink, recipient: str) -> Received:
    (mail,) = sink.to(recipient)
    return mail


def test_confirmation_has_text_html_calendar_and_a_link_that_works(
    smtp_sink: SmtpSink, client: Client
) -> None:
    event = make_published_event()
    registration = signed_up(event, 0)

    pump()

    mail = only(smtp_sink, "person0@example.org")
    assert emails.own_url(registration) in mail.text
    assert emails.own_url(registration) in mail.html
    assert str(event.controller) in mail.text
    assert mail.message["Reply-To"] == "telemark@example.org"
    assert mail.message["List-Unsubscribe"] is None
    (calendar,) = mail.attachments.values()
    assert Calendar.from_ical(calendar).walk("VEVENT")[0]["SUMMARY"] == event.title
    path = emails.own_url(registration).removeprefix("http://localhost")
    assert client.get(path, follow=True).status_code == 200


@pytest.mark.parametrize("number", range(len(NAMES)))
def test_edge_case_names_survive_to_the_mail(smtp_sink: SmtpSink, number: int) -> None:
    signed_up(make_published_event(), number)

    pump()

    mail = only(smtp_sink, f"person{number}@example.org")
    first_name = NAMES[number][0]
    assert first_name in mail.text
    assert first_name.replace("'", "&#x27;") in mail.html or first_name in mail.html


@pytest.mark.parametrize(
    "name",
    ["evil.xyz", "www.evil.no", "http://evil.no", "a@evil.no", "<a href=x>", "{{7*7}}", "[x](//evil.no)"],
)
def test_no_name_becomes_a_link(smtp_sink: SmtpSink, name: str) -> None:
    signed_up(make_published_event(), 0, first_name=name)

    pump()

    mail = only(smtp_sink, "person0@example.org")
    assert "evil." not in mail.text.replace("evil. ", "")
    assert "<a href=x" not in mail.html
    assert "49" not in mail.subject
    assert mail.recipients == ["person0@example.org"]


def test_waiting_promoted_and_cancelled_each_get_their_own_mail_once(smtp_sink: SmtpSink) -> None:
    event = make_published_event(capacity=1, by_itself=True)
    first = signed_up(event, 1)
    signed_up(event, 2)
    pump()
    services.cancel(registration=first, now=timezone.now())
    services.fill_free_seats(event=event, now=timezone.now())

    pump()

    kinds = Message.objects.order_by("pk").values_list("kind", "recipient", "status")
    assert list(kinds) == [
        ("participants.confirmation", "person1@example.org", "sent"),
        ("participants.waiting", "person2@example.org", "sent"),
        ("participants.cancelled", "person1@example.org", "sent"),
        ("participants.promoted", "person2@example.org", "sent"),
    ]
    assert f"/{event.slug}/pamelding/" in smtp_sink.to("person1@example.org")[1].text


def test_mail_that_is_no_longer_true_is_not_sent(smtp_sink: SmtpSink) -> None:
    event = make_published_event(capacity=1, by_itself=True)
    first = signed_up(event, 1)
    signed_up(event, 2)

    services.cancel(registration=first, now=timezone.now())
    pump()

    by_kind = dict(Message.objects.values_list("kind", "status"))
    assert by_kind["participants.confirmation"] == MessageStatus.CANCELLED
    assert by_kind["participants.waiting"] == MessageStatus.CANCELLED
    assert len(smtp_sink.received) == 2


def test_cancelled_event_tells_all_who_would_have_come(smtp_sink: SmtpSink) -> None:
    event = make_published_event(capacity=1)
    signed_up(event, 1)
    signed_up(event, 2)
    pump()
    Event.objects.update(status=EventStatus.CANCELLED, cancelled_reason="Vi fikk ikke lokalet.")
    event.refresh_from_db()

    services.tell_all_of_cancelled_event(event)
    services.tell_all_of_cancelled_event(event)
    pump()

    for number in (1, 2):
        assert "Vi fikk ikke lokalet." in smtp_sink.to(f"person{number}@example.org")[1].text
    assert len(smtp_sink.received) == 4


def test_stray_link_after_a_corrected_address_says_nothing(smtp_sink: SmtpSink) -> None:
    registration = signed_up(make_published_event(), 1)

    services.change_address(registration=registration, email="right@example.org", now=timezone.now())
    pump()

    assert [mail.recipients for mail in smtp_sink.received] == [["right@example.org"]]


def test_lost_link_lists_the_days_ahead_only(smtp_sink: SmtpSink) -> None:
    ahead = signed_up(make_published_event(slug="foran"), 1)
    over = signed_up(make_published_event(slug="over"), 1)
    past = timezone.now() - timedelta(hours=1)
    Event.objects.filter(pk=over.event_id).update(starts_at=past - timedelta(hours=3), ends_at=past)
    Message.objects.all().delete()

    services.send_lost_link(email="person1@example.org", key="a", now=timezone.now())
    pump()

    text = only(smtp_sink, "person1@example.org").text
    assert emails.own_url(ahead) in text
    assert emails.own_url(over) not in text


def test_mail_is_in_the_language_of_the_form(smtp_sink: SmtpSink) -> None:
    event = make_published_event()
    signed_up(event, 1, language="en")

    pump()

    mail = only(smtp_sink, "person1@example.org")
    assert mail.subject.startswith("The seat is yours on")
    assert f"/en/arrangementer/{event.year}/" in mail.text
    assert 'lang="en"' in mail.html


def test_no_secret_link_is_stored() -> None:
    registration = signed_up(make_published_event(), 1)

    stored = str(list(Message.objects.values()))

    assert emails.own_url(registration).split("/")[-2] not in stored
    assert RegistrationStatus(registration.status) == RegistrationStatus.CONFIRMED


def test_address_that_no_mail_can_have_stops_nothing_for_the_others() -> None:
    event = make_published_event()
    for address in ("bjorg..as@example.org", "kari@example.org"):
        make_registration(event, email=address)

    services.tell_all_of_cancelled_event(event)

    assert [message.recipient for message in Message.objects.all()] == ["kari@example.org"]
