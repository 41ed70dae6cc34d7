"""Two facilitators press at the same moment: both moves stand, or the second is told kindly."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone

from inkludering.accounts.models import User
from inkludering.errors import DomainError
from tests.workshops.rooms import groups_of, make_event_with_room
from workshops import services
from workshops.models import Seat, Step, WorkshopRound
from workshops.services import changing

pytestmark = [pytest.mark.serial, pytest.mark.django_db(transaction=True)]


def make_room() -> tuple[WorkshopRound, User]:
    _event, (one,), user = make_event_with_room(18, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    one.refresh_from_db()
    return one, user


def at_once(*jobs: Callable[[], object]) -> list[str]:
    """How each of them ended: ``done``, ``refused`` or the name of an error nobody should see."""
    ready, ends = threading.Barrier(len(jobs)), []

    def work(job: Callable[[], object]) -> None:
        close_old_connections()
        ready.wait()
        try:
            job()
            ends.append("done")
        except DomainError:
            ends.append("refused")
        except Exception as error:  # noqa: BLE001  # the control shows which
            ends.append(type(error).__name__)
        connection.close()

    threads = [threading.Thread(target=work, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def move_two(one: WorkshopRound, user: User, *, same: bool) -> list[str]:
    seats = list(Seat.objects.filter(round=one, group__number=1).order_by("pk")[:2])
    first, second = seats[0], seats[0] if same else seats[1]
    return at_once(
        lambda: services.move(seat=first, to_group=2, by=user, seen=one.version),
        lambda: services.move(seat=second, to_group=3, by=user, seen=one.version),
    )


def test_moves_of_two_people_at_the_same_moment_both_stand() -> None:
    one, user = make_room()

    assert move_two(one, user, same=False) == ["done", "done"]
    assert sorted(map(len, groups_of(one))) == [4, 7, 7]


def test_of_two_moves_of_one_person_the_second_is_refused() -> None:
    one, user = make_room()

    assert move_two(one, user, same=True) == ["done", "refused"]
    assert Step.objects.filter(change__version__gt=one.version).count() == 1


def test_without_the_lock_two_moves_collide(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the round is read without its lock, with time to look before either writes."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time, whatever is locked")
    one, user = make_room()

    def unlocked(round_: WorkshopRound) -> WorkshopRound:
        found = WorkshopRound.objects.get(pk=round_.pk)
        time.sleep(0.5)
        return found

    monkeypatch.setattr(changing, "lock_round", unlocked)

    assert move_two(one, user, same=False) == ["IntegrityError", "done"]
