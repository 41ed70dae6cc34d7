"""Fees, sellers, invoices and payments for tests. Keyword arguments override any field."""

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from events.models import Event
from participants.models import (
    FeeAgreement,
    FeePlan,
    FeeType,
    Invoice,
    Payment,
    Registration,
    Seller,
    SignUp,
)
from participants.services.fees import Payer
from tests.factories import make_organisation, make_published_event, make_registration

_number = count(1)
NUMBERS = ("974760673", "971277882", "974763907", "991825827")  # right by their check digit
ACCOUNT = "86011117947"
_PLACE = {"street": "Bryggegata 4", "postal_code": "3700", "city": "Fjordby", "country": "NO"}
CONTENT: dict[str, Any] = {
    "seller": {
        "name": "Fjordby kommune",
        "organisation_number": NUMBERS[1],
        "email": "faktura@example.org",
        "bank_account": ACCOUNT,
        "is_vat_registered": False,
        "is_in_business_register": False,
    }
    | _PLACE,
    "buyer": {"name": "Elvestad kommune", "organisation_number": NUMBERS[0], "email": ""} | _PLACE,
    "line": {"name": "Mat og arbeid: Begge dager", "description": "Kari Nordby"},
    "event": {"title": "Mat og arbeid", "date": "2027-02-01", "when": "", "where": ""},
    "vat": {"kind": "O", "percent": 0, "reason": "Utenfor merverdiavgiftsloven"},
    "reference": "Kari Nordby",
    "order_number": "",
    "note": "",
    "payment": "Betal innen fristen.",
    "credits": None,
}


def make_fees(event: Event | None = None, *amounts: int, **fields: Any) -> FeePlan:
    """An event that costs something: one price for each amount, or 500 kroner."""
    event = event or make_published_event()
    for position, amount in enumerate(amounts or (500_00,), 1):
        FeeType.objects.create(event=event, position=position, name=f"Pris {position}", amount=amount)
    SignUp.objects.update_or_create(event=event, defaults={"has_fees": True})
    event.asks_more = True
    event.save()
    reason = {} if fields.get("vat_kind") in ("S", "Z") else {"vat_reason": "Utenfor merverdiavgiftsloven"}
    return FeePlan.objects.create(**{"event": event, "is_on": True} | reason | fields)


def make_code(event: Event, code: str = "INNLEDER", reason: str = "Innleder") -> FeeType:
    return FeeType.objects.create(event=event, name="Gratis", amount=0, code=code, reason=reason)


def make_agreement(registration: Registration | None = None, **fields: Any) -> FeeAgreement:
    """500 kroner, paid by an organisation, refunded until 14 days before."""
    values = {
        "registration": registration or make_registration(make_fees().event),
        "name": "Begge dager",
        "amount": 500_00,
        "currency": "NOK",
        "full_until_days": 14,
        "admin_percent": 10,
        "admin_min": 50_00,
        "agreed_at": timezone.now(),
        "payer_name": "Elvestad kommune",
        "organisation_number": NUMBERS[0],
        "reference": "Kari Nordby",
    } | fields
    return FeeAgreement.objects.create(**values)


def make_seller(**fields: Any) -> Seller:
    values = {
        "controller": fields.pop("controller", None) or make_organisation(),
        "name": "Fjordby kommune",
        "organisation_number": NUMBERS[1],
        "street": "Bryggegata 4",
        "postal_code": "3700",
        "city": "Fjordby",
        "email": "faktura@example.org",
        "bank_account": ACCOUNT,
    } | fields
    return Seller.objects.create(**values)


def make_invoice(agreement: FeeAgreement, **fields: Any) -> Invoice:
    """Written straight to the table."""
    values: dict[str, Any] = {
        "seller": fields.pop("seller", None) or make_seller(last_number=fields.get("number", 1)),
        "number": 1,
        "kind": "invoice",
        "agreement": agreement,
        "issue_date": date(2027, 1, 4),
        "due_date": date(2027, 1, 18),
        "issued_at": timezone.now(),
        "currency": "NOK",
        "net": 500_00,
        "vat": 0,
        "total": 500_00,
        "language": "nb",
        "content": CONTENT,
    } | fields
    return Invoice.objects.create(**values)


def make_payment(agreement: FeeAgreement, amount: int = 500_00, **fields: Any) -> Payment:
    values = {"paid_on": date(2027, 1, 10), "noted_at": timezone.now(), "noted_by_id": 1} | fields
    return Payment.objects.create(agreement=agreement, amount=amount, **values)


def organisation_pays(**fields: Any) -> Payer:
    values = {
        "payer_name": "Elvestad kommune",
        "organisation_number": NUMBERS[0],
        "reference": "Kari Nordby",
    }
    return Payer(**values | fields)
