"""What the tables write: by a link, by the facilitator, for those who may read it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from inkludering.audit.models import Entry
from participants.models import Registration
from participants.services import own_url
from regions.models import RoleKind
from tests.factories import make_role
from tests.workshops.rooms import NOW, first_day, make_event_with_room, stranger
from tests.workshops.today import make_day_today, move_day, seat_of
from workshops import services
from workshops.links import table_token
from workshops.models import Project, ProjectTable, TableNotes, WorkshopRound
from workshops.notes import notes_for
from workshops.services.notes import (
    NotesChangedError,
    NotesText,
    forget_notes,
    share_notes,
    unshare_notes,
    write_notes,
)

pytestmark = pytest.mark.django_db
TYPED = {"question": "Hva hindrer oss?", "point_1": "Tid", "next_step": "Møtes igjen", "version": "0"}


def test_table_writes_by_its_link_without_account(client: Client) -> None:
    _event, (one,), _user = make_day_today(12)
    url = reverse("workshops:table_notes", args=[table_token(one.pk, 2)])

    answer = client.post(url, TYPED)

    notes = TableNotes.objects.get()
    assert answer["Location"] == url
    assert (notes.round, notes.number, notes.points, notes.version) == (one, 2, ["Tid"], 1)


def test_the_table_page_shows_who_sits_there_only_while_the_round_is_shown(client: Client) -> None:
    _event, (one,), user = make_event_with_room(6, None)
    services.make_groups(round_=one, by=user, now=NOW)

    page = client.get(reverse("workshops:table_notes", args=[table_token(one.pk, 1)])).content.decode()

    assert "Kari" not in page


@pytest.mark.parametrize(
    ("own", "project", "asked"),
    [("Hva nå?", "Kafé", "Hva nå?"), ("", "Kafé", "Kafé"), ("", "", "Hva skal til?")],
)
def test_a_blank_page_asks_what_the_table_works_with(
    client: Client, own: str, project: str, asked: str
) -> None:
    event, (one,), _user = make_day_today(6)
    Event.objects.filter(pk=event.pk).update(guiding_question="Hva skal til?")
    WorkshopRound.objects.filter(pk=one.pk).update(question=own)
    if project:
        row = Project.objects.create(day=one.day, number=1, title=project)
        ProjectTable.objects.create(round=one, number=1, project=row)

    page = client.get(reverse("workshops:table_notes", args=[table_token(one.pk, 1)]))

    assert page.context["form"]["question"].value() == asked


def test_two_phones_lose_nothing(client: Client) -> None:
    _event, (one,), _user = make_day_today(12)
    url = reverse("workshops:table_notes", args=[table_token(one.pk, 1)])
    client.post(url, TYPED)

    page = client.post(url, TYPED | {"point_1": "Penger"})
    kept = TableNotes.objects.get().point_1
    again = client.post(url, TYPED | {"point_1": "Tid og penger", "version": "1"})

    assert all(word in page.content.decode() for word in ("Penger", "Tid", 'value="1"'))
    assert (kept, again.status_code) == ("Tid", 302)
    assert TableNotes.objects.get().point_1 == "Tid og penger"


def test_sending_the_same_twice_is_harmless() -> None:
    _event, (one,), _user = make_day_today(6)
    text = NotesText(point_1="Tid")

    for _ in range(2):
        write_notes(round_=one, number=1, text=text, version=0, by=None, now=NOW)

    assert TableNotes.objects.get().version == 1
    with pytest.raises(NotesChangedError):
        write_notes(round_=one, number=1, text=NotesText(), version=0, by=None, now=NOW)


@pytest.mark.parametrize("days", [-2, 1])
def test_the_link_writes_only_on_the_day_and_the_day_after(client: Client, days: int) -> None:
    event, (one,), _user = make_day_today(6)
    move_day(event, days)

    answer = client.post(reverse("workshops:table_notes", args=[table_token(one.pk, 1)]), TYPED)

    assert answer.status_code == 200
    assert not TableNotes.objects.exists()


@pytest.mark.parametrize("token", ["x", "1-1.abc", "1.1.1"])
def test_a_token_that_is_not_ours_is_a_404(client: Client, token: str) -> None:
    assert client.get(reverse("workshops:table_notes", args=[token])).status_code == 404


def test_a_table_that_is_not_there_is_a_404(client: Client) -> None:
    _event, (one,), user = make_day_today(6)
    client.force_login(user)

    link = client.get(reverse("workshops:table_notes", args=[table_token(one.pk, 99)]))
    form = client.get(reverse("workshops:notes_edit", args=[one.event.pk, one.pk, 99]))

    assert (link.status_code, form.status_code) == (404, 404)


def write(one: WorkshopRound, number: int, point: str) -> None:
    text = NotesText(point_1=point)
    write_notes(round_=one, number=number, text=text, version=0, by=None, now=NOW)


def test_people_read_their_own_table_until_the_day_is_shared() -> None:
    event, (one,), user = make_day_today(12)
    write(one, 1, "Fra bord 1")
    write(one, 2, "Fra bord 2")
    registration = next(r for r in Registration.objects.all() if seat_of(r, one) == 1)

    alone = [notes.point_1 for _day, rounds in notes_for(registration) for notes in rounds[0].notes]
    share_notes(day=first_day(event), by=user, now=NOW)
    shared = [notes.point_1 for _day, rounds in notes_for(registration) for notes in rounds[0].notes]
    unshare_notes(day=first_day(event), by=user)

    assert (alone, shared) == (["Fra bord 1"], ["Fra bord 1", "Fra bord 2"])
    assert len(notes_for(registration)[0][1][0].notes) == 1
    assert set(Entry.objects.values_list("verb", flat=True)) >= {"notes.shared", "notes.unshared"}


def test_own_page_leads_to_the_notes(client: Client) -> None:
    _event, (one,), _user = make_day_today(6)
    registration = Registration.objects.all()[0]
    write(one, 1, "Tid")

    page = client.get(own_url(registration), follow=True).content.decode()
    notes = client.get(reverse("workshops:own_notes", args=[registration.pk]))

    assert reverse("workshops:own_notes", args=[registration.pk]) in page
    assert "Tid" in notes.content.decode()


def test_notes_of_others_stay_closed_without_the_own_link(client: Client) -> None:
    _event, (one,), _user = make_day_today(6)
    write(one, 1, "Tid")

    answer = client.get(reverse("workshops:own_notes", args=[Registration.objects.all()[0].pk]))

    assert answer.status_code == 404


def test_facilitator_writes_reads_and_prints(client: Client) -> None:
    event, (one,), user = make_day_today(12)
    client.force_login(user)

    client.post(reverse("workshops:notes_edit", args=[event.pk, one.pk, 1]), TYPED)
    page = client.get(reverse("workshops:notes", args=[event.pk, first_day(event).pk])).content.decode()
    cards = client.get(reverse("workshops:table_cards", args=[event.pk, one.pk])).content.decode()

    assert "Hva hindrer oss?" in page
    assert cards.count("data:image/svg+xml") == 2


def names_of(event: Event, round_pk: int) -> dict[str, str]:
    day = first_day(event).pk
    return {
        "share": reverse("workshops:notes_share", args=[event.pk, day]),
        "unshare": reverse("workshops:notes_unshare", args=[event.pk, day]),
        "edit": reverse("workshops:notes_edit", args=[event.pk, round_pk, 1]),
    }


@pytest.mark.parametrize("name", ["share", "unshare", "edit"])
def test_strangers_and_readers_may_not_change_notes(client: Client, name: str) -> None:
    event, (one,), _user = make_day_today(6)
    url = names_of(event, one.pk)[name]

    client.force_login(stranger(event))
    foreign = client.post(url).status_code
    client.force_login(make_role(RoleKind.WORKING_GROUP_MEMBER, event.region).user)

    assert (foreign, client.post(url).status_code) == (404, 403)


def test_notes_go_twelve_months_after_the_event() -> None:
    _event, (one,), _user = make_day_today(6)
    write(one, 1, "Tid")
    later = timezone.now() + timedelta(days=365)

    kept = forget_notes(now=later - timedelta(days=1))
    gone = forget_notes(now=later + timedelta(days=1))

    assert (kept, gone) == (0, 1)


def test_one_row_for_each_table() -> None:
    _event, (one,), _user = make_day_today(6)
    write(one, 1, "Tid")

    with pytest.raises(IntegrityError), transaction.atomic():
        TableNotes.objects.create(round=one, number=1, changed_at=NOW)
