"""The programme on paper: rendered by a worker, once for each version and language, and read again here."""

import io
import re
from datetime import date, timedelta
from typing import Any
from urllib.request import urlopen

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from events.models import Event, ItemKind, ProgrammeFile
from events.pdf import programme_pdf
from events.services.programme_files import render_missing, render_programme
from events.tasks import render_programmes
from tests.events.pages import address, get, text_of
from tests.events.programmes import DAY_ONE, DAY_TWO, MORNING, add_item, conference, morning, nordic
from tests.factories import make_event, make_published_event
from tests.services.processes import wait_until

pytestmark = pytest.mark.django_db

FRIDAY = date(2027, 1, 29)


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def root(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def words(reader: PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def languages(node: Any) -> set[str]:
    """The /Lang of all structure elements below ``node``."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if not isinstance(node, dict):
        return set()
    kids = node.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    found = {str(node["/Lang"])} if "/Lang" in node else set()
    return found.union(*(languages(kid) for kid in (kids if isinstance(kids, list) else [kids])))


def test_morning_is_one_tagged_sheet_with_everything_on_it() -> None:
    reader = read(programme_pdf(morning(day=FRIDAY), "en"))

    text = words(reader)
    assert len(reader.pages) == 1
    assert root(reader)["/MarkInfo"]["/Marked"].value is True
    assert root(reader)["/Lang"] == "en"
    assert all(title in text for _at, _kind, title in MORNING)
    assert "(not confirmed)" in text.replace("(not conﬁrmed)", "(not confirmed)")
    assert "(name to come)" in text
    assert "Ola Hemmelig" not in text
    assert "Åsgrenda vel" in text
    assert "8 Decent work and economic growth" in text


def test_two_days_are_two_sheets_with_the_language_of_each_item() -> None:
    reader = read(programme_pdf(nordic(day=FRIDAY), "nb"))

    assert len(reader.pages) == 2
    read_words = words(reader)
    assert all(title in read_words for _at, _kind, title, _language in [*DAY_ONE, *DAY_TWO])
    assert "Verksted" in reader.pages[1].extract_text()
    assert languages(root(reader)["/StructTreeRoot"]) == {"sv", "da"}


def test_conference_keeps_untimed_sub_items_under_their_item() -> None:
    text = words(read(programme_pdf(conference(day=FRIDAY), "en")))

    assert text.index("Metoder for å rekruttere") < text.index("Spørsmål fra møteleder")
    assert "Chair: Eli Øy" in text
    assert "23:59" not in text


def test_long_programme_runs_over_as_many_sheets_as_it_needs() -> None:
    event = make_published_event(day=FRIDAY)
    for number in range(60):
        add_item(event.days.get(), f"{8 + number // 6:02}.{number % 6}0", ItemKind.TALK, f"Innlegg {number}.")

    reader = read(programme_pdf(event, "nb"))

    assert len(reader.pages) == 3
    read_words = words(reader)
    assert all(f"Innlegg {number}." in read_words for number in range(60))


def test_hostile_text_is_printed_and_fetches_nothing() -> None:
    payload = '<img src="file:///etc/passwd"><a href="http://127.0.0.1:9/">x</a></p><script>1</script>'
    event = morning(day=FRIDAY, introduction=payload, title=payload, access_info=payload)

    reader = read(programme_pdf(event, "en"))

    assert 'src="file:///etc/passwd"' in words(reader).replace("“", '"')
    assert "root:x" not in words(reader)
    assert all("/Annots" not in page for page in reader.pages)


def test_file_is_made_once_for_each_version_and_language() -> None:
    event = morning()

    made = [render_programme(event_id=event.pk, language=language) for language in ("nb", "nb", "en", "xx")]
    Event.objects.update(version=2)
    made.append(render_programme(event_id=event.pk, language="nb"))

    assert made == [True, False, True, False, True]
    rows = ProgrammeFile.objects.order_by("language").values_list("language", "version")
    assert list(rows) == [("en", 1), ("nb", 2)]


def test_sweep_makes_what_is_missing_of_published_days_only() -> None:
    wanted = make_published_event()
    make_event()
    make_published_event(day=timezone.localdate() - timedelta(days=60))

    render_programmes()
    again = render_missing(now=timezone.now())

    assert list(ProgrammeFile.objects.values_list("event", "version", "language")) == [(wanted.pk, 1, "nb")]
    assert again == 0


def test_draft_and_missing_event_get_no_file() -> None:
    render_programmes(make_event().pk, "nb")
    render_programmes(999_999)

    assert not ProgrammeFile.objects.exists()


def test_page_serves_the_stored_file_and_sends_it_once(client: Client) -> None:
    event = make_published_event()
    render_programme(event_id=event.pk, language="en")

    response = get(client, event, "program.pdf")
    same = get(client, event, "program.pdf", headers={"if-none-match": response["ETag"]})

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{event.slug}.pdf"'
    assert response.content.startswith(b"%PDF-")
    assert same.status_code == 304


def test_page_says_so_while_the_file_is_being_made_and_never_shows_the_old_one(client: Client) -> None:
    event = make_published_event()
    render_programme(event_id=event.pk, language="en")
    Event.objects.update(version=2)

    response = get(client, event, "program.pdf")

    assert response.status_code == 202
    assert "The PDF is being made" in text_of(response)
    assert f'href="{address(event, "program/")}"' in response.content.decode()
    assert ProgrammeFile.objects.filter(version=2).count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_makes_the_sheet_somebody_asks_for(web_server: Any, worker: Any) -> None:
    event = morning(day=FRIDAY)
    url = f"{web_server.url}{address(event, 'program.pdf')}"

    def answer() -> tuple[int, bytes]:
        with urlopen(url, timeout=10) as response:
            return response.status, response.read()

    first = answer()
    wait_until(lambda: answer()[0] == 200, seconds=60, what="the sheet")

    assert first[0] == 202
    assert "Velkommen og hvorfor vi er her" in words(read(answer()[1]))
