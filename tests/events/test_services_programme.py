"""Writing, moving, shifting and undoing."""

from datetime import date, time

import pytest

from events.models import Event, EventDay, EventStatus, ProgrammeItem
from events.rules import durations
from events.services import (
    Row,
    add_appearance,
    add_child,
    add_item,
    edit_appearance,
    edit_item,
    move_appearance,
    move_item,
    paste_programme,
    remove_appearance,
    remove_item,
    save_table,
    shift_rest,
    undo,
)
from inkludering.errors import DomainError
from tests.events.planning import FRIDAY, NOW, first_day, items_of, make_draft, outline, when
from tests.factories import make_item, make_organisation, make_published_event

pytestmark = pytest.mark.django_db


def make_day(*lines: tuple[str, str]) -> EventDay:
    day = first_day(make_draft())
    rows = [Row(title, time.fromisoformat(at.replace(".", ":")), "talk") for at, title in lines]
    save_table(day=day, rows=rows, by=None, now=NOW)
    return day


def named(title: str) -> ProgrammeItem:
    return ProgrammeItem.objects.get(title=title)


def test_add_item_finds_its_place_in_time() -> None:
    day = make_day(("08.30", "Først"), ("10.00", "Sist"))

    add_item(day=day, by=None, now=NOW, title="Midt", starts_at=time(9))

    assert outline(day) == ["08.30 Først", "09.00 Midt", "10.00 Sist"]


def test_add_item_derives_when_the_day_begins_and_ends() -> None:
    day = make_day(("08.30", "Først"))

    add_item(day=day, by=None, now=NOW, title="Slutt", kind="closing", starts_at=time(12))

    event = Event.objects.get()
    assert (event.starts_at, event.ends_at) == (when(FRIDAY, "08.30"), when(FRIDAY, "12.00"))


def test_a_day_with_an_open_end_lasts_until_midnight() -> None:
    make_day(("08.30", "Først"), ("11.30", "Mat"))

    assert Event.objects.get().ends_at == when(FRIDAY, "23.59")


def test_the_doors_open_before_the_day_begins() -> None:
    day = make_day(("08.30", "Velkommen"))

    add_item(day=day, by=None, now=NOW, title="Kaffe", kind="arrival", starts_at=time(8, 10))

    assert Event.objects.get().starts_at == when(FRIDAY, "08.30")


def test_add_child_may_lack_a_time_and_lasts_nothing() -> None:
    day = make_day(("09.00", "Innlegg"), ("09.30", "Kaffe"))

    add_child(parent=named("Innlegg"), by=None, now=NOW, title="Spørsmål fra salen")

    assert outline(day) == ["09.00 Innlegg", "– Spørsmål fra salen", "09.30 Kaffe"]
    assert durations(items_of(day)) == {named("Innlegg").pk: 30}


def test_a_sub_item_has_no_sub_items() -> None:
    make_day(("09.00", "Innlegg"))
    child = add_child(parent=named("Innlegg"), by=None, now=NOW, title="Spørsmål")

    with pytest.raises(DomainError):
        add_child(parent=child, by=None, now=NOW, title="Dypere")


@pytest.mark.parametrize(("starts_at", "ends_at"), [(time(9), time(9)), (time(9), time(8)), (None, time(9))])
def test_add_item_refuses_a_span_that_is_none(starts_at: time | None, ends_at: time | None) -> None:
    with pytest.raises(DomainError):
        add_item(day=make_day(), by=None, now=NOW, title="Feil", starts_at=starts_at, ends_at=ends_at)


def test_add_item_refuses_a_time_that_comes_twice() -> None:
    day = first_day(make_draft(day=date(2027, 10, 31)))

    with pytest.raises(DomainError):
        add_item(day=day, by=None, now=NOW, title="Nattvakt", starts_at=time(2, 30))


def test_edit_item_writes_all_and_moves_in_time() -> None:
    day = make_day(("08.30", "Først"), ("10.00", "Sist"))

    edit_item(item=named("Først"), by=None, now=NOW, starts_at=time(11), title="Nå sist", language="sv")

    assert outline(day) == ["10.00 Sist", "11.00 Nå sist"]
    assert named("Nå sist").language == "sv"


