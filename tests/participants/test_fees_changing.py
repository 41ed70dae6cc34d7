"""A price is changed on the list, or for one person: what was agreed to stays, and nobody pays unseen."""

from typing import Any

import pytest
from django.utils import timezone

from events.services import DayPlan, set_days
from inkludering.errors import DomainError
from inkludering.outbox.models import Message
from inkludering.outbox.services import pump
from participants.emails import Kind
from participants.models import FeeAgreement, FeeType, Registration
from participants.services.extra_answers import read_extras
from participants.services.giving_fees import set_fee
from participants.services.invoicing import credit_by_hand, issue_invoice
from tests.factories import make_item, make_registration, make_user
from tests.participants.accounts import make_code, make_seller
from tests.participants.coordinators import client_as, work
from tests.participants.forms import a_client, filled_in, register_url
from tests.participants.test_fees_days import chosen_days, days_of, make_two_days, price, send
from tests.participants.test_fees_signing_up import PAYER

pytestmark = pytest.mark.django_db


def change(event: Any, position: int, **fields: Any) -> Any:
    sent = {f"price-{name}": value for name, value in fields.items()}
    return client_as(event).post(work(event, f"deltakeravgift/{price(event, position).pk}/"), sent)


def give(registration: Registration, fee_type: FeeType, **more: Any) -> Any:
    path = work(registration.event, f"okonomi/{registration.pk}/pris/")
    return client_as(registration.event).post(path, {"fee_type": fee_type.pk} | more)


def offered(event: Any) -> list[tuple[str, int, list[int]]]:
    rows = FeeType.objects.on_offer().filter(event=event).in_order()
    return [(one.name, one.amount, sorted(day.pk for day in one.days.all())) for one in rows]


def test_name_amount_and_days_of_a_price_are_changed_in_its_place() -> None:
    event = make_two_days()

    change(event, 1, name="Bare dag 2", amount="450", days=days_of(event)[1:])

    assert offered(event) == [("Bare dag 2", 450_00, days_of(event)[1:]), ("Pris 2", 900_00, [])]


def test_another_name_is_no_other_price() -> None:
    event = make_two_days()
    before = price(event, 1).pk

    change(event, 1, name="Dag 1", amount="500", days=days_of(event)[:1])

    assert FeeType.objects.get(pk=before).name == "Dag 1"
    assert len(offered(event)) == 2


def test_whoever_looked_at_the_old_price_is_asked_anew() -> None:
    event = make_two_days()
    seen = filled_in(1, fee=price(event, 1).pk, **PAYER)
    change(event, 1, name="Dag 1", amount="950", days=days_of(event)[:1])

    answer = a_client().post(register_url(event), seen)

    assert answer.status_code == 200
    assert str(seen["last_name"]) in answer.content.decode()
    assert not FeeAgreement.objects.exists()


def test_those_who_agreed_keep_their_price_and_the_page_says_so() -> None:
    event = make_two_days()
    send(event)
    old = price(event, 1).pk
    page = client_as(event).get(work(event, f"deltakeravgift/{old}/")).content.decode()

    change(event, 1, name="Dag 1", amount="950", days=days_of(event)[:1])

    assert "1 person har sagt ja til denne prisen" in page
    assert FeeAgreement.objects.get().amount == 500_00
    assert offered(event)[0][1] == 950_00


@pytest.mark.parametrize("wrong", [{"name": ""}, {"amount": "mye"}, {"days": "99"}])
def test_a_wrong_price_is_said_and_changes_nothing(wrong: dict[str, str]) -> None:
    event = make_two_days()
    before = offered(event)

    answer = change(event, 1, **({"name": "Dag 1", "amount": "1"} | wrong))

    assert (answer.status_code, offered(event)) == (200, before)


def test_a_withdrawn_price_is_not_changed() -> None:
    event = make_two_days()
    client_as(event).post(work(event, f"deltakeravgift/{price(event, 1).pk}/fjern/"))

    change(event, 1, name="Dag 1", amount="1")

    assert [name for name, *_rest in offered(event)] == ["Pris 2"]


