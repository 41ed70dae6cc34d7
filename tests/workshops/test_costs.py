"""What a move costs is said before it is made, and why the tables are not better."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from participants.models import Registration
from regions.models import Sector
from tests.workshops.rooms import check_in, make_event_with_room, make_rounds
from workshops import services
from workshops.board import read_board
from workshops.costs import Cost, Costs
from workshops.mending import measured
from workshops.models import Coach, Seat, WorkshopGroup, WorkshopRound
from workshops.room import read_tables
from workshops.words import comes_to

pytestmark = pytest.mark.django_db
PLAIN = {"sector": Sector.PUBLIC, "organisation_name": ""}


def seat(round_: WorkshopRound, *tables: list[Registration]) -> WorkshopRound:
    """Seat these people at tables 1, 2, …"""
    for number, people in enumerate(tables, 1):
        group = WorkshopGroup.objects.create(round=round_, number=number)
        Seat.objects.bulk_create(Seat(round=round_, group=group, registration=row) for row in people)
    round_.made_at = timezone.now()
    round_.save()
    return round_


def cost(round_: WorkshopRound, who: Registration, table: int) -> Cost:
    with override("en"):
        (found,) = [one for one in Costs(read_tables(round_)).of(who.pk) if one.table == table]
    return found


def test_a_table_with_a_colleague_says_so() -> None:
    event, (one,), _user = make_event_with_room(0, None)
    people = check_in(event, 10)
    Registration.objects.update(**PLAIN)
    ours = [people[0].pk, people[9].pk]
    Registration.objects.filter(pk__in=ours).update(organisation_name="Elvestad kommune")
    seat(one, people[:5], people[5:])

    found = cost(one, people[0], 2)

    assert "2 people from Elvestad kommune at one table" in found.losses


def test_a_table_with_somebody_met_before_says_so() -> None:
    event, (one, two), _user = make_event_with_room(0, None, None)
    people = check_in(event, 10)
    Registration.objects.update(**PLAIN)
    seat(one, people[:5], people[5:])
    seat(two, [people[0], *people[5:9]], [*people[1:5], people[9]])

    found = cost(two, people[0], 2)

    assert "4 pairs meet again" in found.losses


def test_the_first_of_a_sector_is_a_gain_and_a_small_table_left_behind_a_loss() -> None:
    event, (one,), _user = make_event_with_room(0, None)
    people = check_in(event, 9)
    Registration.objects.update(**PLAIN)
    Registration.objects.filter(pk=people[0].pk).update(sector=Sector.ACADEMIA)
    seat(one, people[:4], people[4:])

    found = cost(one, people[0], 2)

    assert found.gains == ["the first from Academia and education at table 2"] or len(found.gains) == 1
    assert "3 people left at table 1" in found.losses


def test_the_cheapest_table_is_marked_and_a_locked_one_is_not_offered() -> None:
    _event, (one,), user = make_event_with_room(30, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    services.lock_table(round_=one, table=3, locked=True, by=user)
    who = Seat.objects.filter(round=one, group__number=1)[0].registration_id

    found = Costs(read_tables(one)).of(who)

    assert [row.table for row in found] == [2, 4, 5]
    lowest = min(row.price for row in found)
    assert [row.is_best for row in found] == [row.price == lowest for row in found]


def test_unavoidable_repeats_are_explained_with_the_numbers() -> None:
    event, (one,), user = make_event_with_room(24, None)
    one.delete()
    rounds = make_rounds(event, None, None, None)
    for round_ in rounds:
        services.make_groups(round_=round_, by=user, now=timezone.now())

    with override("en"):
        quality = read_board(rounds[-1]).quality

    assert quality is not None
    repeats = quality.facts[0]
    assert (repeats.label, repeats.proof) == ("pairs meet again", "proven best")
    assert any("24 people in 4 groups of 6 cannot avoid" in reason for reason in quality.reasons)


def test_uneven_tables_claim_no_proof() -> None:
    _event, (one,), user = make_event_with_room(24, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    for row in Seat.objects.filter(round=one, group__number=1)[:2]:
        services.move(seat=row, to_group=2, by=user)

    quality = read_board(WorkshopRound.objects.get()).quality

    assert quality is not None
    assert {fact.proof for fact in quality.facts} == {""}
    assert (quality.reasons, quality.lead.isdigit() or len(quality.lead.split())) == ([], 1)


def test_a_table_that_would_lose_its_coach_says_so() -> None:
    event, (one,), _user = make_event_with_room(0, None)
    people = check_in(event, 10)
    Registration.objects.update(**PLAIN)
    Coach.objects.create(day=one.day, registration=people[0])
    seat(one, people[:5], people[5:])

    found = cost(one, people[0], 2)

    assert "no coach left at table 1" in found.losses
    assert "a coach for table 2" in found.gains


def test_tables_without_a_shared_language_or_a_coach_are_named() -> None:
    event, (one,), _user = make_event_with_room(0, None)
    people = check_in(event, 10)
    Registration.objects.filter(pk=people[7].pk).update(first_name="Oksana", working_languages=["uk"])
    Coach.objects.create(day=one.day, registration=people[0])
    seat(one, people[:5], people[5:])

    with override("en"):
        quality = read_board(one).quality

    assert quality is not None
    assert quality.reasons[:2] == [
        "At table 2, Oksana and the others share no language.",
        "Table 2 has no coach.",
    ]


def test_what_a_repair_comes_to_counts_those_who_share_no_language() -> None:
    event, (one,), _user = make_event_with_room(0, None)
    people = check_in(event, 10)
    Registration.objects.filter(pk=people[7].pk).update(working_languages=["uk"])
    seat(one, people[:5], people[5:])
    tables = read_tables(one)

    with override("en"):
        lines = comes_to(measured(tables, tables.seated))

    assert lines[3:] == ["1 person shares no language with their table"]