def test_edit_item_to_another_day_takes_sub_items_along() -> None:
    event = make_draft("two_days")
    first, second = event.days.order_by("date")
    item = items_of(first)[2]
    child = add_child(parent=item, by=None, now=NOW, title="Spørsmål", starts_at=time(13, 40))

    edit_item(item=item, by=None, now=NOW, day=second, starts_at=time(10), title="Flyttet")

    child.refresh_from_db()
    assert (child.day, child.starts_at) == (second, when(second.date, "13.40"))
    assert "10.00 Flyttet" in outline(second)


def test_remove_item_takes_sub_items_and_undo_brings_all_back() -> None:
    day = make_day(("09.00", "Innlegg"), ("10.00", "Kaffe"))
    add_child(parent=named("Innlegg"), by=None, now=NOW, title="Spørsmål")
    add_appearance(item=named("Innlegg"), by=None, now=NOW, person_name="Kari Nordby")
    before = outline(day)

    step = remove_item(item=named("Innlegg"), by=None, now=NOW)
    assert outline(day) == ["10.00 Kaffe"]
    undo(step=step, by=None, now=NOW)

    assert outline(day) == before
    assert named("Innlegg").appearances.get().person_name == "Kari Nordby"


def test_undo_refuses_when_somebody_changed_the_event_since() -> None:
    day = make_day(("09.00", "Innlegg"), ("10.00", "Kaffe"))
    step = remove_item(item=named("Innlegg"), by=None, now=NOW)
    add_item(day=day, by=None, now=NOW, title="Nytt")

    with pytest.raises(DomainError):
        undo(step=step, by=None, now=NOW)


def test_remove_item_keeps_the_last_time_of_a_published_day() -> None:
    event = make_published_event()
    item = make_item(event)

    with pytest.raises(DomainError):
        remove_item(item=item, by=None, now=NOW)

    assert (ProgrammeItem.objects.count(), Event.objects.get().status) == (1, EventStatus.PUBLISHED)


def test_move_item_exchanges_lengths_within_the_same_span() -> None:
    day = make_day(("09.00", "Kort"), ("09.10", "Lang"), ("10.00", "Kaffe"))

    move_item(item=named("Kort"), up=False, by=None, now=NOW)

    assert outline(day) == ["09.00 Lang", "09.50 Kort", "10.00 Kaffe"]


def test_move_item_takes_sub_items_along() -> None:
    day = make_day(("09.00", "En"), ("09.30", "To"), ("10.00", "Kaffe"))
    add_child(parent=named("En"), by=None, now=NOW, title="Spørsmål", starts_at=time(9, 20))

    move_item(item=named("To"), up=True, by=None, now=NOW)

    assert outline(day) == ["09.00 To", "09.30 En", "– Spørsmål", "10.00 Kaffe"]
    assert named("Spørsmål").starts_at == when(FRIDAY, "09.50")


def test_move_item_with_an_open_end_exchanges_the_times() -> None:
    day = make_day(("11.30", "Lunsj"), ("12.00", "Takk"))

    move_item(item=named("Takk"), up=True, by=None, now=NOW)

    assert outline(day) == ["11.30 Takk", "12.00 Lunsj"]


def test_move_item_at_the_edge_changes_nothing() -> None:
    day = make_day(("09.00", "En"), ("10.00", "To"))
    version = Event.objects.get().version

    assert move_item(item=named("En"), up=True, by=None, now=NOW) is None
    assert (outline(day), Event.objects.get().version) == (["09.00 En", "10.00 To"], version)


def test_move_item_then_undo_is_as_before() -> None:
    day = make_day(("09.00", "Kort"), ("09.10", "Lang"), ("10.00", "Kaffe"))
    before = outline(day)

    step = move_item(item=named("Lang"), up=True, by=None, now=NOW)
    assert step is not None
    undo(step=step, by=None, now=NOW)

    assert outline(day) == before


