"""Who sits together and apart, and who has sat together before."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inkludering.dates import local
from inkludering.errors import DomainError
from participants.models import Registration
from tests.workshops.rooms import check_in, first_day, groups_of, make_event_with_room
from workshops import services
from workshops.models import PastPair, Tie, TieKind
from workshops.past import known_pairs, pair_key
from workshops.room import read_tables

pytestmark = pytest.mark.django_db
TODAY = local(timezone.now()).date()


def test_ties_hold_in_every_mix() -> None:
    event, (one,), user = make_event_with_room(24, None)
    a, b, c = Registration.objects.order_by("pk")[:3]
    day = first_day(event)
    services.tie(day=day, kind=TieKind.TOGETHER, one=a, other=b, by=user)
    services.tie(day=day, kind=TieKind.APART, one=c, other=a, by=user)

    for seed in range(5):
        services.make_groups(round_=one, by=user, now=timezone.now(), seed=seed)

        (table,) = [group for group in groups_of(one) if a.pk in group]
        assert (b.pk in table, c.pk in table) == (True, False)


def test_a_contradiction_is_refused_with_the_smallest_set_of_names() -> None:
    event, (one,), user = make_event_with_room(24, None)
    a, b, c, d = Registration.objects.order_by("pk")[:4]
    day = first_day(event)
    for first, second in ((a, b), (b, c), (c, d)):
        services.tie(day=day, kind=TieKind.TOGETHER, one=first, other=second, by=user)

    with pytest.raises(DomainError) as at_once:
        services.tie(day=day, kind=TieKind.APART, one=a, other=c, by=user)
    Tie.objects.create(day=day, kind=TieKind.APART, one=a, other=c)
    with pytest.raises(DomainError) as at_the_draw:
        services.make_groups(round_=one, by=user, now=timezone.now())

    assert str(at_once.value) == str(at_the_draw.value)
    assert all(row.name in str(at_once.value) for row in (a, b, c))
    assert d.name not in str(at_once.value)


def test_the_page_refuses_a_contradiction_beside_the_field_and_keeps_nothing(client: Client) -> None:
    event, _rounds, user = make_event_with_room(3, None)
    a, b, c = Registration.objects.order_by("pk")
    day = first_day(event)
    services.tie(day=day, kind=TieKind.TOGETHER, one=a, other=b, by=user)
    services.tie(day=day, kind=TieKind.TOGETHER, one=b, other=c, by=user)
    client.force_login(user)

    url = reverse("workshops:ties", args=[event.pk, day.pk])
    page = client.post(url, {"one": c.pk, "kind": TieKind.APART, "other": a.pk})

    assert [str(error) for error in page.context["form"].errors["other"]] != []
    assert Tie.objects.filter(kind=TieKind.APART).count() == 0


def test_a_person_is_not_tied_to_themselves_nor_to_somebody_elsewhere() -> None:
    event, _rounds, user = make_event_with_room(1, None)
    other, _more, _user = make_event_with_room(1, None)
    mine, theirs = (Registration.objects.get(event=one) for one in (event, other))

    for second in (mine, theirs):
        with pytest.raises(DomainError):
            services.tie(day=first_day(event), kind=TieKind.APART, one=mine, other=second, by=user)


def test_the_page_of_ties_adds_and_removes(client: Client) -> None:
    event, _rounds, user = make_event_with_room(2, None)
    a, b = Registration.objects.order_by("pk")
    client.force_login(user)
    url = reverse("workshops:ties", args=[event.pk, first_day(event).pk])

    client.post(url, {"one": b.pk, "kind": "together", "other": a.pk})
    made = Tie.objects.get()
    page = client.get(url).content.decode()
    client.post(reverse("workshops:untie", args=[event.pk, first_day(event).pk]), {"tie": made.pk})

    assert (made.one, made.other) == (a, b)
    assert a.name in page
    assert not Tie.objects.exists()


def test_pairs_of_a_day_that_is_over_are_kept_once_as_hashes() -> None:
    event, (one,), user = make_event_with_room(12, None)
    services.make_groups(round_=one, by=user, now=timezone.now())
    day = first_day(event)
    tomorrow = timezone.now().replace(year=day.date.year, month=day.date.month, day=day.date.day)

    for _time in range(2):
        services.remember_pairs(now=tomorrow + timedelta(days=1))

    assert PastPair.objects.count() == 2 * 15
    keys = set(PastPair.objects.values_list("key", flat=True))
    ids = [Registration.objects.get(pk=who).participant_id for who in sorted(groups_of(one)[0])[:2]]
    assert pair_key(ids[1], ids[0], settings.PAIR_KEYS[0]) in keys
    assert pair_key(ids[0], ids[1], "another key" * 4) not in keys


def test_people_without_an_address_are_not_remembered() -> None:
    event, (one,), user = make_event_with_room(6, None)
    Registration.objects.all()[0].participant.__class__.objects.update(email=None)
    services.make_groups(round_=one, by=user, now=timezone.now())

    services.remember_pairs(now=timezone.now() + timedelta(days=400))
    day = first_day(event).date
    services.remember_pairs(now=timezone.now() + (day - TODAY) + timedelta(days=1))

    assert PastPair.objects.count() == 0


def test_past_pairs_go_after_a_year() -> None:
    for days in (364, 366):
        PastPair.objects.create(key=f"{days}", met_on=TODAY - timedelta(days=days))

    services.forget_pairs(today=TODAY)

    assert list(PastPair.objects.values_list("key", flat=True)) == ["364"]


def test_ties_go_a_fortnight_after_the_day() -> None:
    event, _rounds, user = make_event_with_room(2, None)
    a, b = Registration.objects.order_by("pk")
    day = first_day(event)
    services.tie(day=day, kind=TieKind.APART, one=a, other=b, by=user)

    gone = [services.forget_ties(today=day.date + timedelta(days=days)) for days in (14, 15)]

    assert gone == [0, 1]


def test_the_slider_towards_new_faces_parts_those_who_know_each_other() -> None:
    event, (one,), user = make_event_with_room(0, None)
    people = check_in(event, 24)
    Registration.objects.update(sector="public", organisation_name="")
    date = first_day(event).date - timedelta(days=30)
    for row in people[:6]:
        for other in people[:6]:
            if row.pk < other.pk:
                key = pair_key(row.participant_id, other.participant_id, settings.PAIR_KEYS[0])
                PastPair.objects.create(key=key, met_on=date)

    draw = services.Draw(new_faces=100)
    services.make_groups(round_=one, by=user, now=timezone.now(), draw=draw)

    known = {row.pk for row in people[:6]}
    assert sorted(len(group & known) for group in groups_of(one)) == [1, 1, 2, 2]
    assert len(known_pairs(people, before=first_day(event).date)) == 15


def test_a_pair_that_met_on_the_day_itself_is_not_from_before() -> None:
    event, (one,), _user = make_event_with_room(2, None)
    a, b = Registration.objects.order_by("pk")
    key = pair_key(a.participant_id, b.participant_id, settings.PAIR_KEYS[0])
    PastPair.objects.create(key=key, met_on=first_day(event).date)

    assert read_tables(one).known == frozenset()


def test_database_keeps_a_pair_once_and_in_order() -> None:
    event, _rounds, user = make_event_with_room(2, None)
    a, b = Registration.objects.order_by("pk")
    services.tie(day=first_day(event), kind=TieKind.APART, one=a, other=b, by=user)

    for one, other, kind in ((a, b, "together"), (b, a, "apart"), (a, a, "apart")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Tie.objects.create(day=first_day(event), one=one, other=other, kind=kind)
