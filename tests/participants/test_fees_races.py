"""Two hands on the same money at once: never below nothing, never undone twice, one sender of invoices."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from events.models import Event
from inkludering.accounts.models import User
from inkludering.errors import DomainError
from participants.balances import paid
from participants.models import FeeAgreement, Payment, Seller
from participants.services import accounts, seats, sellers
from tests.factories import make_published_event, make_user
from tests.participants.accounts import ACCOUNT, NUMBERS, make_agreement, make_payment
from tests.participants.test_races import in_threads

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]
ROUNDS = 5
NOW = timezone.now()


def note(agreement: FeeAgreement, amount: int, by: User) -> None:
    accounts.note_payment(
        registration=agreement.registration, amount=amount, paid_on=NOW.date(), by=by, now=NOW
    )


def undo(payment: Payment, by: User) -> None:
    accounts.undo_payment(payment=payment, by=by, now=NOW)


def forgiving(job: Callable[[], object]) -> None:
    """A refusal in words is fine; anything else is not."""
    with suppress(DomainError):
        job()


def pay_back_while_undoing() -> int:
    """One pays the money back while another says that it never came; what is left on the account."""
    by, agreement = make_user(), make_agreement()
    payment = make_payment(agreement, 500_00)
    both: list[Callable[[], object]] = [partial(note, agreement, -500_00, by), partial(undo, payment, by)]

    in_threads([partial(forgiving, job) for job in both])
    return paid(agreement)


@pytest.mark.bothdb
def test_money_that_never_came_is_not_paid_back() -> None:
    assert [pay_back_while_undoing() for _round in range(ROUNDS)] == [0] * ROUNDS


def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody locks, and both look before either writes."""
    meet = Barrier(2, timeout=10)

    def looked(agreement: FeeAgreement) -> int:
        found = paid(agreement)
        meet.wait()
        return found

    monkeypatch.setattr(seats, "lock_event", lambda pk: Event.objects.get(pk=pk))
    monkeypatch.setattr(accounts, "paid", looked)


def test_without_the_lock_more_goes_back_than_came(monkeypatch: pytest.MonkeyPatch) -> None:
    read_only(monkeypatch)

    assert pay_back_while_undoing() == -500_00


@pytest.mark.bothdb
def test_an_entry_is_undone_once_by_many_at_once() -> None:
    by, agreement = make_user(), make_agreement()
    payment = make_payment(agreement, 500_00)

    in_threads([partial(undo, payment, by)] * 8)

    assert (paid(agreement), Payment.objects.filter(undoes=payment).count()) == (0, 1)


def save_first_at_once() -> None:
    """Eight write the sender of the invoices for the first time."""
    event, by = make_published_event(), make_user()
    names = ("street", "city", "email")
    details: dict[str, Any] = {"name": "Fjordby", "postal_code": "3700"} | dict.fromkeys(
        names, "x@example.org"
    )
    details |= {"bank_account": ACCOUNT, "organisation_number": NUMBERS[1]}
    jobs = [Seller(controller=event.controller, **details) for _number in range(8)]

    in_threads([partial(sellers.save_seller, seller=one, by=by, event=event) for one in jobs])


@pytest.mark.bothdb
def test_the_first_sender_saved_by_many_is_one() -> None:
    save_first_at_once()

    assert Seller.objects.count() == 1


def test_without_the_lock_somebody_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    meet = Barrier(8, timeout=10)

    def look(controller_id: int) -> Seller | None:
        found = Seller.objects.filter(controller=controller_id).first()
        meet.wait()
        return found

    monkeypatch.setattr(sellers, "lock_seller", look)

    with pytest.raises(IntegrityError):
        save_first_at_once()
