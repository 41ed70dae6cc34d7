"""Orders of paper: made by the worker, for the one who asked, for an hour."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from events.models import Event
from inkludering.audit.models import Entry
from inkludering.pdf import PdfError
from participants.models import DoorName, Paper, PaperKind, PrintedTag
from participants.services import papers
from participants.services.paper_sheets import DRAW
from regions.models import RoleKind
from tests.factories import make_published_event, make_registration, make_role
from tests.participants.coordinators import client_as, work
from tests.participants.papers import TAGS, made, order, order_pack, order_sheet, words_of

pytestmark = pytest.mark.django_db


def test_order_is_made_by_the_worker_and_opened_by_who_asked() -> None:
    event = make_published_event()
    make_registration(event)
    client = client_as(event)
    paper = order(event, client)
    page, file = work(event, f"utskrift/{paper.pk}/"), work(event, f"utskrift/{paper.pk}/fil.pdf")
    assert "data-wait" in client.get(page).content.decode()
    assert client.get(file).status_code == 404

    assert papers.make_papers(now=timezone.now()) == 1

    assert "data-wait" not in client.get(page).content.decode()
    answer = client.get(file)
    assert (answer.headers["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert answer.headers["Content-Disposition"] == f'inline; filename="navnelapper-{event.slug}.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]
    assert Entry.objects.get(verb="paper.ordered").facts == {"kind": "name_tags"}


def test_second_order_waits_for_the_first() -> None:
    event = make_published_event()
    client = client_as(event)

    assert order(event, client) == order(event, client)
    assert order(event, client_as(event)) != Paper.objects.earliest("pk")


def test_file_is_for_nobody_else() -> None:
    event = make_published_event()
    paper = order(event, client_as(event))
    Paper.objects.update(content=b"%PDF-")

    for client in (client_as(event), client_as(None)):
        for rest in ("", "fil.pdf"):
            assert client.get(work(event, f"utskrift/{paper.pk}/{rest}")).status_code == 404


def test_file_is_forgotten_after_an_hour() -> None:
    event = make_published_event()
    order(event, client_as(event))
    made = Paper.objects.get().ordered_at

    papers.make_papers(now=made + timedelta(minutes=59))
    assert Paper.objects.count() == 1

    papers.make_papers(now=made + timedelta(minutes=61))
    assert Paper.objects.count() == 0


def broken(paper: Paper) -> bytes:
    raise PdfError("too large")


def test_paper_that_cannot_be_made_says_so_and_blocks_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    event = make_published_event()
    make_registration(event)
    client = client_as(event)
    failing, working = order(event, client), order_sheet(event, client, "door_list")

    with monkeypatch.context() as patch:
        patch.setitem(DRAW, PaperKind.NAME_TAGS, broken)
        assert papers.make_papers(now=timezone.now()) == 1

    failing.refresh_from_db()
    assert failing.failed
    assert made(working).content
    page = client.get(work(event, f"utskrift/{failing.pk}/")).content.decode()
    assert "data-wait" not in page
    assert "Prøv igjen" in page
    assert order(event, client) != failing


def test_nobody_to_print_is_said_plainly() -> None:
    event = make_published_event()
    client = client_as(event)

    paper = made(order(event, client))

    assert (paper.failed, paper.parts_failed) == (True, [["name_tags", "empty"]])


def test_day_pack_holds_what_could_be_made_and_names_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    event = make_published_event()
    make_registration(event)
    client = client_as(event)
    paper = order_pack(event, client, "name_tags", "door_list", "run_sheet", "poster")
    assert 'max="4"' in client.get(work(event, f"utskrift/{paper.pk}/")).content.decode()
    monkeypatch.setitem(DRAW, PaperKind.DOOR_LIST, broken)

    paper = made(paper)

    assert (paper.parts_done, paper.parts_failed) == (4, [["door_list", "broken"], ["run_sheet", "empty"]])
    answer = client.get(work(event, f"utskrift/{paper.pk}/fil.pdf"))
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert names == [f"navnelapper-{event.slug}.pdf", f"plakat-{event.slug}.pdf"]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="alt-til-dagen-{event.slug}.zip"'
    assert Entry.objects.get(verb="paper.downloaded").facts == {"kind": "day_pack"}


def test_a_second_worker_leaves_an_order_to_the_first() -> None:
    event = make_published_event()
    make_registration(event)
    paper = order(event, client_as(event))
    Paper.objects.filter(pk=paper.pk).update(claimed_at=timezone.now())

    assert papers.make_papers(now=timezone.now()) == 0
    assert papers.make_papers(now=timezone.now() + timedelta(minutes=4)) == 1


def test_only_new_and_changed_tags_are_printed_again() -> None:
    event = make_published_event()
    kari, ola = make_registration(event, first_name="Kari"), make_registration(event, first_name="Ola")
    client = client_as(event)
    paper = made(order(event, client))
    client.post(work(event, f"utskrift/{paper.pk}/trykt/"))
    assert made(order(event, client, who="changed")).parts_failed == [["name_tags", "empty"]]

    DoorName.objects.create(registration=ola, name="Olav Nordby", happened_at=timezone.now())
    make_registration(event, first_name="Per")

    words = words_of(made(order(event, client, who="changed")).content)
    assert [name in words for name in ("Kari", "Olav", "Per")] == [False, True, True]
    assert PrintedTag.objects.get(registration=kari).day == event.days.get()


def test_printed_tags_are_forgotten_a_fortnight_after() -> None:
    event = make_published_event()
    make_registration(event)
    client = client_as(event)
    client.post(work(event, f"utskrift/{made(order(event, client)).pk}/trykt/"))
    assert event.ends_at

    papers.make_papers(now=event.ends_at + timedelta(days=13))
    assert PrintedTag.objects.count() == 1

    papers.make_papers(now=event.ends_at + timedelta(days=15))
    assert PrintedTag.objects.count() == 0


def page_of(event: Event, client: Client) -> str:
    """The form for name tags, its white space made one."""
    path = work(event, f"utskrift/{event.days.get().pk}/navnelapper/")
    return " ".join(client.get(path).content.decode().split())


def test_own_measures_are_kept_and_wrong_ones_said_beside_the_field() -> None:
    event = make_published_event()
    make_registration(event)
    client = client_as(event)
    size = {"width": "60", "height": "30", "left": "10", "top": "10", "gap_x": "5", "gap_y": "0"}
    own = {"sheet": "own", **size}
    path = work(event, f"utskrift/{event.days.get().pk}/navnelapper/")

    answer = client.post(path, TAGS | own | {"columns": "4", "rows": "5"})
    assert "55 mm" in answer.content.decode()
    assert Paper.objects.count() == 0

    paper = made(order(event, client, **own, columns="2", rows="5"))
    assert paper.choices["measures"]["gap_x"] == 5
    assert paper.content


def test_sheet_of_the_last_print_is_there_next_time_and_stays_in_its_region() -> None:
    event, elsewhere = make_published_event(), make_published_event()
    make_registration(event)
    client = client_as(event)
    size = {"width": "60", "height": "30", "left": "10", "top": "10", "gap_x": "5", "gap_y": "0"}

    order(event, client, sheet="own", columns="2", rows="5", **size)
    form = page_of(event, client)
    assert '<option value="own" selected' in form
    assert 'name="width" value="60' in form

    order(event, client, sheet="a7", columns="2", rows="5", **size)
    form, pack = page_of(event, client), client.get(work(event, "utskrift/")).content.decode()
    assert '<option value="a7" selected' in form
    assert "Egne mål, 60 × 30 mm" in pack
    assert '<option value="plain" selected' in page_of(elsewhere, client_as(elsewhere))


def test_paper_is_made_or_failed_never_both() -> None:
    event = make_published_event()
    user = make_role(region=event.region).user

    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.create(
            day=event.days.get(),
            kind=PaperKind.NAME_TAGS,
            ordered_by=user,
            ordered_at=timezone.now(),
            content=b"x",
            failed=True,
        )


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (RoleKind.COORDINATOR, 200),
        (RoleKind.FACILITATOR, 200),
        (RoleKind.WORKING_GROUP_MEMBER, 403),
    ],
)
def test_roles_print(kind: str, status: int) -> None:
    event = make_published_event()
    client = client_as(event, kind)

    assert client.get(work(event, "utskrift/")).status_code == status
    posted = client.post(work(event, f"utskrift/{event.days.get().pk}/navnelapper/"), TAGS).status_code
    assert posted == (302 if status == 200 else 403)


def test_strangers_find_no_paper_and_get_orders_nothing() -> None:
    event, other = make_published_event(), make_published_event()
    path = f"utskrift/{event.days.get().pk}/navnelapper/"

    assert client_as(None).get(work(event, "utskrift/")).status_code == 404
    assert client_as(None).post(work(event, path)).status_code == 404
    assert client_as(other).post(work(other, path)).status_code == 404
    assert client_as(event).put(work(event, path)).status_code == 405
    assert client_as(event).post(work(event, "utskrift/")).status_code == 405
    assert Paper.objects.count() == 0
