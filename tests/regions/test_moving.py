"""A region is put under another one: by those who may, and never in a circle."""

import pytest
from django.test import Client

from inkludering.audit.models import Entry
from inkludering.errors import DomainError
from regions.models import Region, RoleKind
from regions.services import move_region
from tests.factories import make_region, make_role

pytestmark = pytest.mark.django_db

ADMINISTRATOR, COORDINATOR = RoleKind.NATIONAL_ADMINISTRATOR, RoleKind.COORDINATOR


@pytest.fixture
def tree() -> tuple[Region, Region, Region]:
    """A county, a district under it, and a town under that."""
    county = make_region(name="Telemark", slug="telemark")
    district = make_region(name="Grenlia", slug="grenlia", parent=county)
    return county, district, make_region(name="Elvestad", slug="elvestad", parent=district)


def client_of(kind: RoleKind, region: Region, settings: object) -> Client:
    settings.DEMO = True  # type: ignore[attr-defined]  # no second factor
    client = Client()
    client.force_login(make_role(kind, region if kind == COORDINATOR else None).user)
    return client


def send(client: Client, region: Region, **answers: object) -> str:
    sent = {"name": region.name, "cadence": region.cadence, "language": "nb", "days_held_before": 0}
    page = client.post(f"/arbeid/regioner/{region.slug}/rediger/", sent | answers, follow=True)
    return page.content.decode()


def test_administrator_moves_a_region_and_takes_it_to_the_top(
    tree: tuple[Region, Region, Region], settings: object
) -> None:
    county, _district, town = tree
    client = client_of(ADMINISTRATOR, town, settings)
    parents = []

    for parent in (county.pk, ""):
        send(client, town, parent=parent)
        town.refresh_from_db()
        parents.append(town.parent)

    assert parents == [county, None]
    assert Entry.objects.filter(verb="region_moved").count() == 2


def test_circle_is_refused_at_the_field_and_nothing_is_saved(
    tree: tuple[Region, Region, Region], settings: object
) -> None:
    county, _district, town = tree

    page = send(client_of(ADMINISTRATOR, county, settings), county, name="Nytt navn", parent=town.pk)

    county.refresh_from_db()
    assert (county.name, county.parent) == ("Telemark", None)
    assert f"{town} ligger under {county}. Velg en annen." in page.split('id="div_id_parent"')[1]
    assert 'value="Nytt navn"' in page


def test_coordinator_sees_no_such_field_and_changes_nothing_with_it(
    tree: tuple[Region, Region, Region], settings: object
) -> None:
    county, district, town = tree
    client = client_of(COORDINATOR, town, settings)

    page = client.get(f"/arbeid/regioner/{town.slug}/rediger/").content.decode()
    send(client, town, parent=county.pk)

    town.refresh_from_db()
    assert (town.parent, "id_parent" in page) == (district, False)


def test_region_lies_under_neither_itself_nor_what_lies_under_it(tree: tuple[Region, Region, Region]) -> None:
    county, district, town = tree

    for parent in (county, district, town):
        with pytest.raises(DomainError):
            move_region(region=county, parent=parent, by=None)
