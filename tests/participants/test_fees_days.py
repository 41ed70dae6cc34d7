"""A price for some of the days: the days follow from it, on the form, on the own page and in the seats."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Event
from events.services import DayPlan, set_days
from inkludering.dates import long_date
from inkludering.errors import DomainError
from inkludering.outbox.services import pump
from inkludering.tokens import own_link
from participants.models import DayChoice, FeeType, Registration
from participants.services.asking import asked_of
from participants.services.changing import change
from participants.services.extra_answers import Extras, read_extras, write_extras
from participants.services.giving_fees import set_fee
from participants.services.invoicing import issue_invoice
from tests.factories import make_item, make_registration, make_user
from tests.participants.accounts import make_code, make_fees, make_seller
from tests.participants.answers import make_answers
from tests.participants.coordinators import client_as, work
from tests.participants.forms import a_client, filled_in, register_url
from tests.participants.test_asked_fuzz import FINE, SHORT
from tests.participants.test_copying import copy_of
from tests.participants.test_fees_signing_up import PAYER
from tests.participants.test_more import make_asking
from tests.shares import in_shares, share

pytestmark = pytest.mark.django_db


def make_two_days() -> Event:
    """Price 1 is for the first day, price 2 for any."""
    event = make_fees(make_asking(days=2), 500_00, 900_00).event
    price(event, 1).days.set(event.days.order_by("date")[:1])
    return event


def price(event: Event, position: int) -> FeeType:
    return FeeType.objects.get(event=event, position=position)


def days_of(event: Event) -> list[int]:
    return list(event.days.order_by("date").values_list("pk", flat=True))


def send(event: Event, position: int = 1, number: int = 1, **fields: Any) -> Any:
    sent = filled_in(number, fee=price(event, position).pk, **PAYER, **fields)
    return a_client().post(register_url(event), sent)


def chosen_days() -> list[int]:
    return list(DayChoice.objects.order_by("day__date").values_list("day_id", flat=True))


def own_page(registration: Registration) -> Client:
    client = a_client()
    client.get(f"/min/{own_link(registration.pk, registration.link_version)}/")
    return client


def test_the_days_follow_from_the_price() -> None:
    event = make_two_days()

    page = a_client().get(register_url(event)).content.decode()
    answer = send(event)

    assert answer.status_code == 303
    assert "Kryss ikke av" in page
    assert chosen_days() == days_of(event)[:1]
    assert [day.pk for day in Registration.objects.get().fee.days.all()] == days_of(event)[:1]


def test_a_price_for_all_days_leaves_the_choice() -> None:
    event = make_two_days()

    send(event, 2, 1)
    send(event, 2, 2, days=days_of(event)[1:])

    first, second = Registration.objects.order_by("pk")
    assert list(read_extras(first).days) == days_of(event)
    assert list(read_extras(second).days) == days_of(event)[1:]


def test_both_days_with_a_price_for_one_are_refused_at_the_days() -> None:
    event = make_two_days()

    answer = send(event, days=days_of(event))

    assert answer.status_code == 200
    assert 'href="#id_days_0"' in answer.content.decode()
    assert not event.registrations.exists()


def test_nothing_is_asked_where_every_price_says_the_days() -> None:
    event = make_two_days()
    price(event, 2).days.set(event.days.all())

    page = a_client().get(register_url(event)).content.decode()
    send(event, 2)

    assert 'name="days"' not in page
    assert chosen_days() == days_of(event)


def test_whoever_has_a_code_chooses_any_day() -> None:
    event = make_two_days()
    make_code(event)

    answer = a_client().post(
        register_url(event), filled_in(1, fee_code="innleder", fee=price(event, 1).pk, days=days_of(event))
    )

    assert answer.status_code == 303
    assert chosen_days() == days_of(event)


def test_a_colleague_has_the_days_of_another_price() -> None:
    event = make_two_days()
    colleague = {"first_name": "Bo", "last_name": "Ås", "email": "bo@example.org", "fee": price(event, 2).pk}
    fields: dict[str, Any] = {f"colleague0-{name}": value for name, value in colleague.items()}

    send(event, colleagues="1", **fields)

    first, second = Registration.objects.order_by("pk")
    assert list(read_extras(first).days) == days_of(event)[:1]
    assert list(read_extras(second).days) == days_of(event)


def test_a_full_day_stops_those_whose_price_is_for_it_and_no_others() -> None:
    event = make_two_days()
    event.days.filter(pk=days_of(event)[1]).update(capacity=1)

    for number, position in enumerate((2, 2, 1), 1):
        send(event, position, number)

    found = Registration.objects.order_by("pk").values_list("status", flat=True)
    assert list(found) == ["confirmed", "waiting", "confirmed"]


def test_the_service_refuses_days_that_the_price_is_not_for() -> None:
    event = make_two_days()
    send(event)
    registration = Registration.objects.get()

    with pytest.raises(DomainError, match="Prisen din gjelder"):
        change(
            registration=registration,
            answers=make_answers(),
            extras=Extras(),
            asked=asked_of(registration.event),
            now=timezone.now(),
        )


def test_other_days_are_refused_on_the_own_page_in_words() -> None:
    event = make_two_days()
    send(event)
    registration = Registration.objects.get()
    client, url = own_page(registration), f"/min/{registration.pk}/endre/"
    sent = filled_in(1, language="nb")

    refused = client.post(url, sent | {"days": days_of(event)}).content.decode()
    saved = client.post(url, sent | {"days": days_of(event)[:1]})

    assert 'href="#id_days_0"' in refused
    assert "Skriv til arrangøren" in refused
    assert (saved.status_code, chosen_days()) == (303, days_of(event)[:1])


def test_the_coordinator_sets_and_sees_the_days() -> None:
    event = make_two_days()
    client, page = client_as(event), work(event, "deltakeravgift/")
    sent = {"price-name": "Bare dag 2", "price-amount": "850", "price-days": days_of(event)[1:]}

    client.post(f"{page}pris/", sent)

    made = FeeType.objects.get(name="Bare dag 2")
    assert [day.pk for day in made.days.all()] == days_of(event)[1:]
    assert f"({made.day_words})" in client.get(page).content.decode()


def test_one_day_asks_for_no_days_of_a_price() -> None:
    event = make_fees().event

    assert "price-days" not in client_as(event).get(work(event, "deltakeravgift/")).content.decode()


def test_mail_and_own_page_tell_the_days(mailoutbox: list[Any]) -> None:
    event = make_two_days()
    send(event)
    words = f"Pris 1 ({price(event, 1).day_words})"

    pump()

    assert words in str(mailoutbox[0].body)
    registration = Registration.objects.get()
    assert words in own_page(registration).get(f"/min/{registration.pk}/").content.decode()


@pytest.mark.parametrize(("position", "dates"), [(1, 1), (2, 2)])
def test_invoice_names_the_days_it_is_for(position: int, dates: int) -> None:
    event = make_two_days()
    make_seller(controller=event.controller)
    send(event, position)

    invoice = issue_invoice(registration=Registration.objects.get(), now=timezone.now(), by=make_user())

    said = [long_date(day.date) in invoice.content["event"]["when"] for day in event.days.order_by("date")]
    assert said == [True, dates == 2]


def test_a_date_with_a_price_is_not_removed_before_the_price() -> None:
    event, now = make_two_days(), timezone.now()
    first, second = event.days.order_by("date")
    make_item(event, "09.00")
    price(event, 1).days.set([second])
    plans = [DayPlan(id=first.pk, date=first.date)]

    with pytest.raises(DomainError, match="pris"):
        set_days(event=event, by=None, now=now, days=plans)
    client_as(event).post(work(event, f"deltakeravgift/{price(event, 1).pk}/fjern/"))
    set_days(event=event, by=None, now=now, days=plans)

    assert days_of(event) == [first.pk]


def test_a_price_given_by_hand_sets_the_days_and_refuses_others() -> None:
    event = make_two_days()
    quiet, busy = make_registration(event), make_registration(event)
    write_extras(registration=busy, extras=Extras(), asked=asked_of(event), now=timezone.now())
    given: dict[str, Any] = {"fee_type": price(event, 1), "by": make_user(), "now": timezone.now()}

    set_fee(registrations=[quiet], **given)
    with pytest.raises(DomainError, match="andre dager"):
        set_fee(registrations=[busy], **given)

    assert list(read_extras(quiet).days) == days_of(event)[:1]


def test_copy_takes_the_prices_with_their_days_but_turns_nothing_on() -> None:
    source = make_two_days()
    make_code(source)

    event = copy_of(source)

    assert not event.sign_up.has_fees
    made = FeeType.objects.filter(event=event).in_order()
    assert [[day.pk for day in one.days.all()] for one in made] == [days_of(event)[:1], []]


@in_shares(3)
def test_hostile_days_never_break_the_forms(parts: int) -> None:
    event = make_two_days()
    send(event)
    registration = Registration.objects.get()
    client, coordinator = own_page(registration), client_as(event)
    bad = [*SHORT, "²", "9" * 400, "\x00"]

    for number, hostile in enumerate(share(bad, 0, parts), 2):
        assert send(event, 1, number, days=hostile).status_code in FINE, hostile
    for hostile in share(bad, 1, parts):
        sent = filled_in(1, language="nb", days=hostile)
        assert client.post(f"/min/{registration.pk}/endre/", sent).status_code in FINE, hostile
    for hostile in share(bad, 2, parts):
        typed = {"price-name": "Pris", "price-amount": "5", "price-days": hostile}
        assert coordinator.post(work(event, "deltakeravgift/pris/"), typed).status_code in FINE, hostile
