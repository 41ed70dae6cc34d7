"""One person at the door, with plain forms: the name on the tag, how it is said, the tag from a printer."""

import io
import re
from uuid import uuid4

import pytest
from pypdf import PdfReader

from inkludering.audit.models import Entry
from participants.door import LABEL_COOKIE
from participants.models import DoorName, PrintedTag, Registration, RegistrationStatus, Scan
from participants.services.used_sheets import remember_sheet
from tests.factories import make_published_event, make_registration
from tests.participants.doors import Door, make_door

pytestmark = pytest.mark.django_db


def door_with(first_name: str = "Kari", **fields: object) -> tuple[Door, Registration]:
    door = make_door()
    return door, make_registration(door.event, first_name=first_name, last_name="Nordmann", **fields)


def rename(door: Door, guest: Registration, name: str, say: str = "", scan_id: object = None) -> int:
    sent = {"name": name, "pronunciation": say, "scan_id": scan_id or uuid4()}
    return door.client.post(door.path(f"person/{guest.pk}/"), sent).status_code


def test_name_on_the_tag_is_corrected_without_a_script_and_once() -> None:
    door, guest = door_with()
    scan_id = uuid4()

    answers = [rename(door, guest, "Kaja Nordmann", "KAJ-a", scan_id) for _time in range(2)]

    assert answers == [302, 302]
    assert DoorName.objects.values_list("name", "pronunciation").get() == ("Kaja Nordmann", "KAJ-a")
    assert Scan.objects.count() == 1
    guest.refresh_from_db()
    assert guest.first_name == "Kari"


def test_corrected_name_is_in_the_list_and_can_be_searched() -> None:
    door, guest = door_with()
    rename(door, guest, "Kaja Nordmann", "KAJ-a")

    page = door.client.get(door.path(), {"q": "kaj"}).content.decode()

    assert "<b>Kaja Nordmann</b>" in page
    assert "«KAJ-a»" in page
    assert f"/dor/{door.day.pk}/person/{guest.pk}/" in page


def test_name_as_signed_up_takes_the_correction_back() -> None:
    door, guest = door_with()
    rename(door, guest, "Kaja Nordmann")

    rename(door, guest, "Kari Nordmann")

    assert DoorName.objects.get().name == ""


def test_name_that_is_empty_or_bad_is_asked_for_again() -> None:
    door, guest = door_with()

    assert [rename(door, guest, name) for name in ("", " ", "a\u202eb")] == [200, 200, 200]
    assert Scan.objects.count() == 0


def print_tag(
    door: Door, guest: Registration, sheet: str = "avery-l7418", first: int = 1
) -> tuple[int, bytes]:
    answer = door.client.post(
        door.path(f"person/{guest.pk}/navnelapp/"), {"sheet": sheet, "first": str(first)}
    )
    return answer.status_code, answer.content


def test_tag_lands_on_the_free_label_and_the_next_is_remembered() -> None:
    door, guest = door_with()
    rename(door, guest, "Kaja Nordmann")

    status, content = print_tag(door, guest, first=8)

    assert status == 200
    (page,) = PdfReader(io.BytesIO(content)).pages
    assert "Kaja" in page.extract_text()
    assert round(float(page.mediabox.width) / 72 * 25.4) == 210
    assert door.client.cookies[LABEL_COOKIE].value == "avery-l7418.1"
    shown = door.client.get(door.path(f"person/{guest.pk}/")).content.decode()
    assert re.search(r'<option value="avery-l7418"\s+selected', shown)
    print_tag(door, guest, first=3)
    assert door.client.cookies[LABEL_COOKIE].value == "avery-l7418.4"


def test_sheet_the_office_measured_is_offered_at_the_door() -> None:
    door, guest = door_with()
    measures = {"width": 60, "height": 30, "columns": 2, "rows": 5, "left": 10, "top": 10}
    assert print_tag(door, guest, sheet="own")[1].decode().count("Egne mål") == 0

    remember_sheet(door.event.region_id, {"sheet": "own", "measures": measures})
    shown = door.client.get(door.path(f"person/{guest.pk}/")).content.decode()
    (page,) = PdfReader(io.BytesIO(print_tag(door, guest, sheet="own", first=10)[1])).pages

    assert "Egne mål, 60 × 30 mm" in shown
    assert round(float(page.mediabox.width) / 72 * 25.4) == 210
    assert door.client.cookies[LABEL_COOKIE].value == "own.1"


def test_label_printer_gets_a_page_of_the_size_of_a_tag() -> None:
    door, guest = door_with()

    (page,) = PdfReader(io.BytesIO(print_tag(door, guest, sheet="alone")[1])).pages

    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [90, 55]


def test_printed_tag_is_known_and_written_down() -> None:
    door, guest = door_with()

    print_tag(door, guest)

    assert PrintedTag.objects.values_list("registration", "day").get() == (guest.pk, door.day.pk)
    entry = Entry.objects.get(verb="door.tag_printed")
    assert (entry.device_id, entry.target_id) == (door.device.pk, guest.pk)


def test_no_seat_no_tag_and_a_wrong_label_is_named() -> None:
    door, guest = door_with(status=RegistrationStatus.WAITING, position=1)
    seated = make_registration(door.event)

    assert print_tag(door, guest)[0] == 302
    status, page = print_tag(door, seated, first=9)

    assert status == 200
    assert "Dette arket har 8 etiketter." in page.decode()
    assert PrintedTag.objects.count() == 0


@pytest.mark.parametrize("rest", ["", "navnelapp/"])
def test_person_of_another_event_is_not_found(rest: str) -> None:
    door = make_door()
    other = make_registration(make_published_event())

    assert door.client.post(door.path(f"person/{other.pk}/{rest}")).status_code == 404


def test_forged_memory_of_labels_is_forgotten() -> None:
    door, guest = door_with()
    for value in ("own.3", "avery-l7418.x", "avery-l7418.99999", "<b>.1", ""):
        door.client.cookies[LABEL_COOKIE] = value

        assert 'value="1"' in door.client.get(door.path(f"person/{guest.pk}/")).content.decode()
