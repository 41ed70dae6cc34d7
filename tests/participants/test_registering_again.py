"""The same person sends twice: another tab, the way back, Enter in a field."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from inkludering.outbox.models import Message
from participants.emails import Kind
from participants.models import Registration
from tests.factories import make_published_event
from tests.participants.forms import a_client, filled_in, register_url


@pytest.mark.django_db
def test_two_tabs_give_one_registration_and_one_mail() -> None:
    event, client = make_published_event(), a_client()

    pages = [client.post(register_url(event), filled_in(1), follow=True).content for _tab in range(2)]

    assert pages[0] == pages[1]
    assert Registration.objects.count() == 1
    assert Message.objects.get().kind == Kind.CONFIRMATION


@pytest.mark.django_db
def test_whoever_signs_up_again_later_gets_the_link_again() -> None:
    event = make_published_event()
    a_client().post(register_url(event), filled_in(1))
    Message.objects.update(created_at=timezone.now() - timedelta(minutes=11))

    a_client().post(register_url(event), filled_in(1))

    kinds = Message.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [Kind.CONFIRMATION, Kind.ALREADY_REGISTERED]


@pytest.mark.django_db(transaction=True)
def test_enter_in_a_field_sends_the_form_and_adds_nobody(page: Page, web_server: Any) -> None:
    event = make_published_event()
    page.goto(register_url(event))
    page.locator('[name="first_name"]').fill("Ida")
    page.locator('[name="sector"][value="public"]').check()
    page.wait_for_timeout(2000)  # a form that is sent faster than anybody can is sent back

    page.locator('[name="email"]').fill("ida@example.org")
    page.locator('[name="email"]').press("Enter")

    expect(page.locator("main")).to_contain_text("Plassen er din")
    assert Registration.objects.get().first_name == "Ida"


@pytest.mark.django_db
def test_a_colleague_more_is_where_one_writes_on() -> None:
    event, sent = make_published_event(), filled_in(1, colleagues="1")

    page = a_client().post(register_url(event), sent | {"add_colleague": "1"}).content.decode()

    assert page.count("autofocus") == 1
    assert re.search(r'<input[^>]*name="colleague1-first_name"[^>]*autofocus', page)


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["9" * 5000, "-1", "²", "07"])
def test_taking_away_a_colleague_who_is_not_there_takes_nobody(number: str) -> None:
    event, sent = make_published_event(), filled_in(1, colleagues="1")

    answer = a_client().post(register_url(event), sent | {"drop_colleague": number})

    assert answer.status_code == 200
    assert 'name="colleague0-first_name"' in answer.content.decode()
