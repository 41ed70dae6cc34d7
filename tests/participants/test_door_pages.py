"""The list a host works with, walk-ins and the way back: with plain forms, and with the script."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participants import services
from participants.models import Attendance, Registration, RegistrationSource, RegistrationStatus
from tests.factories import make_published_event, make_registration
from tests.participants.answers import make_answers
from tests.participants.doors import Door, make_door, make_guests

pytestmark = pytest.mark.django_db
WAITS = '<span class="ds-tag" data-color="sol">'


def page(door: Door, rest: str = "") -> str:
    answer = door.client.get(door.path(rest))
    assert answer.status_code == 200
    return answer.content.decode()


def names(html: str) -> list[str]:
    return re.findall(r'class="g-name">\s*<b>([^<]*)</b>', html)


def numbers(html: str) -> list[int]:
    return [int(number) for number in re.findall(r'"(?:inside|missing|walkIns)">(\d+)<', html)]


def test_list_is_in_norwegian_order_by_first_name() -> None:
    door = make_door()
    for name in ("Åse", "Øyvind", "Ærlend", "Anne", "Zoe"):
        make_registration(door.event, first_name=name)
    make_registration(door.event, first_name="Borte", status=RegistrationStatus.CANCELLED)

    assert names(page(door)) == ["Anne", "Zoe", "Ærlend", "Øyvind", "Åse"]


@pytest.mark.parametrize(
    ("search", "found"), [("ase", ["Åse"]), ("øv", ["Åse"]), ("ELV kva", ["Rune"]), ("vre", []), ("%00", [])]
)
def test_search_asks_the_server_without_a_script(search: str, found: list[str]) -> None:
    door = make_door()
    make_registration(door.event, first_name="Åse", last_name="Øvregård")
    make_registration(door.event, first_name="Rune", last_name="Kvalvåg")

    assert names(page(door, f"?q={search}".replace("%00", "%E2%80%A8x"))) == found


def test_check_in_by_form_says_hello_and_offers_the_way_back() -> None:
    door = make_door()
    guest = make_registration(door.event, first_name="Anne")

    answer = door.client.post(door.path(f"inn/{guest.pk}/"), follow=True)

    html = answer.content.decode()
    assert answer.redirect_chain == [(f"{door.path()}?inn={guest.pk}", 302)]
    assert "<b>Hei, Anne!</b>" in html or "<b>Hi, Anne!</b>" in html
    assert numbers(html) == [1, 0, 0]
    assert html.count(f'action="{door.path(f"angre/{guest.pk}/")}"') == 2


def test_second_check_in_says_since_when() -> None:
    door = make_door()
    guest = make_registration(door.event)
    door.client.post(door.path(f"inn/{guest.pk}/"))

    answer = door.client.post(door.path(f"inn/{guest.pk}/"))

    assert answer.headers["Location"] == f"{door.path()}?var={guest.pk}"
    assert Attendance.objects.count() == 1


def test_undo_by_form_takes_the_check_in_back_and_offers_it_again() -> None:
    door = make_door()
    guest = make_registration(door.event)
    door.client.post(door.path(f"inn/{guest.pk}/"))

    html = door.client.post(door.path(f"angre/{guest.pk}/"), follow=True).content.decode()

    assert (numbers(html), Attendance.objects.count()) == ([0, 1, 0], 0)
    assert html.count(f'action="{door.path(f"inn/{guest.pk}/")}"') == 2


def test_one_tap_sent_twice_is_stored_once() -> None:
    door = make_door()
    guest, tap = make_registration(door.event), {"scan_id": uuid4().hex}

    for _time in range(3):
        door.client.post(door.path(f"inn/{guest.pk}/"), tap)

    assert door.device.scans.count() == 1


@pytest.mark.parametrize("pk", [0, 999_999, 10**15, 10**30])
def test_unknown_person_changes_nothing(pk: int) -> None:
    door = make_door()

    for rest in (f"inn/{pk}/", f"angre/{pk}/"):
        assert door.client.post(door.path(rest)).status_code == 302
    assert Attendance.objects.count() == 0


def test_person_of_another_event_is_not_checked_in() -> None:
    door, foreign = make_door(), make_registration(make_published_event(), first_name="Kanari")

    html = door.client.post(door.path(f"inn/{foreign.pk}/"), follow=True).content.decode()

    assert Attendance.objects.count() == 0
    assert "Kanari" not in html
    assert "Kanari" not in page(door, f"?inn={foreign.pk}")


def test_waiting_guest_is_marked_and_let_in_with_one_tap() -> None:
    event = make_published_event(capacity=1)
    for number in (1, 2):
        services.register(event=event, answers=make_answers(number), now=timezone.now())
    waiting = Registration.objects.get(status=RegistrationStatus.WAITING)
    door = make_door(event.days.select_related("event").get())
    assert WAITS in page(door)

    html = door.client.post(door.path(f"inn/{waiting.pk}/"), follow=True).content.decode()

    waiting.refresh_from_db()
    assert waiting.status == RegistrationStatus.CONFIRMED
    assert (numbers(html), WAITS in html) == ([1, 1, 0], False)


def test_whoever_came_after_cancelling_is_shown_and_counted() -> None:
    door = make_door()
    guest = make_registration(door.event, status=RegistrationStatus.CANCELLED, first_name="Bo")

    html = door.client.post(door.path(f"inn/{guest.pk}/"), follow=True).content.decode()

    assert (names(html), numbers(html)) == (["Bo"], [1, 0, 0])


WALK_IN = {"first_name": "Sukarti", "sector": "private"}


def test_walk_in_is_registered_and_in() -> None:
    door = make_door()
    sent = WALK_IN | {"scan_id": str(uuid4())}

    for _time in range(2):
        html = door.client.post(door.path("uanmeldt/"), sent, follow=True).content.decode()

    made = Registration.objects.get()
    door.event.refresh_from_db()
    assert (made.source, made.status) == (RegistrationSource.WALK_IN, RegistrationStatus.CONFIRMED)
    assert (numbers(html), door.event.seats_taken) == ([1, 0, 1], 1)
    assert (door.device.scans.get().kind, Attendance.objects.count()) == ("walk_in", 1)


def test_walk_in_with_a_known_address_is_checked_in_as_who_they_are() -> None:
    door = make_door()
    known = make_registration(door.event, email="bo@example.org", first_name="Bo")
    sent = WALK_IN | {"scan_id": str(uuid4()), "email": "Bo@example.org"}

    door.client.post(door.path("uanmeldt/"), sent)

    assert list(Attendance.objects.values_list("registration_id", flat=True)) == [known.pk]
    assert Registration.objects.count() == 1


def test_walk_in_is_warned_of_a_full_room_and_welcome_all_the_same() -> None:
    event = make_published_event(capacity=1)
    services.register(event=event, answers=make_answers(1), now=timezone.now())
    door = make_door(event.days.select_related("event").get())
    assert "data-full>" in page(door, "uanmeldt/")

    door.client.post(door.path("uanmeldt/"), WALK_IN | {"scan_id": str(uuid4())})

    event.refresh_from_db()
    assert event.seats_taken == 2


@pytest.mark.parametrize(
    "wrong", [{"first_name": ""}, {"sector": ""}, {"sector": "kake"}, {"scan_id": "x"}, {"email": "a@b,c@d"}]
)
def test_refused_walk_in_keeps_what_was_typed(wrong: dict[str, str]) -> None:
    door = make_door()
    sent = WALK_IN | {"scan_id": str(uuid4()), "last_name": "Gjenkjennelig"} | wrong

    answer = door.client.post(door.path("uanmeldt/"), sent)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Gjenkjennelig"' in html
    assert "ds-error-summary" in html
    assert Registration.objects.count() == 0


def test_no_answer_of_the_door_holds_more_than_names() -> None:
    door = make_door()
    guest = make_registration(door.event, email="kanari@example.org", municipality="Kanarivik")
    inn, ut = f"inn/{guest.pk}/", f"angre/{guest.pk}/"

    answers = [
        door.client.get(door.path(rest)) for rest in ("", "?q=kar", "uanmeldt/", "endringer/", "folk/")
    ]
    answers += [door.client.post(door.path(rest)) for rest in (inn, inn, ut)]
    answers += [door.client.post(door.path(rest), follow=True) for rest in (inn, ut)]

    told = "".join(answer.content.decode() + str(answer.headers) for answer in answers).lower()
    assert "kanari" not in told
    assert "@" not in told.replace("@digdir", "")


def test_list_takes_the_same_number_of_queries_for_3_and_30() -> None:
    door = make_door()
    counts = []
    for more in (3, 27):
        make_guests(door.event, more)
        with CaptureQueriesContext(connection) as queries:
            page(door)
        counts.append(len(queries))

    assert counts == [3, 3]


def test_check_in_by_form_takes_few_queries() -> None:
    door = make_door()
    guest = make_guests(door.event, 30)[0]

    with CaptureQueriesContext(connection) as queries:
        door.client.post(door.path(f"inn/{guest.pk}/"))

    asked = [q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) == 4


def test_personal_pages_are_never_stored() -> None:
    door = make_door()

    assert "no-store" in door.client.get(door.path()).headers["Cache-Control"]


def test_kiosk_gives_no_seat_to_those_in_line() -> None:
    door = make_door()
    waits = make_registration(
        door.event, first_name="Venteline", status=RegistrationStatus.WAITING, position=1
    )

    shown = page(door, "selv/?q=venteline")
    door.client.post(door.path("selv/"), {"person": waits.pk})

    waits.refresh_from_db()
    assert "Venteline" not in shown.replace('value="venteline"', "")
    assert (waits.status, Attendance.objects.count()) == (RegistrationStatus.WAITING, 0)
