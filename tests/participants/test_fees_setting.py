"""The coordinator's page: folded away, then prices, codes and terms."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from events.models import Event
from participants.models import FeePlan, FeeType, SignUp
from participants.money import money, plain_amount, read_amount
from tests.factories import make_published_event
from tests.participants.accounts import make_fees
from tests.participants.coordinators import client_as, work
from tests.participants.forms import register_url

TERMS = {"currency": "NOK", "full_until_days": 14, "admin_percent": 10, "admin_min": "50", "due_days": 14}
VAT = {"vat_kind": "O", "vat_reason": "Utenfor merverdiavgiftsloven"}


@pytest.mark.django_db
def test_coordinator_turns_a_fee_on_and_off() -> None:
    event = make_published_event()
    client, page = client_as(event), work(event, "deltakeravgift/")

    client.post(f"{page}pris/", {"price-name": "Begge dager", "price-amount": "1 495"})
    client.post(f"{page}kode/", {"code-code": "innleder", "code-reason": "Holder innlegg"})
    client.post(page, TERMS | VAT)

    assert list(FeeType.objects.values_list("amount", "code")) == [(1495_00, ""), (0, "INNLEDER")]
    assert FeePlan.objects.get().is_on
    assert "1\u00a0495\u00a0kr" in Client().get(register_url(event)).content.decode()
    client.post(f"{page}av/")
    assert not SignUp.objects.get(event=event).has_fees
    assert "1\u00a0495" not in Client().get(register_url(event)).content.decode()


@pytest.mark.django_db
def test_a_fee_without_a_price_cannot_be_turned_on() -> None:
    event = make_published_event()

    client_as(event).post(work(event, "deltakeravgift/"), TERMS | VAT)

    assert not FeePlan.objects.filter(is_on=True).exists()


@pytest.mark.django_db
def test_the_last_price_stays_while_the_fee_is_on() -> None:
    event = make_fees().event
    price = FeeType.objects.get()

    client_as(event).post(work(event, f"deltakeravgift/{price.pk}/fjern/"))

    assert FeeType.objects.get().is_active


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"admin_percent": 101}, {"currency": "USD"}, {"vat_kind": "S"}, {"vat_reason": ""}]
)
def test_the_database_refuses_wrong_terms(wrong: dict[str, Any]) -> None:
    values = {"event": make_published_event(), "vat_reason": "Utenfor"} | wrong

    with pytest.raises(DatabaseError), transaction.atomic():
        FeePlan.objects.create(**values)


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"code": "X"}, {"reason": "Y"}, {"code": "X", "reason": "Y"}])
def test_the_database_refuses_a_code_that_costs_or_has_no_reason(wrong: dict[str, str]) -> None:
    event: Event = make_published_event()

    with pytest.raises(DatabaseError), transaction.atomic():
        FeeType.objects.create(event=event, name="Pris", amount=100, **wrong)


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [
        ("500", 500_00),
        ("1 495", 1495_00),
        ("1.495", 1495_00),
        ("1495,5", 1495_50),
        ("1495.50", 1495_50),
        ("50,-", 50_00),
        ("50 kr", 50_00),
        ("mye", None),
        ("-5", None),
        ("1,234", None),
    ],
)
def test_amounts_as_people_write_them(typed: str, hundredths: int | None) -> None:
    assert read_amount(typed) == hundredths


def test_amounts_as_people_and_accounts_read_them() -> None:
    assert money(1345_50).replace("\u00a0", " ") == "1 345,50 kr"
    assert money(50_00, "EUR").replace("\u00a0", " ") == "50 EUR"
    assert [plain_amount(one) for one in (1345_50, -5, 0)] == ["1345,50", "-0,05", "0,00"]
