"""Whoever comes on one of several days is told of that day: in mails, calendar file and own page."""

from typing import Any

import pytest

from inkludering.dates import long_date
from inkludering.outbox.services import pump
from participants.models import Registration
from tests.participants.forms import a_client, filled_in, register_url
from tests.participants.test_fees_days import days_of, own_page
from tests.participants.test_more import make_asking

pytestmark = pytest.mark.django_db


def calendar_of(mail: Any) -> str:
    content = next(one[1] for one in mail.attachments if one[0].endswith(".ics"))
    return str(content if isinstance(content, str) else content.decode())


def test_the_second_day_alone_is_named_everywhere(mailoutbox: list[Any]) -> None:
    event = make_asking(days=2)
    first, second = (long_date(day.date) for day in event.days.order_by("date"))
    a_client().post(register_url(event), filled_in(1, days=days_of(event)[1:]))
    registration = Registration.objects.get()

    pump()
    mail, page = mailoutbox[0], own_page(registration).get(f"/min/{registration.pk}/").content.decode()

    assert second in mail.subject
    assert first not in mail.subject
    assert f"Du kommer: {second}" in mail.body
    assert calendar_of(mail).count("BEGIN:VEVENT") == 1
    assert f"Vi gleder oss til å møte deg {second}" in page


def test_all_days_are_named_as_before(mailoutbox: list[Any]) -> None:
    event = make_asking(days=2)
    first = long_date(event.days.order_by("date")[0].date)
    a_client().post(register_url(event), filled_in(1, days=days_of(event)))

    pump()

    assert first in mailoutbox[0].subject
    assert "Du kommer:" not in mailoutbox[0].body
    assert calendar_of(mailoutbox[0]).count("BEGIN:VEVENT") == 2


def test_the_page_that_thanks_promises_no_date_where_there_are_several() -> None:
    event = make_asking(days=2)
    sent = filled_in(1, days=days_of(event)[1:])

    page = a_client().post(register_url(event), sent, follow=True).content.decode()

    assert "Vi gleder oss til å møte deg." in page
