"""What a coordinator does on somebody's behalf: add, change, let in, cancel."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from events.models import Event
from inkludering.audit.models import Entry
from inkludering.outbox.models import Message
from participants import services
from participants.emails import Kind
from participants.models import Registration, RegistrationSource, RegistrationStatus
from regions.models import RoleKind
from tests.factories import make_published_event, make_registration
from tests.participants.answers import make_answers
from tests.participants.coordinators import client_as, work

pytestmark = pytest.mark.django_db


def sent(**more: Any) -> dict[str, Any]:
    values = {"first_name": "Bo", "sector": "private", "language": "nb", "form_id": str(uuid4())}
    return values | {"email": "bo@example.org", "working_languages": ["nb", "ar"]} | more


def fill(event: Event) -> Registration:
    """Somebody on the waiting list of a full event."""
    for number in (1, 2):
        services.register(event=event, answers=make_answers(number), now=timezone.now())
    return Registration.objects.get(event=event, status=RegistrationStatus.WAITING)


def test_added_person_has_a_seat_and_a_mail() -> None:
    event = make_published_event()

    answer = client_as(event).post(work(event, "pameldte/ny/"), sent())

    made = Registration.objects.get()
    assert answer.headers["Location"] == work(event, "pameldte/")
    assert (made.source, made.status) == (RegistrationSource.STAFF, RegistrationStatus.CONFIRMED)
    assert (made.working_languages, made.participant.email) == (["nb", "ar"], "bo@example.org")
    assert Message.objects.get().kind == Kind.CONFIRMATION
    assert Entry.objects.filter(verb="registration.made", by_id__isnull=False).count() == 1


def test_same_form_twice_adds_one_person() -> None:
    event = make_published_event()
    client, form = client_as(event), sent(email="")

    for _time in range(2):
        client.post(work(event, "pameldte/ny/"), form)

    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "status"), [({}, RegistrationStatus.WAITING), ({"over": "1"}, RegistrationStatus.CONFIRMED)]
)
def test_full_event_puts_in_line_unless_one_too_many_is_asked_for(more: dict[str, str], status: str) -> None:
    event = make_published_event(capacity=1)
    fill(event)
    client = client_as(event)
    assert 'name="over"' in client.get(work(event, "pameldte/ny/")).content.decode()

    answer = client.post(work(event, "pameldte/ny/"), sent(**more))

    assert Registration.objects.get(participant__email="bo@example.org").status == status
    assert len(list(get_messages(answer.wsgi_request))) == 1


@pytest.mark.parametrize(
    "wrong", [{"first_name": ""}, {"sector": "kake"}, {"email": "bo@"}, {"language": "xx"}]
)
def test_refused_form_keeps_what_was_typed(wrong: dict[str, str]) -> None:
    event = make_published_event()

    answer = client_as(event).post(work(event, "pameldte/ny/"), sent(last_name="Gjenkjennelig") | wrong)

    html = answer.content.decode()
    assert ('value="Gjenkjennelig"' in html, "ds-error-summary" in html) == (True, True)
    assert Registration.objects.count() == 0


def test_person_who_is_there_already_is_not_added_again() -> None:
    event = make_published_event()
    make_registration(event, email="bo@example.org")

    answer = client_as(event).post(work(event, "pameldte/ny/"), sent())

    assert (answer.status_code, Registration.objects.count()) == (200, 1)
    assert "ds-error-summary" in answer.content.decode()


def test_change_writes_answers_and_a_new_address_gets_its_own_link() -> None:
    event = make_published_event()
    one = make_registration(event, email="feil@example.org", first_name="Kari")
    client, path = client_as(event), work(event, f"pameldte/{one.pk}/")
    assert 'value="feil@example.org"' in client.get(path).content.decode()

    client.post(path, sent(first_name="Kari Anne", last_name="Ås"))

    one.refresh_from_db()
    assert (one.name, one.participant.email, one.link_version) == ("Kari Anne Ås", "bo@example.org", 2)
    assert Message.objects.get().recipient == "bo@example.org"
    assert Entry.objects.filter(verb="registration.changed").count() == 1


def test_change_to_an_address_that_is_taken_says_so_and_changes_nothing() -> None:
    event = make_published_event()
    make_registration(event, email="bo@example.org")
    one = make_registration(event, first_name="Anne")

    answer = client_as(event).post(work(event, f"pameldte/{one.pk}/"), sent())

    one.refresh_from_db()
    assert (answer.status_code, one.first_name) == (200, "Anne")
    assert "ds-error-summary" in answer.content.decode()


def test_address_cannot_be_emptied_and_need_not_be_there() -> None:
    event = make_published_event()
    one = make_registration(event)
    services.register_walk_in(event=event, first_name="Sukarti", sector="other", now=timezone.now())
    walk_in = Registration.objects.get(source=RegistrationSource.WALK_IN)
    client = client_as(event)

    answers = [
        client.post(work(event, f"pameldte/{row.pk}/"), sent(email="")).status_code for row in (one, walk_in)
    ]

    assert answers == [200, 302]


def test_cancelled_registration_is_shown_and_not_changed() -> None:
    event = make_published_event()
    one = make_registration(event, status=RegistrationStatus.CANCELLED)
    client, path = client_as(event), work(event, f"pameldte/{one.pk}/")

    assert "<input" not in client.get(path).content.decode().split("<main")[1]
    assert client.post(path, sent()).status_code == 200
    one.refresh_from_db()
    assert one.first_name != "Bo"


def test_let_in_gives_a_seat_out_of_turn() -> None:
    event = make_published_event(capacity=1)
    waiting = fill(event)
    client, path = client_as(event), work(event, f"pameldte/{waiting.pk}/slipp-inn/")

    client.post(path)
    waiting.refresh_from_db()
    assert waiting.status == RegistrationStatus.WAITING

    client.post(path, {"over": "1"})
    waiting.refresh_from_db()
    assert waiting.status == RegistrationStatus.CONFIRMED


def test_cancel_gives_the_seat_to_the_first_in_line() -> None:
    event = make_published_event(capacity=1, by_itself=True)
    waiting = fill(event)
    seated = Registration.objects.get(status=RegistrationStatus.CONFIRMED)

    client_as(event).post(work(event, f"pameldte/{seated.pk}/meld-av/"))

    for row in (seated, waiting):
        row.refresh_from_db()
    assert (seated.status, waiting.status) == ("cancelled", "confirmed")


def test_strangers_find_nobody_colleagues_may_not_and_get_changes_nothing() -> None:
    event, other = make_published_event(), make_published_event()
    one = make_registration(event)
    member = client_as(event, RoleKind.WORKING_GROUP_MEMBER)

    for rest in ("", "meld-av/", "slipp-inn/"):
        path = f"pameldte/{one.pk}/{rest}"
        assert client_as(None).post(work(event, path)).status_code == 404
        assert client_as(other).post(work(other, path)).status_code == 404
        assert member.post(work(event, path)).status_code == 403
        if rest:
            assert client_as(event).get(work(event, path)).status_code == 405
