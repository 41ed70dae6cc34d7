"""The organiser gives somebody's seat to another person: nothing the first one told goes along."""

from typing import Any

import pytest
from django.utils import timezone

from events.models import Event
from inkludering.outbox.models import Message
from participants.emails import Kind
from participants.models import FeeAgreement, Need, NeedKind, PayerKind, Registration
from participants.services.asking import asked_of
from participants.services.extra_answers import Extras, read_extras, write_extras
from participants.services.invoicing import issue_invoice
from participants.services.needs import Wanted, keep_needs
from tests.factories import make_registration, make_user
from tests.participants.accounts import make_agreement, make_fees, make_seller
from tests.participants.coordinators import client_as, work
from tests.participants.test_fees_days import days_of
from tests.participants.test_more import make_asking
from tests.participants.test_staff import sent

pytestmark = pytest.mark.django_db


def make_kari(event: Event) -> Registration:
    kari = make_registration(event, first_name="Kari", email="kari@example.org")
    told = Extras(days=tuple(days_of(event)), experience="Frivillig i ti år")
    write_extras(registration=kari, extras=told, asked=asked_of(event), now=timezone.now())
    keep_needs(registration=kari, wanted=[Wanted(NeedKind.DIET, ("vegan",))], now=timezone.now())
    return kari


def move(registration: Registration, **fields: Any) -> Any:
    path = work(registration.event, f"pameldte/{registration.pk}/")
    return client_as(registration.event).post(path, sent(**fields), follow=True)


def test_another_person_takes_the_seat_and_nothing_that_was_told() -> None:
    event = make_asking(asks_experience=True)
    kari = make_kari(event)

    page = move(kari).content.decode()

    taken = Registration.objects.get()
    assert (taken.first_name, taken.participant.email, taken.link_version) == ("Bo", "bo@example.org", 2)
    assert not Need.objects.exists()
    assert read_extras(taken).experience == ""
    assert "Bo har plassen nå" in page
    sent_to = dict(Message.objects.values_list("kind", "recipient"))
    assert sent_to == {Kind.CONFIRMATION: "bo@example.org", Kind.HANDED_OVER: "kari@example.org"}


@pytest.mark.parametrize("fields", [{"first_name": "Kari Anne"}, {"email": "kari@example.org"}])
def test_a_name_or_an_address_put_right_is_the_same_person(fields: dict[str, str]) -> None:
    event = make_asking(asks_experience=True)
    kari = make_kari(event)

    move(kari, **fields)

    assert Need.objects.count() == 1
    assert read_extras(Registration.objects.get()).experience == "Frivillig i ti år"


def test_the_fee_goes_along_with_whoever_takes_the_seat() -> None:
    agreement = make_agreement(make_registration(make_fees().event))

    move(agreement.registration)

    kept = FeeAgreement.objects.get()
    assert (kept.registration.first_name, kept.amount, kept.payer_name) == ("Bo", 500_00, "Elvestad kommune")


def test_what_somebody_who_pays_alone_told_does_not_go_along() -> None:
    home = {"payer_kind": PayerKind.PERSON, "payer_name": "Kari Nordby", "street": "Hjemveien 1"}
    agreement = make_agreement(make_registration(make_fees().event), **home)

    move(agreement.registration)

    agreement.refresh_from_db()
    assert (agreement.payer_name, agreement.street, agreement.amount) == ("", "", 500_00)


def test_an_invoice_of_ones_own_is_credited_first() -> None:
    event = make_fees().event
    make_seller(controller=event.controller)
    agreement = make_agreement(make_registration(event), payer_kind=PayerKind.PERSON)
    issue_invoice(registration=agreement.registration, now=timezone.now(), by=make_user())

    answer = move(agreement.registration)

    assert "Krediter den først" in answer.content.decode()
    assert Registration.objects.get().first_name != "Bo"