def test_move_sub_item_stays_within_its_parent() -> None:
    day = make_day(("09.00", "Innlegg"), ("10.00", "Kaffe"))
    for title in ("En", "To"):
        add_child(parent=named("Innlegg"), by=None, now=NOW, title=title)

    move_item(item=named("To"), up=True, by=None, now=NOW)
    move_item(item=named("To"), up=True, by=None, now=NOW)

    assert outline(day) == ["09.00 Innlegg", "– To", "– En", "10.00 Kaffe"]


def test_shift_rest_moves_the_item_and_all_after_it() -> None:
    day = make_day(("09.00", "En"), ("09.30", "To"), ("10.00", "Kaffe"))

    moved = shift_rest(item=named("To"), minutes=10, by=None, now=NOW)

    assert (moved, outline(day)) == (2, ["09.00 En", "09.40 To", "10.10 Kaffe"])


@pytest.mark.parametrize("minutes", [0, -31, 15 * 60, 721])
def test_shift_rest_refuses_what_breaks_the_day(minutes: int) -> None:
    day = make_day(("09.00", "En"), ("09.30", "To"))

    with pytest.raises(DomainError):
        shift_rest(item=named("To"), minutes=minutes, by=None, now=NOW)

    assert outline(day) == ["09.00 En", "09.30 To"]


def test_save_table_that_says_nothing_new_keeps_the_version() -> None:
    day = make_day(("09.00", "En"))
    version = Event.objects.get().version

    save_table(day=day, rows=[Row("En", time(9), "talk", id=named("En").pk)], by=None, now=NOW)

    assert Event.objects.get().version == version


def test_save_table_moves_a_written_end_along() -> None:
    day = make_day()
    item = add_item(day=day, by=None, now=NOW, title="En", starts_at=time(9), ends_at=time(9, 20))

    save_table(day=day, rows=[Row("En", time(10), "talk", id=item.pk)], by=None, now=NOW)

    item.refresh_from_db()
    assert item.ends_at == when(FRIDAY, "10.20")


def test_save_table_refuses_a_line_of_another_day() -> None:
    other = items_of(first_day(make_draft("standard_morning")))[0]

    with pytest.raises(DomainError):
        save_table(day=make_day(), rows=[Row("Stjålet", id=other.pk)], by=None, now=NOW)

    other.refresh_from_db()
    assert other.title != "Stjålet"


def test_paste_programme_reads_times_and_sub_items() -> None:
    day = make_day()
    text = "kl. 09.00 Velkommen\n0910-0940 Metoder\n - Spørsmål fra møteleder\n\n10:15: Pause"

    paste_programme(day=day, text=text, by=None, now=NOW)

    assert outline(day) == ["09.00 Velkommen", "09.10 Metoder", "– Spørsmål fra møteleder", "10.15 Pause"]
    assert named("Metoder").ends_at == when(FRIDAY, "09.40")


def test_appearances_keep_their_order() -> None:
    make_day(("09.00", "Panel"))
    item = named("Panel")
    people = [add_appearance(item=item, by=None, now=NOW, person_name=name) for name in ("Åse", "Bo", "Siri")]

    move_appearance(appearance=people[2], up=True, by=None, now=NOW)
    remove_appearance(appearance=people[0], by=None, now=NOW)

    names = item.appearances.order_by("position").values_list("person_name", flat=True)
    assert list(names) == ["Siri", "Bo"]


def test_appearance_needs_somebody() -> None:
    make_day(("09.00", "Panel"))

    with pytest.raises(DomainError):
        add_appearance(item=named("Panel"), by=None, now=NOW)


def test_appearance_without_a_name_becomes_a_person() -> None:
    make_day(("09.00", "Panel"))
    open_seat = add_appearance(
        item=named("Panel"), by=None, now=NOW, organisation=make_organisation(), status="tbn"
    )

    with pytest.raises(DomainError):
        edit_appearance(appearance=open_seat, by=None, now=NOW, person_name="Kari Nordby")
    edit_appearance(appearance=open_seat, by=None, now=NOW, person_name="Kari Nordby", status="confirmed")

    open_seat.refresh_from_db()
    assert (open_seat.person_name, open_seat.status) == ("Kari Nordby", "confirmed")
