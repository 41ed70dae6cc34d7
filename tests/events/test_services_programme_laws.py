"""What must hold for every programme (Hypothesis)."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events import rules
from events.models import Event, EventDay, ItemKind, ProgrammeItem
from events.services import Row, move_item, save_table, shift_rest, undo
from inkludering.dates import local
from inkludering.errors import DomainError
from tests.events.planning import FRIDAY, NOW, first_day, items_of, make_draft

few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ANY_TIME = st.times(time(6), time(20)).map(lambda at: at.replace(second=0, microsecond=0))
clock_times = st.one_of(st.none(), ANY_TIME)
tables = st.lists(
    st.builds(Row, title=st.sampled_from(["Velkommen", "Kaffe", "Innlegg"]), starts_at=clock_times,
              kind=st.sampled_from(ItemKind.values)),
    min_size=1, max_size=8,
)  # fmt: skip


def unsaved(starts: list[int | None], *, children: bool = False) -> list[ProgrammeItem]:
    """Items with made-up ids; starts in minutes after six."""
    six = datetime(FRIDAY.year, FRIDAY.month, FRIDAY.day, 6, tzinfo=UTC)
    items: list[ProgrammeItem] = []
    for number, minutes in enumerate(starts):
        begins = None if minutes is None else six + timedelta(minutes=minutes)
        parent = items[-1].parent_id or items[-1].pk if children and number % 3 == 2 else None
        item = ProgrammeItem(pk=number + 1, position=number, kind="talk", starts_at=begins, parent_id=parent)
        items.append(item)
    return items


starts = st.lists(st.one_of(st.none(), st.integers(0, 800)), max_size=12)


@given(starts)
def test_durations_are_positive_and_never_pass_the_next_start(minutes: list[int | None]) -> None:
    items = rules.in_time_order(unsaved(minutes))
    for number, item in enumerate(items):
        item.position = number

    lasting = rules.durations(items)

    timed = sorted(at for at in minutes if at is not None)
    assert all(length > 0 for length in lasting.values())
    assert sum(lasting.values()) == (timed[-1] - timed[0] if timed else 0)


@given(starts)
def test_time_order_keeps_everything_and_is_stable(minutes: list[int | None]) -> None:
    items = unsaved(minutes, children=True)

    once = rules.in_time_order(items)
    for number, item in enumerate(once):
        item.position = number
    twice = rules.in_time_order(once)

    assert [item.pk for item in once] == [item.pk for item in twice]
    assert sorted(item.pk for item in once) == [item.pk for item in items]


@given(starts)
def test_the_day_never_ends_before_its_last_start(minutes: list[int | None]) -> None:
    items = unsaved(minutes)

    end = rules.day_end(FRIDAY, items, Event().zone)

    assert all(item.starts_at is None or item.starts_at <= end for item in items)


def as_rows(day: EventDay) -> list[Row]:
    return [
        Row(item.title, local(item.starts_at).time() if item.starts_at else None, item.kind, id=item.pk)
        for item in items_of(day)
    ]


def picture(day: EventDay) -> list[tuple[object, ...]]:
    return [(item.pk, item.position, item.starts_at, item.ends_at, item.title) for item in items_of(day)]


@pytest.mark.django_db
@few
@given(tables)
def test_save_table_is_idempotent(rows: list[Row]) -> None:
    day = first_day(make_draft())
    save_table(day=day, rows=rows, by=None, now=NOW)
    before, version = picture(day), Event.objects.get(pk=day.event_id).version

    save_table(day=day, rows=as_rows(day), by=None, now=NOW)

    assert picture(day) == before
    assert Event.objects.get(pk=day.event_id).version == version


@pytest.mark.django_db
@few
@given(tables, st.integers(0, 7), st.integers(-300, 300))
def test_shift_keeps_order_and_lengths_of_what_moves(rows: list[Row], index: int, minutes: int) -> None:
    day = first_day(make_draft())
    save_table(day=day, rows=rows, by=None, now=NOW)
    items = items_of(day)
    item = items[index % len(items)]
    rest = items[items.index(item) :]
    lengths = rules.durations(rest)

    try:
        shift_rest(item=item, minutes=minutes, by=None, now=NOW)
    except DomainError:
        assert [one.starts_at for one in items_of(day)] == [one.starts_at for one in items]
        return

    after = items_of(day)
    assert [one.pk for one in after] == [one.pk for one in items]
    assert rules.durations(after[items.index(item) :]) == lengths


@pytest.mark.django_db
@few
@given(tables, st.integers(0, 7), st.booleans())
def test_move_keeps_the_span_and_undo_is_exact(rows: list[Row], index: int, up: bool) -> None:
    day = first_day(make_draft())
    save_table(day=day, rows=rows, by=None, now=NOW)
    before = picture(day)
    items = items_of(day)

    step = move_item(item=items[index % len(items)], up=up, by=None, now=NOW)

    timed = [one.starts_at for one in items_of(day) if one.starts_at]
    assert timed == sorted(timed)
    assert timed[:1] == [one.starts_at for one in items if one.starts_at][:1]
    if step:
        undo(step=step, by=None, now=NOW)
    assert picture(day) == before
