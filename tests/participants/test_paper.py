"""Orders of paper: made by the worker, for the one who asked, for an hour."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from events.models import Event
from inkludering.audit.models import Entry
from inkludering.pdf import PdfError
from participants.models import Paper, PaperKind
from participants.services import papers
from regions.models import RoleKind
from tests.factories import make_published_event, make_registration, make_role
from tests.participants.coordinators import client_as, work

pytestmark = pytest.mark.django_db


def order(event: Event, client: Client) -> Paper:
    client.post(work(event, f"utskrift/{event.days.get().pk}/navnelapper/"))
    return Paper.objects.latest("pk")


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


def test_paper_that_cannot_be_made_says_so_and_blocks_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    event = make_published_event()
    client = client_as(event)
    failing = order(event, client)
    working = order(event, client_as(event))

    def draw(day: object, people: object, language: str) -> bytes:
        raise PdfError("too large")

    with monkeypatch.context() as patch:
        patch.setattr(papers, "name_tags_pdf", draw)
        Paper.objects.filter(pk=working.pk).update(content=b"")
        papers.make_papers(now=timezone.now())
        Paper.objects.filter(pk=working.pk).update(content=None)

    assert papers.make_papers(now=timezone.now()) == 1
    failing.refresh_from_db()
    assert failing.failed
    assert "data-wait" not in client.get(work(event, f"utskrift/{failing.pk}/")).content.decode()
    assert order(event, client) != failing


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
    posted = client.post(work(event, f"utskrift/{event.days.get().pk}/navnelapper/")).status_code
    assert posted == (302 if status == 200 else 403)


def test_strangers_find_no_paper_and_get_orders_nothing() -> None:
    event, other = make_published_event(), make_published_event()
    path = f"utskrift/{event.days.get().pk}/navnelapper/"

    assert client_as(None).get(work(event, "utskrift/")).status_code == 404
    assert client_as(None).post(work(event, path)).status_code == 404
    assert client_as(other).post(work(other, path)).status_code == 404
    assert client_as(event).get(work(event, path)).status_code == 405
    assert client_as(event).post(work(event, "utskrift/")).status_code == 405
    assert Paper.objects.count() == 0
