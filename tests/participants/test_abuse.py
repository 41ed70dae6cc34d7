"""Scripts are held back; people behind one address, on slow hands, are not."""

import pytest
from django.test import Client

from inkludering.outbox.models import Message
from participants.models import Registration
from participants.views.registering import FROM_ONE_BROWSER, TO_ONE_ADDRESS
from tests.factories import make_published_event, make_registration
from tests.participants.forms import a_client, filled_in, register_url, token_from

pytestmark = pytest.mark.django_db


def test_three_hundred_people_behind_one_address_all_get_through() -> None:
    event = make_published_event(capacity=None)

    statuses = {a_client().post(register_url(event), filled_in(number)).status_code for number in range(300)}

    assert statuses == {303}
    assert Registration.objects.count() == 300


def test_one_browser_that_never_stops_is_asked_to_wait_with_its_form_kept() -> None:
    event, client = make_published_event(capacity=None), a_client()

    for number in range(FROM_ONE_BROWSER):
        assert client.post(register_url(event), filled_in(number)).status_code == 303
    spoofed = {"X-Forwarded-For": "203.0.113.9, 203.0.113.8"}
    refused = client.post(register_url(event), filled_in(0, email="late@example.org"), headers=spoofed)

    assert refused.status_code == 429
    assert "Øvregård-Knutsen" in refused.content.decode()
    assert Registration.objects.count() == FROM_ONE_BROWSER


def test_sending_the_same_form_again_never_counts() -> None:
    event, client, sent = make_published_event(), a_client(), filled_in(1)

    statuses = {client.post(register_url(event), sent).status_code for _ in range(FROM_ONE_BROWSER * 2)}

    assert statuses == {303}


def test_one_address_gets_few_mails_however_many_browsers_type_it() -> None:
    event = make_published_event()
    make_registration(event, email="victim@example.org")

    for _ in range(TO_ONE_ADDRESS * 2):
        a_client().post(register_url(event), filled_in(1, email="victim@example.org"))

    assert Message.objects.filter(recipient="victim@example.org").count() == TO_ONE_ADDRESS


def test_one_address_cannot_be_signed_up_for_everything_in_a_day() -> None:
    events = [make_published_event() for _ in range(TO_ONE_ADDRESS + 1)]

    answers = [a_client().post(register_url(event), filled_in(1)).status_code for event in events]

    assert answers == [303] * TO_ONE_ADDRESS + [429]


@pytest.mark.parametrize("bot", [{"homepage": "x"}, {"token": ""}, {"fast": True}])
def test_simple_bots_never_get_in(bot: dict[str, object]) -> None:
    event = make_published_event()

    for number in range(20):
        fields = {"token": token_from(0)} if "fast" in bot else bot
        a_client().post(register_url(event), filled_in(number, **fields))

    assert Registration.objects.count() == 0


def test_somebody_who_took_forty_five_minutes_gets_in(client: Client) -> None:
    event = make_published_event()

    answer = client.post(register_url(event), filled_in(1, token=token_from(45 * 60)))

    assert answer.status_code == 303