def test_another_price_moves_the_days_and_is_told_by_mail(mailoutbox: list[Any]) -> None:
    event = make_two_days()
    send(event)
    registration = Registration.objects.get()

    give(registration, price(event, 2))
    pump()

    agreement = FeeAgreement.objects.get()
    assert (agreement.amount, agreement.reference) == (900_00, "4711")
    assert chosen_days() == days_of(event)
    assert mailoutbox[-1].subject.startswith("Hva du betaler for")
    assert "900\u00a0kr" in mailoutbox[-1].body


def test_another_price_waits_for_the_credit_note() -> None:
    event = make_two_days()
    make_seller(controller=event.controller)
    send(event)
    registration, by = Registration.objects.get(), make_user()
    invoice = issue_invoice(registration=registration, now=timezone.now(), by=by)

    give(registration, price(event, 2))
    early = FeeAgreement.objects.get().amount
    note = credit_by_hand(invoice=invoice, now=timezone.now(), by=by)
    give(registration, price(event, 2))
    again = issue_invoice(registration=registration, now=timezone.now(), by=by)

    assert (early, FeeAgreement.objects.get().amount) == (500_00, 900_00)
    assert (again.number, again.total, note.total) == (3, 900_00, 500_00)
    assert note.content["event"] == invoice.content["event"]


def test_a_day_more_that_is_full_is_asked_about() -> None:
    event = make_two_days()
    send(event, 2, 2)
    event.days.filter(pk=days_of(event)[1]).update(capacity=1)
    send(event)
    registration = Registration.objects.order_by("pk").last()
    assert registration

    asked = give(registration, price(event, 2))
    before = read_extras(Registration.objects.get(pk=registration.pk)).days
    give(registration, price(event, 2), over="1")

    assert 'name="over"' in asked.content.decode()
    assert list(before) == days_of(event)[:1]
    assert sorted(read_extras(Registration.objects.get(pk=registration.pk)).days) == sorted(days_of(event))


def test_a_free_code_given_by_hand_costs_nothing() -> None:
    event = make_two_days()
    code = make_code(event)
    send(event)

    give(Registration.objects.get(), code)

    assert (FeeAgreement.objects.get().amount, FeeAgreement.objects.get().reason) == (0, "Innleder")


def test_a_price_given_to_somebody_who_had_none_is_told() -> None:
    event = make_two_days()
    person = make_registration(event)

    for _time in range(2):
        set_fee(registrations=[person], fee_type=price(event, 1), by=make_user(), now=timezone.now())

    told = Message.objects.get(kind=Kind.FEE_GIVEN)
    assert told.recipient == person.participant.email


def test_a_date_stays_while_somebody_has_a_price_for_it_alone() -> None:
    event, now = make_two_days(), timezone.now()
    first, second = event.days.order_by("date")
    make_item(event, "09.00")
    price(event, 1).days.set([second])
    send(event)
    client_as(event).post(work(event, f"deltakeravgift/{price(event, 1).pk}/fjern/"))

    with pytest.raises(DomainError, match="1 person har en pris"):
        set_days(event=event, by=None, now=now, days=[DayPlan(id=first.pk, date=first.date)])

    assert [day.pk for day in FeeAgreement.objects.get().days.all()] == [second.pk]


def test_a_date_stays_while_somebody_comes_for_it_alone() -> None:
    event, now = make_two_days(), timezone.now()
    first, second = event.days.order_by("date")
    make_item(event, "09.00")
    price(event, 1).days.clear()
    send(event, 2, days=[second.pk])

    with pytest.raises(DomainError, match="kommer bare på en dato"):
        set_days(event=event, by=None, now=now, days=[DayPlan(id=first.pk, date=first.date)])
    Registration.objects.update(status="cancelled")
    set_days(event=event, by=None, now=now, days=[DayPlan(id=first.pk, date=first.date)])

    assert days_of(event) == [first.pk]
