"""The form, the page that thanks, and the pages of events one cannot sign up for."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import EventStatus
from inkludering.outbox.models import Message
from participants.emails import Kind
from participants.models import Participant, Registration, RegistrationStatus
from participants.services import cancel
from tests.factories import make_event, make_organisation, make_published_event, make_registration
from tests.participants.forms import filled_in, receipt_of, register_url, token_from

pytestmark = pytest.mark.django_db


def statements(captured: CaptureQueriesContext) -> list[str]:
    """The statements that fetch or write; those that begin and end transactions are not counted."""
    control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return [one["sql"] for one in captured if not one["sql"].startswith(control)]


def test_form_shows_questions_privacy_and_organisations(client: Client) -> None:
    event = make_published_event(controller=make_organisation(name="Fjordby kommune"))

    page = client.get(register_url(event)).content.decode()

    assert '<option value="Fjordby kommune"' in page
    assert page.count("Fjordby kommune") >= 2  # in the list, and as the one responsible
    assert page.count(" required") >= 3
    assert f"/arrangementer/{event.year}/{event.slug}/personvern/" in page


def test_sign_up_gives_a_seat_and_a_page_that_survives_reload(client: Client) -> None:
    event = make_published_event()

    answer = client.post(register_url(event), filled_in(0))
    first, again = client.get(answer["Location"]), client.get(answer["Location"])

    assert (answer.status_code, answer["Location"]) == (303, f"{register_url(event)}takk/")
    assert "Åse-Marie" in first.content.decode()
    assert "person0@example.org" in again.content.decode()
    made = Registration.objects.get()
    assert (made.status, made.name, made.sector) == ("confirmed", "Åse-Marie Øvregård-Knutsen", "public")


def test_sign_up_for_a_full_event_tells_the_place_in_line(client: Client) -> None:
    event = make_published_event(capacity=1)
    client.post(register_url(event), filled_in(1))
    client.post(register_url(event), filled_in(2))

    client.post(register_url(event), filled_in(3))
    page = client.get(f"{register_url(event)}takk/")

    assert re.search("<h1>[^<]*2[^<]*</h1>", page.content.decode())
    assert "person3@example.org" in page.content.decode()


def test_organisation_is_recognised_by_its_name(client: Client) -> None:
    event, organisation = make_published_event(), make_organisation(name="Fjordby bibliotek")

    client.post(register_url(event), filled_in(1, organisation_name="fjordby  Bibliotek"))

    assert Registration.objects.get().organisation == organisation


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"first_name": ""}, "first_name"),
        ({"first_name": "Se www.evil.no"}, "first_name"),
        ({"email": "ase-marie@"}, "email"),
        ({"email": "a@b.no, evil@x.no"}, "email"),
        ({"email": '"x y"@example.org'}, "email"),
        ({"first_name": "Ola\r\nBcc: evil@x.no"}, "first_name"),
        ({"sector": "royal"}, "sector"),
        ({"sector": ""}, "sector"),
        ({"working_languages": ["klingon"]}, "working_languages"),
    ],
)
def test_refused_form_keeps_what_was_typed(client: Client, wrong: dict[str, Any], field: str) -> None:
    event = make_published_event()

    page = client.post(register_url(event), filled_in(0, **wrong))

    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert "Øvregård-Knutsen" in page.content.decode()
    assert "ds-error-summary" in page.content.decode()
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("seconds_ago", [0.0, 24 * 3600 + 60])
def test_form_sent_too_fast_or_too_late_comes_back_whole_and_goes_through_next(
    client: Client, seconds_ago: float
) -> None:
    event = make_published_event()
    sent = filled_in(0, token=token_from(seconds_ago))

    page = client.post(register_url(event), sent)

    assert "Øvregård-Knutsen" in page.content.decode()
    assert len(page.context["form"].non_field_errors()) == 1
    assert Registration.objects.count() == 0
    if seconds_ago:
        assert page.context["form"].token != sent["token"]
    else:
        assert page.context["form"].token == sent["token"]  # it grows old enough by itself


def test_fresh_form_is_kept_and_has_tokens_of_its_own(client: Client) -> None:
    path = register_url(make_published_event())
    first = client.get(path).content.decode()

    with CaptureQueriesContext(connection) as captured:
        second = Client().get(path).content.decode()

    hidden = re.compile(r'name="(?:token|csrfmiddlewaretoken)" value="([^"]+)"')
    assert len({*hidden.findall(first), *hidden.findall(second)}) == 4
    assert hidden.sub("", first) == hidden.sub("", second)
    assert len([sql for sql in statements(captured) if "events_event" in sql]) == 1


def test_kept_form_follows_the_seats(client: Client) -> None:
    event = make_published_event(capacity=1)
    before = client.get(register_url(event)).content.decode()

    client.post(register_url(event), filled_in(1))
    after = client.get(register_url(event)).content.decode()

    assert ('<div class="ds-alert"' in before, '<div class="ds-alert"' in after) == (False, True)


@pytest.mark.parametrize("token", ["", "made up", "1:2:3", "æ"])
def test_form_without_a_readable_token_comes_back_with_a_fresh_one(client: Client, token: str) -> None:
    event = make_published_event()

    page = client.post(register_url(event), filled_in(0, token=token))

    assert page.context["form"].token.count(":") == 2
    assert "Øvregård-Knutsen" in page.content.decode()
    assert Registration.objects.count() == 0


def test_filled_honeypot_comes_back_empty_with_everything_else_kept(client: Client) -> None:
    event = make_published_event()

    page = client.post(register_url(event), filled_in(0, homepage="https://spam.example"))

    assert "spam.example" not in page.content.decode()
    assert "Øvregård-Knutsen" in page.content.decode()
    assert Registration.objects.count() == 0


def test_same_form_sent_again_gets_the_same_receipt_one_row_and_one_mail(client: Client) -> None:
    event = make_published_event(capacity=1)
    make_registration(event)
    sent = filled_in(1)

    client.post(register_url(event), sent)
    first = receipt_of(client, event)
    client.post(register_url(event), sent)

    assert receipt_of(client, event) == first
    assert (Registration.objects.count(), Message.objects.count()) == (2, 1)


def test_same_form_sent_to_another_event_is_another_registration(client: Client) -> None:
    one, other, sent = make_published_event(), make_published_event(), filled_in(1)

    answers = [client.post(register_url(event), sent) for event in (one, other)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert Registration.objects.count() == 2
    assert Participant.objects.count() == 1


def test_known_address_gets_the_same_page_no_row_and_a_mail_with_its_link(client: Client) -> None:
    event = make_published_event()
    make_registration(event, email="known@example.org", first_name="Kjent")

    known = client.post(register_url(event), filled_in(1, email="known@example.org"))
    page_known = client.get(known["Location"]).content.decode()
    new = client.post(register_url(event), filled_in(1, email="fresh@example.org"))
    page_new = client.get(new["Location"]).content.decode()

    assert page_known.replace("known@", "fresh@") == page_new
    assert Registration.objects.count() == 2
    assert Message.objects.get(recipient="known@example.org").kind == Kind.ALREADY_REGISTERED


def test_corrected_address_keeps_the_seat_and_kills_the_first_link(client: Client) -> None:
    event = make_published_event(capacity=1)
    client.post(register_url(event), filled_in(0, email="asemarie@exampel.org"))
    form = client.get(f"{register_url(event)}?rett").context["form"]
    assert form["email"].value() == "asemarie@exampel.org"

    client.post(register_url(event), filled_in(0, email="asemarie@example.org", corrects="1"))

    made = Registration.objects.get()
    assert (made.status, made.participant.email, made.link_version) == (
        "confirmed",
        "asemarie@example.org",
        2,
    )
    assert receipt_of(client, event).status == "confirmed"
    assert Message.objects.filter(kind=Kind.CONFIRMATION).count() == 2


def test_correcting_to_an_address_that_is_there_frees_the_mistyped_seat(client: Client) -> None:
    event = make_published_event()
    make_registration(event, email="known@example.org")
    client.post(register_url(event), filled_in(1, email="knwon@example.org"))

    client.post(register_url(event), filled_in(1, email="known@example.org", corrects="1"))

    event.refresh_from_db()
    assert event.seats_taken == Registration.objects.active().count() == 1


def test_nobody_can_correct_a_form_that_is_not_their_own(client: Client) -> None:
    event = make_published_event()
    client.post(register_url(event), filled_in(1))

    Client().post(register_url(event), filled_in(1, email="thief@example.org", corrects="1"))

    assert Registration.objects.filter(participant__email="person1@example.org").exists()


CLOSED: dict[str, dict[str, Any]] = {
    "cancelled": {"status": EventStatus.CANCELLED},
    "over": {"day": timezone.localdate() - timedelta(days=2)},
    "not_yet": {"registration_opens_at": timezone.now() + timedelta(days=3)},
    "closed": {"registration_closes_at": timezone.now() - timedelta(days=1)},
}


@pytest.mark.parametrize("state", CLOSED)
def test_event_one_cannot_sign_up_for_says_why(client: Client, state: str) -> None:
    event = make_published_event(**CLOSED[state])

    shown, sent = client.get(register_url(event)), client.post(register_url(event), filled_in(1))

    assert (shown.status_code, sent.status_code) == (200, 409)
    assert shown.context["state"] == sent.context["state"] == state
    assert Registration.objects.count() == 0


def test_draft_and_unknown_events_are_not_there(client: Client) -> None:
    draft = make_event()

    for url in (register_url(draft), f"{register_url(draft)}takk/", "/arrangementer/2027/x/pamelding/"):
        assert client.get(url).status_code == 404
    assert client.post(register_url(draft), filled_in(1)).status_code == 404


def test_thanks_without_a_receipt_helps_to_find_the_link(client: Client) -> None:
    event = make_published_event()

    page = client.get(f"{register_url(event)}takk/")

    assert page.status_code == 200
    assert "/innsyn/" in page.content.decode()
    assert client.post(f"{register_url(event)}takk/").status_code == 405
    assert client.put(register_url(event)).status_code == 405


def test_language_of_the_path_is_the_language_of_the_mails(client: Client) -> None:
    event = make_published_event()

    client.post(f"/sv{register_url(event)}", filled_in(1))

    assert Registration.objects.get().language == "sv"
    assert Message.objects.get().language == "sv"


@pytest.mark.parametrize("present", [0, 30])
def test_whole_registration_needs_at_most_twelve_statements(client: Client, present: int) -> None:
    event = make_published_event(capacity=20)
    for number in range(present):
        make_registration(event, status=RegistrationStatus.CONFIRMED, first_name=f"P{number}")
    if connection.vendor == "sqlite":
        pytest.skip("counts of the production database; the embedded cache stands in the same database")

    Client().get(register_url(event))  # whoever came before has left the empty form in the cache

    with CaptureQueriesContext(connection) as form:
        client.get(register_url(event))
    with CaptureQueriesContext(connection) as post:
        client.post(register_url(event), filled_in(1))
    with CaptureQueriesContext(connection) as thanks:
        client.get(f"{register_url(event)}takk/")

    counts = [len(statements(one)) for one in (form, post, thanks)]
    assert counts[1] <= 8, statements(post)
    assert sum(counts) <= 12, counts


def test_going_back_to_write_another_address_corrects_the_same_registration(client: Client) -> None:
    event, sent = make_published_event(capacity=1), filled_in(0, email="asemarie@exampel.org")
    client.post(register_url(event), sent)

    for address in ("ase@example.org", "asemarie@example.org", "asemarie@example.org"):
        client.post(register_url(event), sent | {"email": address})

    made = Registration.objects.get()
    assert (made.status, made.participant.email) == ("confirmed", "asemarie@example.org")
    receipt = receipt_of(client, event)
    assert (receipt.status, receipt.answers["email"]) == ("confirmed", "asemarie@example.org")
    assert Message.objects.filter(recipient="asemarie@example.org").count() == 1


def test_going_back_after_cancelling_asks_for_a_seat_anew(client: Client) -> None:
    event, sent = make_published_event(), filled_in(0)
    client.post(register_url(event), sent)
    cancel(registration=Registration.objects.get(), now=timezone.now())

    for _click in range(2):
        client.post(register_url(event), sent)

    assert receipt_of(client, event).status == "confirmed"
    assert Registration.objects.active().count() == 1


def test_somebody_in_line_is_not_asked_to_note_the_day(client: Client) -> None:
    event = make_published_event(capacity=1)
    make_registration(event)

    page = client.post(register_url(event), filled_in(1), follow=True).content.decode()

    assert "ventelista" in page
    assert "kalender.ics" not in page


@pytest.mark.parametrize("name", ["\u200b", " \u00ad\ufeff", "\u3164", "\u0301"])
def test_name_that_nobody_can_see_is_no_name(client: Client, name: str) -> None:
    event = make_published_event()

    refused = client.post(register_url(event), filled_in(1, first_name=name))

    assert list(refused.context["form"].errors) == ["first_name"]
    assert not Registration.objects.exists()
