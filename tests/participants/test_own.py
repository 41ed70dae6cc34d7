"""The participant's own page, and the way back to a lost link."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from events.models import Event, EventStatus
from events.presentation.cookies import KNOWN
from inkludering.outbox.models import Message
from inkludering.tokens import checkin_code, own_link
from participants import services
from participants.emails import Kind
from participants.hooks import Block, own_page_blocks
from participants.models import Registration, RegistrationStatus
from tests.factories import make_item, make_published_event, make_registration
from tests.participants.answers import make_answers
from tests.participants.forms import filled_in

pytestmark = pytest.mark.django_db


def registered(event: Event | None = None, number: int = 0) -> Registration:
    outcome = services.register(
        event=event or make_published_event(),
        answers=make_answers(number),
        now=timezone.now(),
        form_id=uuid4(),
    )
    assert outcome.registration
    return outcome.registration


def link(registration: Registration) -> str:
    return f"/min/{own_link(registration.pk, registration.link_version)}/"


def opened(client: Client, registration: Registration) -> str:
    """Follow the link of the mail; returns the clean address."""
    answer = client.get(link(registration))
    assert answer.status_code == 303
    return str(answer["Location"])


def fingerprint() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Registration, Message, Event, Session)]


def test_link_leads_to_a_clean_address_with_ones_own_answers(client: Client) -> None:
    registration = registered()

    address = opened(client, registration)
    page = client.get(address)

    assert address == f"/min/{registration.pk}/"
    assert "Åse-Marie Øvregård-Knutsen" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]


def test_getting_any_page_of_a_mail_changes_nothing(client: Client) -> None:
    registration = registered()
    before = fingerprint()

    for url in (link(registration), f"{link(registration)}avmelding/"):
        client.head(url, follow=True)
        client.get(url, follow=True)
    for page in ("", "endre/", "avmelding/"):
        client.get(f"/min/{registration.pk}/{page}")

    assert fingerprint() == before


def test_wrong_old_and_foreign_links_all_get_the_same_page(client: Client) -> None:
    registration, foreign = registered(), registered(number=1)
    opened(client, registration)
    mac = own_link(registration.pk, 1)
    wrong = [
        "/min/x/",
        "/min/1.1.x/",
        f"/min/{own_link(registration.pk, 2)}/",
        f"/min/{own_link(10**9, 1)}/",
        f"/min/{mac[:-1]}/",
        f"/min/{checkin_code(registration.pk, 1)}/",
        f"/min/{foreign.pk}/",
        f"/min/{foreign.pk}/avmelding/",
        f"/min/{10**30}/",
        "/min/%F0%9F%98%80/",
    ]

    answers = [client.get(url) for url in wrong]

    assert {answer.status_code for answer in answers} == {404}
    assert {answer.templates[0].name for answer in answers} == {"participants/lost.html"}


def test_revoked_link_closes_the_page_at_once(client: Client) -> None:
    registration = registered()
    address = opened(client, registration)

    services.change_address(registration=registration, email="new@example.org", now=timezone.now())

    assert client.get(address).status_code == 404
    assert client.post(f"{address}avmelding/").status_code == 404


def test_two_taps_cancel_and_the_receipt_offers_to_sign_up_again(client: Client) -> None:
    event = make_published_event(capacity=1, by_itself=True)
    registration, waiting = registered(event, 0), registered(event, 1)
    address = client.get(f"{link(registration)}avmelding/")["Location"]

    answer = client.post(address, follow=True)

    waiting.refresh_from_db()
    assert waiting.status == RegistrationStatus.CONFIRMED
    assert f"/arrangementer/{event.year}/{event.slug}/pamelding/" in answer.content.decode()
    assert client.post(address).status_code == 303
    assert Message.objects.filter(kind=Kind.CANCELLED).count() == 1


def test_day_that_is_over_can_be_neither_cancelled_nor_changed_by_mistake(client: Client) -> None:
    event = make_published_event(day=timezone.localdate() - timedelta(days=1))
    registration = make_registration(event)
    address = opened(client, registration)

    assert client.get(f"{address}avmelding/").status_code == 302
    assert client.get(f"{address}endre/").status_code == 302
    client.post(f"{address}avmelding/")
    client.post(f"{address}endre/", filled_in(1, first_name="En annen", language="nb"))

    registration.refresh_from_db()
    assert registration.status == RegistrationStatus.CONFIRMED
    assert registration.first_name != "En annen"


def test_old_link_leads_to_the_place_taken_after_it(client: Client) -> None:
    event = make_published_event()
    first = registered(event, 0)
    services.cancel(registration=first, now=timezone.now())
    second = registered(event, 0)

    answer = client.get(link(first), follow=True)

    assert answer.redirect_chain[-1] == (f"/min/{second.pk}/", 303)
    assert answer.context["registration"] == second


def test_change_writes_answers_and_refuses_kindly(client: Client) -> None:
    registration = registered()
    address = opened(client, registration)
    sent = filled_in(0, first_name="Bjørg Æ.", last_name="Ås", language="nn", no_photo="on")

    refused = client.post(f"{address}endre/", sent | {"sector": ""})
    saved = client.post(f"{address}endre/", sent)

    registration.refresh_from_db()
    assert (refused.status_code, list(refused.context["form"].errors)) == (200, ["sector"])
    assert "Bjørg" in refused.content.decode()
    assert saved.status_code == 303
    assert (registration.name, registration.language, registration.no_photo) == ("Bjørg Æ. Ås", "nn", True)
    assert registration.search_text.startswith("bjorg ae. as")


def test_change_cannot_touch_what_is_not_asked(client: Client) -> None:
    event = make_published_event(capacity=1)
    registered(event, 0)
    waiting = registered(event, 1)
    address = opened(client, waiting)

    client.post(f"{address}endre/", filled_in(1, language="nb", status="confirmed", position="1", event="1"))

    waiting.refresh_from_db()
    assert waiting.status == RegistrationStatus.WAITING


def test_own_page_speaks_the_participants_language(client: Client) -> None:
    registration = registered()
    Registration.objects.update(language="sv")

    page = client.get(opened(client, registration))

    assert '<html lang="sv"' in page.content.decode()


@pytest.mark.parametrize("status", EventStatus.values)
def test_own_page_stands_in_every_state_of_the_event(client: Client, status: str) -> None:
    event = make_published_event()
    make_item(event, "10.00", kind="round", title="Ved bordet")
    registration = registered(event)
    Event.objects.update(status=status)

    assert client.get(opened(client, registration)).status_code == 200


def test_higher_storeys_can_add_blocks_to_the_page(client: Client) -> None:
    registration = registered()
    seen = []

    def block(of: Registration) -> Block | None:
        seen.append(of.pk)
        return None

    own_page_blocks.add(block)
    client.get(opened(client, registration))

    assert seen == [registration.pk]


def test_lost_link_answers_the_same_for_known_and_unknown(client: Client) -> None:
    registration = registered()
    known, unknown = "person0@example.org", "nobody@example.org"

    answers = [client.post("/innsyn/", {"email": email}, follow=True) for email in (known, unknown)]

    assert answers[0].content == answers[1].content
    assert answers[0].redirect_chain == answers[1].redirect_chain
    sent = Message.objects.get(kind=Kind.LOST_LINK)
    assert (sent.recipient, sent.params) == (known, {"participant": registration.participant_id})


def test_lost_link_goes_out_at_most_three_times_an_hour(client: Client) -> None:
    registered()

    answers = [client.post("/innsyn/", {"email": "person0@example.org"}) for _ in range(6)]

    assert {answer.status_code for answer in answers} == {303}
    assert Message.objects.filter(kind=Kind.LOST_LINK).count() == 3


def test_find_form_keeps_what_was_typed(client: Client) -> None:
    page = client.post("/innsyn/", {"email": "person0@"})

    assert page.status_code == 200
    assert "person0@" in page.content.decode()
    assert client.put("/innsyn/").status_code == 405
    assert client.post("/innsyn/sendt/").status_code == 405


def test_every_cookie_of_a_participant_is_listed_on_the_page_of_cookies(client: Client) -> None:
    event = make_published_event()

    client.get(f"/arrangementer/{event.year}/{event.slug}/pamelding/")
    client.post(f"/arrangementer/{event.year}/{event.slug}/pamelding/", filled_in(1))
    address = opened(client, Registration.objects.get())
    client.post(f"{address}endre/", filled_in(1, language="nb"))

    assert {"csrftoken", "receipt", "own", "messages"} == set(client.cookies)
    assert set(client.cookies) <= {cookie.name for cookie in KNOWN}
