"""Invoices without gaps, credit notes by the refund rule, and nothing done twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from events.models import Event
from inkludering.errors import DomainError
from inkludering.outbox.models import Message
from participants.balances import billed
from participants.models import FeeAgreement, Invoice, Seller
from participants.services import seats
from participants.services.invoicing import (
    credit_by_hand,
    issue_all,
    issue_invoice,
    settle_cancelled,
    split_vat,
    take_number,
)
from tests.factories import make_organisation, make_published_event, make_registration, make_user
from tests.participants.accounts import make_agreement, make_fees, make_payment, make_seller

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def paid_event(amount: int = 500_00, people: int = 1, **fields: object) -> Event:
    """An event with a fee, a seller, and people with a seat."""
    seller = make_seller(controller=make_organisation(), is_vat_registered=fields.get("vat_kind") == "S")
    event = make_fees(make_published_event(controller=seller.controller), amount, **fields).event
    for _number in range(people):
        make_agreement(make_registration(event), amount=amount)
    return event


def settle(event: Event, *, by_us: bool = False, days_before: int = 21) -> Invoice | None:
    assert event.starts_at
    now = event.starts_at - timedelta(days=days_before)
    with transaction.atomic():
        locked = seats.lock_event(event.pk)
        return settle_cancelled(event.registrations.get(), locked, now=now, by_us=by_us)


def invoiced(event: Event, paid: int = 0) -> FeeAgreement:
    invoice = issue_invoice(registration=event.registrations.get(), now=NOW, by=make_user())
    if paid:
        make_payment(invoice.agreement, paid)
    return invoice.agreement


def test_invoices_count_from_one_and_go_by_mail() -> None:
    event = paid_event(people=3)

    assert issue_all(event=event, now=NOW, by=make_user()) == 3
    assert issue_all(event=event, now=NOW, by=make_user()) == 0
    assert list(Invoice.objects.order_by("pk").values_list("number", flat=True)) == [1, 2, 3]
    assert Message.objects.filter(kind="participants.invoice").count() == 3


def test_a_number_that_came_to_nothing_is_given_to_the_next() -> None:
    seller = make_seller()
    with transaction.atomic():
        assert take_number(seller.pk)[1] == 1
        transaction.set_rollback(True)

    with transaction.atomic():
        assert take_number(seller.pk)[1] == 1


@pytest.mark.parametrize(
    ("paid", "days", "by_us", "credited"),
    [
        (500_00, 21, False, 450_00),  # in time: all but the charge
        (500_00, 14, False, 450_00),
        (500_00, 13, False, None),  # too late
        (0, 21, False, 500_00),  # nothing paid: nothing to keep
        (0, 3, False, None),
        (200_00, 21, False, 450_00),  # of 200 paid 150 come back, and the rest is not asked for
        (500_00, 1, True, 500_00),  # the organiser cancels: everything
    ],
)
def test_what_is_credited(paid: int, days: int, by_us: bool, credited: int | None) -> None:
    event = paid_event()
    agreement = invoiced(event, paid)

    note = settle(event, by_us=by_us, days_before=days)

    assert (note.total if note else None) == credited
    assert billed(agreement) == 500_00 - (credited or 0)
    assert settle(event, by_us=by_us, days_before=days) is None


def test_without_an_invoice_nothing_is_credited() -> None:
    assert settle(paid_event(), by_us=True) is None


@pytest.mark.parametrize("change", [{"status": "cancelled"}, {"status": "waiting", "position": 1}])
def test_only_a_seat_is_invoiced(change: dict[str, object]) -> None:
    event = paid_event()
    event.registrations.update(**change)

    with pytest.raises(DomainError, match="som har plass"):
        issue_invoice(registration=event.registrations.get(), now=NOW, by=make_user())


def test_an_invoice_is_made_once_and_again_after_it_was_credited() -> None:
    event = paid_event()
    agreement = invoiced(event)
    with pytest.raises(DomainError, match="laget fra før"):
        invoiced(event)

    credit_by_hand(invoice=agreement.invoices.get(), now=NOW, by=make_user())

    assert invoiced(event).invoices.count() == 3
    assert billed(agreement) == 500_00


def test_a_free_one_gets_no_invoice() -> None:
    event = paid_event(0)

    with pytest.raises(DomainError, match="ingenting å betale"):
        invoiced(event)
    assert issue_all(event=event, now=NOW, by=make_user()) == 0


@pytest.mark.parametrize(
    ("total", "percent", "parts"),
    [(500_00, 25, (400_00, 100_00, 0)), (2, 25, (2, 1, -1)), (500_00, 0, (500_00, 0, 0))],
)
def test_vat_is_inside_the_price(total: int, percent: int, parts: tuple[int, int, int]) -> None:
    assert split_vat(total, percent) == parts


CROWD = 8


def numbers_in_parallel(take: Callable[[int], int], seller: Seller) -> list[int]:
    """As many at once as there are threads; whoever fails has no number."""
    ready = Barrier(CROWD)

    def one(_number: int) -> int:
        close_old_connections()
        try:
            ready.wait()
            with transaction.atomic():
                return take(seller.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as pool:
        return sorted(pool.map(one, range(CROWD)))


def without_lock(seller_id: int) -> int:
    """The same without the lock on the row."""
    seller = Seller.objects.get(pk=seller_id)
    seller.last_number += 1
    seller.save(update_fields=["last_number"])
    return seller.last_number


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_nor_double_under_the_lock() -> None:
    assert numbers_in_parallel(lambda pk: take_number(pk)[1], make_seller()) == list(range(1, CROWD + 1))


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_the_same_without_the_lock_gives_a_number_twice() -> None:
    numbers = ["974760673", "971277882", "974763907"]
    sellers = [make_seller(organisation_number=number) for number in numbers]

    assert any(numbers_in_parallel(without_lock, one) != list(range(1, CROWD + 1)) for one in sellers)
