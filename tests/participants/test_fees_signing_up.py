"""A price on the public form, what is kept of it, and a free event that knows nothing of it."""

import re
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Event
from inkludering import pdf as printing
from inkludering.errors import DomainError
from inkludering.outbox.models import Message
from inkludering.outbox.services import pump
from inkludering.tokens import own_link
from participants import services
from participants.models import FeeAgreement, FeePlan, FeeType, Invoice, Registration
from participants.services.fees import FeeMissingError, Payer, set_payer
from participants.services.invoicing import issue_invoice
from participants.views import registering
from participants.views.own_fees import as_pdf
from tests.factories import make_published_event, make_user
from tests.participants.accounts import make_agreement, make_code, make_fees, make_invoice, make_seller
from tests.participants.answers import make_answers
from tests.participants.forms import filled_in, register_url

pytestmark = pytest.mark.django_db
PAYER: dict[str, Any] = {
    "payer_kind": "organisation",
    "organisation_number": "974 760 673",
    "reference": "4711",
}


def send(client: Client, event: Event, number: int = 1, **fields: Any) -> Any:
    return client.post(register_url(event), filled_in(number, **fields))


def own_link_of(registration: Registration) -> str:
    return f"/min/{own_link(registration.pk, registration.link_version)}/"


def price(event: Event, position: int = 1) -> int:
    return FeeType.objects.get(event=event, position=position).pk


def test_free_event_asks_nothing_and_looks_nowhere(client: Client) -> None:
    event = make_published_event()
    page = client.get(register_url(event)).content.decode()

    with CaptureQueriesContext(connection) as captured:
        assert send(client, event).status_code == 303

    assert "deltakeravgift" not in page.lower()
    assert [one["sql"] for one in captured if "_fee" in one["sql"]] == []


def test_chosen_price_and_the_terms_of_that_day_are_kept(client: Client) -> None:
    event = make_fees(None, 500_00, 1495_00).event

    assert send(client, event, fee=price(event, 2), **PAYER).status_code == 303
    FeePlan.objects.update(full_until_days=60, admin_percent=99)
    FeeType.objects.update(amount=9_00)

    kept = FeeAgreement.objects.get()
    assert (kept.amount, kept.full_until_days, kept.admin_percent, kept.admin_min) == (1495_00, 14, 10, 50_00)
    assert event.first_date
    assert kept.refund_until == event.first_date - timedelta(days=14)
    assert (kept.organisation_number, kept.reference) == ("974760673", "4711")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"fee": ""}, "id_fee_0"),
        ({"fee": "77777"}, "id_fee_0"),
        ({"organisation_number": "974760674"}, "id_organisation_number"),
        ({"organisation_number": ""}, "id_organisation_number"),
        ({"reference": ""}, "id_reference"),
        ({"payer_kind": "person"}, "id_street"),
        ({"fee_code": "tull"}, "id_fee_code"),
    ],
)
def test_what_lacks_is_said_at_its_field(client: Client, wrong: dict[str, str], field: str) -> None:
    event = make_fees().event
    make_code(event)

    response = send(client, event, **{"fee": price(event)} | PAYER | wrong)

    assert response.status_code == 200
    assert f'href="#{field}"' in response.content.decode()
    assert not event.registrations.exists()


def test_a_code_makes_it_free_and_asks_for_no_payer(client: Client) -> None:
    event = make_fees().event
    make_code(event)

    assert send(client, event, fee_code="innleder").status_code == 303

    kept = FeeAgreement.objects.get()
    assert (kept.amount, kept.reason) == (0, "Innleder")


def test_codes_cannot_be_guessed_for_ever(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registering, "WRONG_CODES", 3)
    event = make_fees().event
    make_code(event)

    wrong = [send(client, event, fee_code=f"tull{number}").status_code for number in range(4)]
    right = send(client, event, fee_code="innleder")
    without = send(client, event, fee=price(event), **PAYER)

    assert wrong == [200, 200, 200, 429]
    assert right.status_code == 429
    assert "id_fee_code" not in re.findall(r'href="#(\w+)"', right.content.decode())
    assert without.status_code == 303


def test_a_form_from_before_the_fee_comes_back_with_the_price(client: Client) -> None:
    event = make_published_event()
    form = filled_in()
    make_fees(event)

    response = client.post(register_url(event), form)

    assert response.status_code == 200
    assert "500" in response.content.decode()
    assert not event.registrations.exists()


def test_a_price_withdrawn_meanwhile_is_refused_by_the_service() -> None:
    event = make_fees().event

    with pytest.raises(FeeMissingError):
        services.register(event=event, answers=make_answers(), now=timezone.now())
    assert not event.registrations.exists()


