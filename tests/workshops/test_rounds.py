"""Setting up rounds, and what the database refuses."""

import pytest
from django.db import IntegrityError, transaction

from events.models import ItemKind
from inkludering.errors import DomainError
from tests.factories import make_item
from tests.workshops.rooms import first_day, make_event_with_room
from workshops import services
from workshops.models import RoundKind, Seat, WorkshopRound
from workshops.services.rounds import RoundSettings

pytestmark = pytest.mark.django_db


def test_rounds_from_programme_adds_each_item_once() -> None:
    event, _rounds, user = make_event_with_room(0)
    make_item(event, "10.00", ItemKind.ROUND, title="Runde 1: hindre")
    make_item(event, "10.30", ItemKind.ROUND, title="Workshop runde 2: muligheter, nye bord")
    make_item(event, "11.00", ItemKind.TALK)

    added = [services.rounds_from_programme(day=first_day(event), by=user) for _time in range(2)]

    assert added == [2, 0]
    titles = WorkshopRound.objects.order_by("number").values_list("number", "title")
    assert list(titles) == [(1, "Hindre"), (2, "Muligheter, nye bord")]


def test_return_to_a_return_goes_to_the_first_of_them() -> None:
    event, (one, back), user = make_event_with_room(0, None, 1)

    settings = RoundSettings(returns_to=back)
    added = services.add_round(day=first_day(event), settings=settings, by=user)

    assert (added.kind, added.returns_to) == (RoundKind.RETURN, one)


def test_round_never_goes_back_to_itself_or_a_later_one() -> None:
    _event, (one, two), user = make_event_with_room(0, None, None)

    for target in (one, two):
        with pytest.raises(DomainError):
            services.edit_round(round_=one, settings=RoundSettings(returns_to=target), by=user)


def test_round_that_another_goes_back_to_stays() -> None:
    _event, (one, _back), user = make_event_with_room(0, None, 1)

    with pytest.raises(DomainError):
        services.remove_round(round_=one, by=user)

    assert WorkshopRound.objects.filter(pk=one.pk).exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "dans"},
        {"kind": RoundKind.RETURN},
        {"group_size": 2},
        {"group_size": 13},
        {"number": 1},
    ],
)
def test_database_refuses_a_round_that_cannot_be(fields: dict[str, object]) -> None:
    event, _rounds, _user = make_event_with_room(0, None)

    with pytest.raises(IntegrityError), transaction.atomic():
        WorkshopRound.objects.create(**{"day": first_day(event), "number": 7} | fields)


def test_database_refuses_two_chairs_for_one_person() -> None:
    event, (one,), user = make_event_with_room(6, None)
    services.make_groups(round_=one, by=user, now=event.created_at)
    seat = Seat.objects.all()[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(round=one, group=seat.group, registration=seat.registration)
