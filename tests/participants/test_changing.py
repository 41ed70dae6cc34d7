"""What somebody changes behind the own link is held against the limits, and against a place that has
changed hands: also when two do it at once."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from events.models import Event
from inkludering.errors import DomainError
from participants import services
from participants.models import Quota, QuotaKind, Registration, RegistrationStatus
from participants.services.asking import asked_of
from participants.services.erasing import erase
from participants.services.extra_answers import Extras
from participants.services.handing_over import hand_over
from participants.services.needs import keep_needs
from tests.factories import make_registration, make_user
from tests.participants.answers import make_answers
from tests.participants.forms import filled_in
from tests.participants.test_more import make_asking
from tests.participants.test_offer_races import unlocked
from tests.participants.test_own_more import opened
from tests.participants.test_races import in_threads

NOW = timezone.now()
OLA = make_answers(first_name="Ola", last_name="Ås", email="ola@example.org")
IDA = make_answers(first_name="Ida", last_name="Moe", email="ida@example.org")


def make_limited(seats: int = 1, kind: str = QuotaKind.SECTOR, value: str = "private") -> Event:
    """At most so many of one sector or country."""
    event = make_asking(asks_country=kind == QuotaKind.COUNTRY)
    Quota.objects.create(event=event, kind=kind, value=value, seats=seats)
    return event


def to_sector(sector: str, registration: Registration) -> str:
    """Change it; returns the sector that stands then."""
    with suppress(DomainError):
        services.change(registration=registration, answers=make_answers(sector=sector), now=NOW)
    return str(Registration.objects.get(pk=registration.pk).sector)


@pytest.mark.django_db
def test_sector_that_is_full_is_refused_and_the_form_says_so(client: Client) -> None:
    event = make_limited()
    make_registration(event, sector="private")
    mine = make_registration(event, sector="public")
    sent = filled_in(3, language="nb", sector="private")

    answer = client.post(opened(client, mine, "endre/"), sent)

    assert answer.status_code == 200
    assert str(sent["last_name"]) in answer.content.decode()
    mine.refresh_from_db()
    assert mine.sector == "public"


@pytest.mark.django_db
def test_country_that_is_full_is_refused_and_nothing_is_written() -> None:
    event = make_limited(kind=QuotaKind.COUNTRY, value="SE")
    make_registration(event, country="SE")
    mine = make_registration(event, country="NO", first_name="Kari")
    answers, extras = make_answers(first_name="Kjersti"), Extras(country="SE")

    with pytest.raises(DomainError):
        services.change(registration=mine, answers=answers, extras=extras, asked=asked_of(event), now=NOW)

    mine.refresh_from_db()
    assert (mine.country, mine.first_name) == ("NO", "Kari")


@pytest.mark.django_db
def test_whoever_has_no_seat_may_change_to_a_full_sector_and_staff_may_always() -> None:
    event = make_limited()
    make_registration(event, sector="private")
    waits = make_registration(event, sector="public", status="waiting", position=1)
    sits = make_registration(event, sector="public")

    moved = to_sector("private", waits)  # before anybody's change offers a seat: by day that is at once
    services.change(registration=sits, answers=make_answers(sector="private"), now=NOW, by=make_user())

    assert moved == "private"
    assert Registration.objects.get(pk=sits.pk).sector == "private"


@pytest.mark.django_db
def test_leaving_a_full_sector_lets_in_the_next_of_it() -> None:
    event = make_limited()
    event.sign_up.offers_seats = False
    event.sign_up.save()
    mine = make_registration(event, sector="private")
    waits = make_registration(event, sector="private", status="waiting", position=1)

    to_sector("public", mine)

    assert Registration.objects.get(pk=waits.pk).status == RegistrationStatus.CONFIRMED


@pytest.mark.django_db
def test_seat_goes_to_nobody_of_a_sector_that_is_full() -> None:
    event = make_limited()
    make_registration(event, sector="private")
    mine = make_registration(event, sector="public", first_name="Kari")

    with pytest.raises(DomainError):
        hand_over(registration=mine, answers=replace(OLA, sector="private"), now=NOW)

    assert Registration.objects.get(pk=mine.pk).first_name == "Kari"


@pytest.mark.django_db
def test_page_left_open_changes_nothing_of_whoever_has_the_place_now() -> None:
    mine = make_registration(make_asking())
    hand_over(registration=mine, answers=OLA, now=NOW)

    for verb in (
        partial(services.change, answers=IDA),
        partial(services.cancel),
        partial(hand_over, answers=IDA),
        partial(keep_needs, wanted=[]),
    ):
        with pytest.raises(DomainError):
            verb(registration=mine, now=NOW)
    erase(registration=mine, now=NOW)

    now = Registration.objects.get()
    assert (now.name, now.status, now.link_version) == ("Ola Ås", "confirmed", 2)


def rush_into_one_seat() -> int:
    """Eight with a seat want into a sector that has one left; returns how many are there then."""
    event = make_limited()
    people = [make_registration(event, sector="public") for _ in range(8)]
    in_threads([partial(to_sector, "private", one) for one in people])
    return event.registrations.filter(sector="private").count()


def passed_on(registration: Registration) -> list[str]:
    """Give the place to two at once; returns who was told yes."""
    told: list[str] = []

    def give(to: services.Answers) -> None:
        try:
            hand_over(registration=registration, answers=to, now=NOW)
        except (DomainError, IntegrityError):
            return
        told.append(to.first_name)

    in_threads([partial(give, to) for to in (OLA, IDA)])
    return told


@pytest.mark.serial
@pytest.mark.bothdb
@pytest.mark.django_db(transaction=True)
def test_one_seat_in_a_sector_is_changed_into_once() -> None:
    assert rush_into_one_seat() == 1


@pytest.mark.serial
@pytest.mark.bothdb
@pytest.mark.django_db(transaction=True)
def test_place_given_to_two_at_once_is_one_persons() -> None:
    mine = make_registration(make_asking())

    told = passed_on(mine)

    now = Registration.objects.get()
    assert ([now.first_name], now.link_version) == (told, 2)


@pytest.mark.serial
@pytest.mark.django_db(transaction=True)
def test_both_without_the_lock_go_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = make_registration(make_asking())

    with unlocked(monkeypatch):
        assert rush_into_one_seat() > 1
        assert len(passed_on(mine)) == 2


@pytest.mark.serial
@pytest.mark.bothdb
@pytest.mark.django_db(transaction=True)
def test_change_and_gift_at_once_never_mix_two_people() -> None:
    for _round in range(4):
        mine = make_registration(make_asking(), first_name="Kari")
        change: Callable[[], object] = partial(to_sector, "public", mine)
        in_threads([change, partial(hand_over, registration=mine, answers=OLA, now=NOW), change])

        now = Registration.objects.get(pk=mine.pk)
        assert (now.name, now.participant.email, now.link_version) == ("Ola Ås", "ola@example.org", 2)
