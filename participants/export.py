"""The list as a file. A cell is always text, never a formula; needs and own links are never in it."""

import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.models import Event
from participants.models import Registration
from participants.services.answer_words import columns_of
from participants.services.asking import Asked, asked_of
from participants.services.extra_answers import Extras, read_extras

# What XML cannot hold: control characters, halves of letters, and the two that are never a letter.
_NOT_IN_A_CELL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")


def headings() -> list[str]:
    return [
        _("First name"),
        _("Last name"),
        _("Organisation"),
        _("Sector"),
        _("Municipality"),
        _("E-mail"),
        _("Status"),
        _("First time"),
        _("No pictures"),
        _("Signed up"),
        _("Checked in"),
    ]


def rows_of(event: Event, asked: Asked) -> Iterator[list[str]]:
    """One row for each active registration, by first name: the same few queries for any number."""
    people = Registration.objects.filter(event=event).active().alphabetical()
    columns = columns_of(asked)
    if columns:
        answered = ("day_choices", "item_choices", "extra_answers")
        people = people.select_related("contribution").prefetch_related(*answered)
    for one in people.select_related("participant").prefetch_related("attendances"):
        extras = read_extras(one) if columns else Extras()
        arrived = sorted(attendance.arrived_at for attendance in one.attendances.all())
        yield [
            one.first_name,
            one.last_name,
            one.organisation_name,
            one.get_sector_display(),
            one.municipality,
            one.participant.email or "",
            one.get_status_display(),
            _("yes") if one.is_first_time else "",
            _("yes") if one.no_photo else "",
            one.registered_at.astimezone(event.zone).strftime("%Y-%m-%d %H:%M"),
            ", ".join(moment.astimezone(event.zone).strftime("%Y-%m-%d %H:%M") for moment in arrived),
            *(words(extras) for _label, words in columns),
        ]


def _table(event: Event) -> Iterator[list[str]]:
    asked = asked_of(event)
    yield [*headings(), *(label for label, _words in columns_of(asked))]
    yield from rows_of(event, asked)


def as_xlsx(event: Event) -> bytes:
    """A workbook with one sheet; every cell is set as a string."""
    from openpyxl import Workbook  # noqa: PLC0415  # a quarter of a second, and few export
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Registered")[:31])
    for row in _table(event):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, _NOT_IN_A_CELL.sub("", value))
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def plain_cell(value: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{value}" if _FORMULA.match(value) else value


def as_csv(event: Event) -> bytes:
    """For Norwegian spreadsheets: semicolons, a byte order mark; an apostrophe before any formula."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    for row in _table(event):
        writer.writerow([plain_cell(value) for value in row])
    return b"\xef\xbb\xbf" + file.getvalue().encode()