def test_colleagues_choose_each_and_share_one_payer(client: Client) -> None:
    event = make_fees(None, 500_00, 300_00).event
    colleague = {"first_name": "Bo", "last_name": "Ås", "email": "bo@example.org", "fee": price(event, 2)}
    fields: dict[str, Any] = {f"colleague0-{name}": value for name, value in colleague.items()}

    response = send(client, event, fee=price(event), colleagues="1", **fields, **PAYER)

    assert response.status_code == 303
    kept = FeeAgreement.objects.order_by("pk").values_list("amount", "organisation_number")
    assert list(kept) == [(500_00, "974760673"), (300_00, "974760673")]


def test_going_back_to_another_price_replaces_the_first(client: Client) -> None:
    event, form = make_fees(None, 500_00, 300_00).event, filled_in(**PAYER)
    client.post(register_url(event), form | {"fee": price(event)})

    client.post(register_url(event), form | {"fee": price(event, 2)})

    assert FeeAgreement.objects.get().amount == 300_00


def test_mail_tells_price_and_last_day_in_words(client: Client, mailoutbox: list[Any]) -> None:
    event = make_fees().event
    send(client, event, fee=price(event), **PAYER)

    pump()

    assert "Pris 1: 500\u00a0kr. " in str(mailoutbox[0].body)
    assert "50\u00a0kr." in str(mailoutbox[0].body)


def test_cancelling_in_time_credits_and_mails(client: Client) -> None:
    event = make_fees().event
    make_seller(controller=event.controller)
    send(client, event, fee=price(event), **PAYER)
    registration = event.registrations.get()
    issue_invoice(registration=registration, now=timezone.now(), by=make_user())

    services.cancel(registration=registration, now=timezone.now())

    assert list(Invoice.objects.order_by("pk").values_list("kind", "total")) == [
        ("invoice", 500_00),
        ("credit_note", 500_00),
    ]
    assert Message.objects.filter(kind="participants.invoice").count() == 2


def test_cancelled_event_credits_everybody(client: Client) -> None:
    event = make_fees().event
    make_seller(controller=event.controller)
    send(client, event, fee=price(event), **PAYER)
    issue_invoice(registration=event.registrations.get(), now=timezone.now(), by=make_user())

    services.tell_all_of_cancelled_event(Event.objects.get(pk=event.pk))

    assert Invoice.objects.get(kind="credit_note").total == 500_00


def test_payer_changes_until_there_is_an_invoice(client: Client) -> None:
    event = make_fees().event
    make_seller(controller=event.controller)
    send(client, event, fee=price(event), **PAYER)
    registration = event.registrations.get()

    set_payer(registration=registration, payer=Payer(payer_name="Nav Fjordby", reference="9"))
    issue_invoice(registration=registration, now=timezone.now(), by=make_user())

    assert Invoice.objects.get().content["buyer"]["name"] == "Nav Fjordby"
    with pytest.raises(DomainError):
        set_payer(registration=registration, payer=Payer())


def test_event_page_and_own_page_tell_the_price(client: Client) -> None:
    event = make_fees(None, 500_00, 300_00).event
    page = client.get(event.get_absolute_url()).content.decode()
    send(client, event, fee=price(event), **PAYER)
    registration = event.registrations.get()
    make_seller(controller=event.controller)
    issued = issue_invoice(registration=registration, now=timezone.now(), by=make_user())

    own = client.get(own_link_of(registration), follow=True).content.decode()
    pdf = client.get(f"/min/{registration.pk}/faktura/{issued.number}/")

    assert "300\u00a0kr" in page
    assert '"isAccessibleForFree": false' in page
    assert f"/min/{registration.pk}/faktura/{issued.number}/" in own
    assert pdf.content.startswith(b"%PDF")
    assert client.get(f"/min/{registration.pk}/faktura/99/").status_code == 404
    assert Client().get(f"/min/{registration.pk}/faktura/{issued.number}/").status_code == 404


def test_an_invoice_that_cannot_be_drawn_is_a_page_to_print(monkeypatch: pytest.MonkeyPatch) -> None:
    invoice = make_invoice(make_agreement())
    monkeypatch.setattr(printing, "COMMAND", [sys.executable, "-c", "raise SystemExit(1)"])
    printing._press_of_process.cache_clear()

    answer = as_pdf(invoice)
    printing._press_of_process.cache_clear()

    assert answer.status_code == 200
    assert "Fjordby kommune" in answer.content.decode()
    assert "css/invoice.css" in answer.content.decode()
