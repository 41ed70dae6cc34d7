"""What the programme check says, and what type a title has."""

from datetime import time

import pytest

from events.models import Event, EventDay
from events.rules import durations, longest_sitting
from events.services import Row, add_appearance, add_item, programme_check, save_table
from events.services.guessing import guess_kind
from events.services.pasting import read_lines
from tests.events.planning import NOW, PROGRAMME_A, first_day, items_of, make_draft

pytestmark = pytest.mark.django_db


def make_programme_a() -> None:
    day = first_day(make_draft())
    rows = []
    for at, kind, title in PROGRAMME_A:
        digits = at.replace(".", "").replace(":", "")
        hour, minute = (digits[:2], digits[2:] or "0")
        rows.append(Row(title, time(int(hour), int(minute)), kind))
    save_table(day=day, rows=rows, by=None, now=NOW)


def hints_of_a() -> dict[str, list[str]]:
    hints = programme_check(Event.objects.get())
    return {kind: [hint.title for hint in hints if hint.kind == kind] for kind in ("warn", "tip", "ok")}


def test_programme_a_has_no_warnings() -> None:
    make_programme_a()

    hints = hints_of_a()

    assert hints["warn"] == []
    assert len(hints["tip"]) == 1
    assert "63" in hints["tip"][0]


def test_programme_a_sits_63_minutes_and_is_60_minutes_at_the_tables() -> None:
    make_programme_a()

    hints = hints_of_a()

    assert any("60" in title and "230" in title for title in hints["ok"])


def test_check_names_open_people_with_their_time() -> None:
    day = first_day(make_draft())
    item = add_item(day=day, by=None, now=NOW, title="Innlegg", kind="talk", starts_at=time(9, 10))
    add_appearance(item=item, by=None, now=NOW, shown_title="Daglig leder", status="tbc")

    hint = programme_check(Event.objects.get())[0]

    assert (hint.kind, "09" in hint.text and "10" in hint.text) == ("warn", True)


def test_check_asks_whether_a_speaker_stays() -> None:
    day = first_day(make_draft())
    add_item(day=day, by=None, now=NOW, title="Runde", kind="round", starts_at=time(10))
    item = add_item(day=day, by=None, now=NOW, title="Innlegg", kind="talk", starts_at=time(9))
    add_appearance(
        item=item, by=None, now=NOW, shown_title="Fylkespolitiker", status="confirmed", joins_workshop=False
    )

    tips = [hint.title for hint in programme_check(Event.objects.get()) if hint.kind == "tip"]

    assert any("Fylkespolitiker" in title for title in tips)


@pytest.mark.parametrize(("ends", "number"), [(time(9, 20), "10"), (time(9, 40), "10")])
def test_check_finds_gaps_and_overlaps(ends: time, number: str) -> None:
    day = first_day(make_draft())
    add_item(day=day, by=None, now=NOW, title="En", kind="talk", starts_at=time(9), ends_at=ends)
    add_item(day=day, by=None, now=NOW, title="To", kind="round", starts_at=time(9, 30))

    warnings = [hint for hint in programme_check(Event.objects.get()) if hint.kind == "warn"]

    assert [number in hint.title for hint in warnings] == [True]


def test_check_warns_of_more_than_75_minutes_without_a_break() -> None:
    day = first_day(make_draft())
    for at, kind in ((time(9), "talk"), (time(10, 16), "break"), (time(10, 30), "round")):
        add_item(day=day, by=None, now=NOW, title="Innlegg", kind=kind, starts_at=at)

    assert longest_sitting(items_of(day)) == (76, 76)
    assert any("76" in hint.title for hint in programme_check(Event.objects.get()) if hint.kind == "warn")


@pytest.mark.parametrize("frame", ["standard_morning", "conference", "two_days"])
def test_ready_frames_warn_of_open_speakers_only(frame: str) -> None:
    make_draft(frame)

    warnings = [hint for hint in programme_check(Event.objects.get()) if hint.kind == "warn"]

    assert len(warnings) == 1


def test_minutes_are_counted_day_by_day() -> None:
    make_draft("two_days")

    titles = [hint.title for hint in programme_check(Event.objects.get())]

    assert any("150" in title and "735" in title for title in titles)


def test_durations_come_from_the_next_start() -> None:
    make_programme_a()
    lasting = durations(items_of(EventDay.objects.get()))

    assert sorted(lasting.values()) == sorted([20, 5, 5, 8, 11, 11, 11, 11, 11, 17, 30, 30, 10, 10, 10, 30])


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("The doors open: coffee", "arrival"),
        ("Coffee", "break"),
        ("Lunch together", "meal"),
        ("Round 2: new tables", "round"),
        ("Panel: what now?", "panel"),
        ("Summary, and thank you for today", "summary"),
        ("How the shop learned to hire", "talk"),
    ],
)
def test_guess_kind_reads_the_title(title: str, kind: str) -> None:
    assert guess_kind(title) == kind


def test_guess_kind_of_a_sub_item_is_a_question() -> None:
    assert guess_kind("To the whole room", is_child=True) == "qa"


@pytest.mark.parametrize(
    "line", ["08.30 Velkommen", "0830 Velkommen", "kl. 8.30 – Velkommen", "8:30: Velkommen"]
)
def test_read_lines_accepts_the_usual_ways_to_write_a_time(line: str) -> None:
    assert [(read.starts_at, read.title) for read in read_lines(line)] == [(time(8, 30), "Velkommen")]


def test_read_lines_leaves_impossible_times_as_text() -> None:
    assert [(read.starts_at, read.title) for read in read_lines("9975 deltakere")] == [
        (None, "9975 deltakere")
    ]
