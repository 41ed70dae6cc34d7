"""The founding rule: two organisations from two sectors, or a national administrator's reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkludering.audit.models import Entry
from inkludering.errors import DomainError
from regions import services
from regions.models import FOUNDED, PHASE_TRANSITIONS, Phase, Region, Sector
from regions.services import FoundingState
from tests.factories import make_founded_region, make_organisation, make_region, make_user


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sectors", "is_met"),
    [
        ([], False),
        (["public"], False),
        (["public", "public"], False),
        (["public", "voluntary"], True),
        (["private", "social_entrepreneur"], True),
        (["public", "public", "voluntary"], True),
    ],
)
def test_founding_rule_counts_organisations_and_sectors(sectors: list[str], is_met: bool) -> None:
    region = make_region()
    for sector in sectors:
        organisation = make_organisation(sector=sector)
        services.add_member(region=region, organisation=organisation, by=None)

    state = services.founding_rule(region)

    assert state.organisations == len(sectors)
    assert set(state.sectors) == set(sectors)
    assert state.is_met is is_met
    assert (state.missing == "") is is_met


@given(st.lists(st.sampled_from(Sector.values), max_size=12))
def test_founding_rule_is_met_exactly_from_two_sectors(sectors: list[str]) -> None:
    state = FoundingState(len(sectors), {sector: sectors.count(sector) for sector in sectors})

    assert state.is_met == (len(set(sectors)) >= 2)


@pytest.mark.django_db
@pytest.mark.parametrize("phase", sorted(FOUNDED))
def test_region_is_not_established_before_the_rule_is_met(phase: Phase) -> None:
    region = make_region()

    with pytest.raises(DomainError):
        services.set_phase(region=region, phase=phase, by=None)

    region.refresh_from_db()
    assert region.phase == Phase.INTEREST


@pytest.mark.django_db
@pytest.mark.parametrize("before", Phase)
@pytest.mark.parametrize("after", Phase)
def test_phase_moves_as_the_table_says(before: Phase, after: Phase) -> None:
    region = make_founded_region(phase=before)

    if after == before or after in PHASE_TRANSITIONS[before]:
        assert services.set_phase(region=region, phase=after, by=None).phase == after
    else:
        with pytest.raises(DomainError):
            services.set_phase(region=region, phase=after, by=None)


@pytest.mark.django_db
def test_waiver_lets_a_region_go_on_and_is_noted_without_its_words() -> None:
    region, administrator = make_region(), make_user()

    services.waive_founding_rule(region=region, reason="Øya har bare kommunen", by=administrator)
    services.set_phase(region=region, phase=Phase.ESTABLISHING, by=administrator)

    entries = Entry.objects.filter(target_type="regions.region", target_id=region.pk)
    assert Region.objects.get(pk=region.pk).phase == Phase.ESTABLISHING
    assert {entry.verb for entry in entries} == {"founding_rule_waived", "phase_changed"}
    assert all("kommunen" not in str(entry.facts) for entry in entries)


@pytest.mark.django_db
def test_waiver_needs_a_reason() -> None:
    with pytest.raises(DomainError):
        services.waive_founding_rule(region=make_region(), reason="  ", by=None)
