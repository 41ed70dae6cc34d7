"""The list as a file: text in every cell, nothing that runs, nothing that breaks, no needs and no links."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from events.models import Event
from inkludering.audit.models import Entry
from inkludering.tokens import checkin_code, own_link
from participants import export
from participants.models import Attendance, Registration, RegistrationStatus
from tests.factories import make_published_event, make_registration
from tests.participants.coordinators import client_as, work

pytestmark = pytest.mark.django_db

HOSTILE = [
    '=HYPERLINK("http://evil.example","x")',
    "+4790000000",
    "-1+1",
    "@SUM(A1)",
    "  =1+1",
    "\t=1+1",
    "\r=1+1",
    "=cmd|' /C calc'!A0",
    "bell\x07null\x00",
    "\ufffe\uffff",
    "007",
    "1495,50",
    'semi;colon "quote" ny\nlinje',
    "Đặng Thị Hương",
]


def make_room() -> Event:
    """Rows written past every form, as an import gone wrong would."""
    event = make_published_event(capacity=None)
    for text in HOSTILE:
        make_registration(event, organisation_name="x", first_name="Bo", last_name="Ås", municipality="")
        stored = text.replace("\x00", "")
        Registration.objects.filter(pk=Registration.objects.latest("pk").pk).update(organisation_name=stored)
    return event


def cells_of(content: bytes) -> list[Any]:
    return [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]  # type: ignore[union-attr]  # there is a sheet


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_no_cell_of_the_workbook_is_a_formula_and_text_survives() -> None:
    cells = cells_of(export.as_xlsx(make_room()))

    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    texts = {cell.value for cell in cells}
    assert {"007", "+4790000000", "1495,50", '=HYPERLINK("http://evil.example","x")'} <= texts
    assert {"bellnull", "Đặng Thị Hương"} <= texts


def test_no_cell_of_the_csv_begins_a_formula() -> None:
    rows = rows_of(export.as_csv(make_room()))

    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.lstrip()[:1] in set("=+-@") or (cell[:1] in "\t\r" and cell)] == []
    assert {"'+4790000000", "007", "'-1+1", "'  =1+1"} <= set(cells)
    assert {len(row) for row in rows} == {len(export.headings())}


def test_files_hold_those_who_are_coming_with_their_arrival() -> None:
    event = make_published_event()
    here = make_registration(event, first_name="Anne", email="anne@example.org", is_first_time=True)
    make_registration(event, first_name="Åse", status=RegistrationStatus.WAITING, position=1)
    make_registration(event, first_name="Zoe", status=RegistrationStatus.CANCELLED)
    Attendance.objects.create(
        day=event.days.get(), registration=here, arrived_at=event.starts_at or timezone.now()
    )

    head, first, second = rows_of(export.as_csv(event))

    assert (first[0], first[5], second[0]) == ("Anne", "anne@example.org", "Åse")
    assert first[-1].endswith("08:30")
    assert second[-1] == ""
    assert len(head) == 11


def test_files_hold_no_link_and_no_code() -> None:
    event = make_published_event()
    one = make_registration(event)
    secrets = (own_link(one.pk, 1).split(".")[-1], checkin_code(one.pk, 1))

    told = str(rows_of(export.as_csv(event))) + str([c.value for c in cells_of(export.as_xlsx(event))])

    assert [secret for secret in secrets if secret in told] == []


@pytest.mark.parametrize(("kind", "mimetype"), [("csv", "text/csv"), ("xlsx", "spreadsheetml")])
def test_download_is_an_attachment_and_is_logged(kind: str, mimetype: str) -> None:
    event = make_room()

    answer = client_as(event).get(work(event, f"pameldte/liste.{kind}"))

    assert mimetype in answer.headers["Content-Type"]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="pameldte-{event.slug}.{kind}"'
    assert "no-store" in answer.headers["Cache-Control"]
    entry = Entry.objects.get(verb="registrations.exported")
    assert (entry.target_id, entry.facts) == (event.pk, {"kind": kind})


def test_export_takes_two_queries_whatever_the_number() -> None:
    event = make_room()
    for one in Registration.objects.all():
        Attendance.objects.create(day=event.days.get(), registration=one, arrived_at=timezone.now())

    with CaptureQueriesContext(connection) as queries:
        export.as_csv(event)

    assert len(queries) == 2
