"""Two people save at once: the row lock decides, and nobody overwrites what they never saw."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from events.models import Event, ProgrammeItem
from events.services import StaleError, add_item, edit_event
from events.services.touching import lock_event
from tests.events.planning import NOW, first_day, make_draft

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.serial]

WAIT = 20


def run_together(jobs: list[Callable[[], object]]) -> list[object]:
    """Each job in a thread of its own, started at once; what it returned, or the error it raised."""
    gate, answers = threading.Barrier(len(jobs)), list[object]([None] * len(jobs))

    def run(number: int) -> None:
        try:
            gate.wait(WAIT)
            answers[number] = jobs[number]()
        except Exception as error:  # noqa: BLE001  # the test looks at it
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    return answers


@pytest.mark.bothdb
def test_of_two_saves_of_one_version_only_one_is_written() -> None:
    event = make_draft()

    def save(text: str) -> Callable[[], object]:
        return lambda: edit_event(event=event, by=None, now=NOW, version=event.version, subtitle=text)

    answers = run_together([save("En"), save("To"), save("Tre")])

    assert sum(isinstance(answer, StaleError) for answer in answers) == 2
    assert Event.objects.get().version == event.version + 1


def test_without_the_lock_a_version_is_lost() -> None:
    """The control, on PostgreSQL: the same work without a lock counts wrong."""
    event, both_read = make_draft(), threading.Barrier(2)

    def save() -> None:
        with transaction.atomic():
            stale = Event.objects.get(pk=event.pk)
            both_read.wait(WAIT)
            stale.version += 1
            stale.save(update_fields=["version"])

    run_together([save, save])

    assert Event.objects.get().version == event.version + 1


@pytest.mark.bothdb
def test_with_the_lock_every_version_is_counted() -> None:
    event = make_draft()

    def save() -> None:
        with transaction.atomic():
            locked = lock_event(event)
            locked.version += 1
            locked.save(update_fields=["version"])

    run_together([save] * 4)

    assert Event.objects.get().version == event.version + 4


@pytest.mark.bothdb
def test_items_added_at_once_all_find_a_place_of_their_own() -> None:
    day = first_day(make_draft())

    answers = run_together(
        [lambda: add_item(day=day, by=None, now=NOW, title="Innlegg", kind="talk") for _number in range(4)]
    )

    assert [type(answer) for answer in answers] == [ProgrammeItem] * 4
    places = ProgrammeItem.objects.order_by("position").values_list("position", flat=True)
    assert list(places) == [0, 1, 2, 3]
