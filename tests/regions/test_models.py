"""Constraints of regions, organisations, working groups and roles, and what users see of them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from inkludering.accounts.models import User
from regions.models import Member, Organisation, Region, Role, RoleKind, held_region_ids
from tests.factories import make_founded_region, make_organisation, make_region, make_role, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "field", "constraint"),
    [
        (Organisation, "kind", "regions_organisation_kind"),
        (Organisation, "sector", "regions_organisation_sector"),
        (Organisation, "country", "regions_organisation_country"),
        (Region, "phase", "regions_region_phase"),
        (Region, "cadence", "regions_region_cadence"),
        (Role, "kind", "regions_role_kind"),
    ],
)
def test_unknown_word_is_refused(model: type, field: str, constraint: str) -> None:
    make_founded_region()
    make_role(RoleKind.COORDINATOR, make_region())

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.update(**{field: "xx"})  # type: ignore[attr-defined]  # each has a manager


def test_organisation_is_there_once_however_it_is_spelled() -> None:
    make_organisation(name="Åsane frivilligsentral")

    with pytest.raises(IntegrityError, match="regions_organisation"):
        make_organisation(name="ASANE  Frivilligsentral")


def test_organisation_may_have_its_name_in_two_countries() -> None:
    make_organisation(name="Røde Kors", country="NO")

    assert make_organisation(name="Røde Kors", country="DK").pk


def test_region_cannot_lie_under_itself() -> None:
    region = make_region()

    with pytest.raises(IntegrityError, match="regions_region_not_own_parent"):
        Region.objects.filter(pk=region.pk).update(parent=region)


def test_organisation_is_in_a_working_group_once() -> None:
    region = make_founded_region()
    member = Member.objects.filter(working_group__region=region)[0]

    with pytest.raises(IntegrityError, match="regions_member"):
        Member.objects.create(working_group=member.working_group, organisation=member.organisation)


@pytest.mark.parametrize(
    ("kind", "has_region"), [(RoleKind.NATIONAL_ADMINISTRATOR, True), (RoleKind.COORDINATOR, False)]
)
def test_only_national_roles_lack_a_region(kind: RoleKind, has_region: bool) -> None:
    region = make_region() if has_region else None

    with pytest.raises(IntegrityError, match="regions_role_national_without_region"):
        make_role(kind, region)


@pytest.mark.bothdb
@pytest.mark.parametrize("kind", [RoleKind.NATIONAL_ADMINISTRATOR, RoleKind.COORDINATOR])
def test_role_is_held_once(kind: RoleKind) -> None:
    region = None if kind == RoleKind.NATIONAL_ADMINISTRATOR else make_region()
    user = make_role(kind, region).user

    with pytest.raises(IntegrityError):
        make_role(kind, region, user)


def test_email_of_an_account_is_there_once_in_any_case() -> None:
    make_user(email="kari@example.org")

    with pytest.raises(IntegrityError):
        User.objects.create(email="Kari@example.org")


def test_regional_roles_see_their_own_regions() -> None:
    own, _other = make_region(), make_region()
    role = make_role(RoleKind.FACILITATOR, own)

    assert list(Region.objects.visible_to(role.user)) == [own]
    assert list(Role.objects.visible_to(role.user)) == [role]


def test_national_roles_see_all_regions() -> None:
    make_region()
    adviser = make_role(RoleKind.NATIONAL_ADVISER).user

    assert Region.objects.visible_to(adviser).count() == Region.objects.count()


def test_strangers_see_nothing() -> None:
    make_founded_region()

    for user in (AnonymousUser(), make_user()):
        assert not Region.objects.visible_to(user).exists()
        assert not Member.objects.visible_to(user).exists()
    assert not Organisation.objects.visible_to(AnonymousUser()).exists()


def test_held_roles_are_read_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    user = make_role(RoleKind.COORDINATOR, make_region()).user

    with django_assert_num_queries(1):
        assert held_region_ids(user) == held_region_ids(user)


def test_organisations_are_found_by_any_word_without_accents() -> None:
    found = make_organisation(name="Nabolagsforeningen Lindetunet", unit="Øst")
    make_organisation(name="Nabolaget AS")

    assert list(Organisation.objects.search("ost nabolags")) == [found]


def test_organisations_stand_in_norwegian_order() -> None:
    names = ["Åsane sentral", "Zebra AS", "Ærlig talt", "Alfa", "Øst lag"]
    for name in names:
        make_organisation(name=name)

    ordered = [organisation.name for organisation in Organisation.objects.alphabetical()]

    assert ordered == ["Alfa", "Zebra AS", "Ærlig talt", "Øst lag", "Åsane sentral"]
