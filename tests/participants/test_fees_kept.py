"""Invoices and payments are written once: in the model, in the manager, and in the database."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from participants.models import AccountsError, Invoice, Payment
from tests.participants.accounts import make_agreement, make_invoice, make_payment

pytestmark = [pytest.mark.django_db, pytest.mark.bothdb]
ROWS = [make_invoice, make_payment]


@pytest.mark.parametrize("make", ROWS)
def test_a_row_is_never_saved_again_nor_deleted(make: Any) -> None:
    row = make(make_agreement())

    with pytest.raises(AccountsError):
        row.save()
    with pytest.raises(AccountsError):
        row.delete()


@pytest.mark.parametrize("model", [Invoice, Payment])
def test_the_manager_refuses_too(model: Any) -> None:
    with pytest.raises(AccountsError):
        model.objects.all().update(agreement=None)
    with pytest.raises(AccountsError):
        model.objects.all().delete()
    with pytest.raises(AccountsError):
        model.objects.bulk_update([], ["agreement"])


@pytest.mark.parametrize("make", ROWS)
def test_the_database_refuses_what_goes_past_the_model(make: Any) -> None:
    row = make(make_agreement())
    past: Any = models.QuerySet(type(row)).filter(pk=row.pk)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        past.update(agreement=row.agreement_id)
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            past.delete()


@pytest.mark.parametrize(
    "wrong",
    [
        {"total": 99},
        {"number": 0},
        {"due_date": None},
        {"kind": "receipt"},
        {"currency": "USD"},
        {"rounding": 2, "total": 500_02},
    ],
)
def test_the_database_refuses_a_wrong_invoice(wrong: dict[str, Any]) -> None:
    agreement = make_agreement()

    with pytest.raises(DatabaseError), transaction.atomic():
        make_invoice(agreement, **wrong)


def test_a_number_is_given_once_for_each_seller() -> None:
    first = make_invoice(make_agreement())

    with pytest.raises(DatabaseError), transaction.atomic():
        make_invoice(make_agreement(), seller=first.seller, number=first.number)
    make_invoice(make_agreement(), number=first.number)


def test_a_payment_of_nothing_is_refused() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        make_payment(make_agreement(), amount=0, paid_on=date(2027, 1, 1))
