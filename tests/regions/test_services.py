"""Regions, organisations and working groups: what the services do and refuse."""

import pytest

from inkludering.audit.models import Entry
from inkludering.errors import DomainError
from regions import hooks, services
from regions.models import Member, Organisation, Region, WorkingGroup
from regions.services.regions import move_region
from tests.factories import make_organisation, make_region, make_user

pytestmark = pytest.mark.django_db


def test_create_region_makes_an_address_and_an_empty_working_group() -> None:
    region = services.create_region(name="Sør-Østerdal", by=None)

    assert region.slug == "sor-osterdal"
    assert WorkingGroup.objects.get(region=region).members.count() == 0
    assert Entry.objects.get().verb == "region_created"


@pytest.mark.parametrize("spelling", ["Sør-Østerdal", "sor osterdal", "SØR-ØSTERDAL"])
def test_create_region_refuses_another_spelling(spelling: str) -> None:
    services.create_region(name="Sør-Østerdal", by=None)

    with pytest.raises(DomainError):
        services.create_region(name=spelling, by=None)


def test_create_region_keeps_addresses_of_pages_free() -> None:
    assert services.create_region(name="Ny", by=None).slug == "ny-2"


def test_similar_regions_are_suggested() -> None:
    known = services.create_region(name="Telemark", by=None)
    services.create_region(name="Oslo", by=None)

    assert services.similar_regions("Telemarka") == [known]


def test_edit_region_keeps_the_address() -> None:
    region = services.create_region(name="Telemark", by=None)

    services.edit_region(region=region, by=None, name="Vestfold og Telemark", cadence="monthly")

    changed = Region.objects.get(pk=region.pk)
    assert (changed.name, changed.slug, changed.cadence) == ("Vestfold og Telemark", "telemark", "monthly")
    assert changed.sort_name.startswith("vestfold")


def test_edit_region_takes_no_other_field() -> None:
    with pytest.raises(TypeError):
        services.edit_region(region=make_region(), by=None, phase="running")


def test_move_region_refuses_a_circle() -> None:
    top = make_region()
    below = make_region(parent=top)

    with pytest.raises(DomainError):
        move_region(region=top, parent=below, by=None)


def test_rename_is_told_to_higher_storeys(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []
    listeners = type(hooks.after_rename)()
    listeners.add(heard.append)
    monkeypatch.setattr("regions.services.regions.after_rename", listeners)
    monkeypatch.setattr("regions.services.organisations.after_rename", listeners)

    services.edit_region(region=make_region(), by=None, name="Nytt navn")
    services.edit_region(region=make_region(), by=None, vision="Samme navn")
    services.edit_organisation(organisation=make_organisation(), by=None, name="Nytt navn")

    assert [type(one) for one in heard] == [Region, Organisation]


def test_national_support_counts_days_before_and_in_this_system(monkeypatch: pytest.MonkeyPatch) -> None:
    counters = type(hooks.days_held)()
    counters.add(lambda region: 2)
    monkeypatch.setattr("regions.services.regions.days_held", counters)

    support = services.national_support(make_region(days_held_before=2))

    assert (support.held, support.shown, support.is_over) == (4, 3, True)


def test_create_organisation_refuses_one_that_is_there() -> None:
    make_organisation(name="Elvestad kommune")

    with pytest.raises(DomainError):
        services.create_organisation(name="ELVESTAD kommune", kind="municipality", sector="public", by=None)


@pytest.mark.parametrize("typed", ["Elvestad komune", "Elvestad", "elvestad kommune"])
def test_similar_organisations_are_suggested(typed: str) -> None:
    known = make_organisation(name="Elvestad kommune")
    make_organisation(name="Nordvik kommune")

    assert services.similar_organisations(typed)[0] == known


def test_similar_organisations_leaves_strangers_out() -> None:
    make_organisation(name="Elvestad kommune")

    assert services.similar_organisations("Havbris Industri AS") == []
    assert services.similar_organisations("") == []


def test_get_or_create_organisation_finds_another_spelling() -> None:
    first = services.get_or_create_organisation(name="Røde Kors Elvestad", kind="association", by=None)

    again = services.get_or_create_organisation(name="røde kors  elvestad", by=None)

    assert again == first
    assert first.sector == "voluntary"


def test_edit_organisation_moves_its_keys() -> None:
    organisation = make_organisation(name="Gammelt navn")

    services.edit_organisation(organisation=organisation, by=None, name="Åpent hus", unit="Øst")

    assert list(Organisation.objects.search("apent ost")) == [organisation]


def test_member_is_added_once_and_removed_with_a_note() -> None:
    region, organisation, user = make_region(), make_organisation(), make_user()
    member = services.add_member(region=region, organisation=organisation, by=user)

    with pytest.raises(DomainError):
        services.add_member(region=region, organisation=organisation, by=user)
    services.remove_member(member=member, by=user)

    assert not Member.objects.exists()
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == ["member_added", "member_removed"]
