"""The other sheets of a day: who and what stands on each."""

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from events.models import Appearance
from participants.models import Attendance, DoorName, NeedKind, Paper
from participants.services.needs import Wanted, keep_needs
from regions.models import RoleKind
from tests.factories import make_item, make_published_event, make_registration
from tests.participants.coordinators import client_as, work
from tests.participants.papers import made, order_sheet, words_of

pytestmark = pytest.mark.django_db


def test_door_list_is_by_name_with_the_name_on_the_tag() -> None:
    event = make_published_event()
    ola = make_registration(event, first_name="Ola", no_photo=True)
    make_registration(event, first_name="Åse", organisation_name="Lindetunet")
    DoorName.objects.create(registration=ola, name="Olav Nordby", happened_at=timezone.now())

    words = words_of(made(order_sheet(event, client_as(event), "door_list")).content)

    assert words.index("Olav Nordby") < words.index("Åse Nordby") < words.index("Lindetunet")
    assert words.count("■") == 2


def test_run_sheet_says_who_is_responsible() -> None:
    event = make_published_event()
    item = make_item(event, "09.15", title="Slik fikk vi det til")
    Appearance.objects.create(item=item, person_name="Berit Sund", status="confirmed", role="mc")

    words = words_of(made(order_sheet(event, client_as(event), "run_sheet")).content)

    assert words.index("09.15") < words.index("Slik fikk vi det til") < words.index("Berit Sund")


def test_food_sheet_has_numbers_and_no_names() -> None:
    event = make_published_event()
    person = make_registration(event, first_name="Hemmelig")
    make_registration(event)
    keep_needs(registration=person, wanted=[Wanted(NeedKind.DIET, ("vegan",))], now=timezone.now())

    words = words_of(made(order_sheet(event, client_as(event), "food_sheet")).content)

    assert "Vegan 1" in words
    assert "Hemmelig" not in words


def test_food_sheet_is_only_for_those_who_see_the_kitchen() -> None:
    event = make_published_event()
    client = client_as(event, RoleKind.FACILITATOR)

    answer = client.post(work(event, f"utskrift/{event.days.get().pk}/ark/food_sheet/"))

    assert (answer.status_code, Paper.objects.count()) == (302, 0)
    assert "ark/food_sheet/" not in client.get(work(event, "utskrift/")).content.decode()


@pytest.mark.parametrize(("size", "millimetres"), [("a4", (210, 297)), ("a3", (297, 420))])
def test_poster_fits_its_paper_and_its_code_leads_to_the_event(
    size: str, millimetres: tuple[int, int], tmp_path: Path
) -> None:
    event = make_published_event(language="sv", title="Vägen in i arbetslivet")

    paper = made(order_sheet(event, client_as(event), "poster", size=size))

    [page] = PdfReader(io.BytesIO(paper.content or b"")).pages
    assert tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) == millimetres
    (tmp_path / "poster.pdf").write_bytes(paper.content or b"")
    subprocess.run(["pdftoppm", "-r", "72", "-png", "poster.pdf", "page"], cwd=tmp_path, check=True)
    with Image.open(next(tmp_path.glob("*.png"))) as picture:
        [code] = zxingcpp.read_barcodes(picture)
    assert code.text.endswith(f"/sv/arrangementer/{event.year}/{event.slug}/")


def test_certificates_are_for_those_who_came_and_tagged() -> None:
    event = make_published_event(language="da")
    came = make_registration(event, first_name="Kom")
    make_registration(event, first_name="Borte")
    Attendance.objects.create(day=event.days.get(), registration=came, arrived_at=timezone.now())

    paper = made(order_sheet(event, client_as(event), "certificates", hours="3,5"))

    reader = PdfReader(io.BytesIO(paper.content or b""))
    root: Any = reader.trailer["/Root"]
    assert len(reader.pages) == 1
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("da", True)
    assert ("Kom Nordby" in words_of(paper.content), "3,5 timer" in words_of(paper.content)) == (True, True)
    assert "Borte" not in words_of(paper.content)


def test_one_tag_is_drawn_at_once() -> None:
    event = make_published_event()
    person = make_registration(event, first_name="Oddbjørg")
    client = client_as(event)

    path = work(event, f"pameldte/{person.pk}/navnelapp.pdf")

    assert path in client.get(work(event, f"pameldte/{person.pk}/")).content.decode()
    answer = client.get(path)

    assert (answer.headers["Content-Type"], "Oddbjørg" in words_of(answer.content)) == (
        "application/pdf",
        True,
    )
    waiting = make_registration(event, status="waiting", position=1)
    assert client.get(work(event, f"pameldte/{waiting.pk}/navnelapp.pdf")).status_code == 302
