"""Pages of regions under /arbeid/: what they show, change and refuse."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inkludering.outbox.models import Message
from regions.models import Member, Organisation, Phase, Region, Role, RoleKind, WorkingGroup
from regions.services import add_member
from tests.factories import make_founded_region, make_organisation, make_region, make_role, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    return make_region(name="Telemark", slug="telemark")


@pytest.fixture
def coordinator(client: Client, region: Region) -> Client:
    client.force_login(make_role(RoleKind.COORDINATOR, region).user)
    return client


@pytest.fixture
def administrator(settings: object) -> Client:
    settings.DEMO = True  # type: ignore[attr-defined]  # no second factor
    client = Client()
    client.force_login(make_role(RoleKind.NATIONAL_ADMINISTRATOR).user)
    return client


def page(name: str, *args: object) -> str:
    return reverse(f"regions_work:{name}", args=args)


def test_region_page_says_what_is_missing(coordinator: Client, region: Region) -> None:
    add_member(region=region, organisation=make_organisation(), by=None)

    body = coordinator.get(page("region", "telemark")).content.decode()

    assert "Telemark" in body
    assert 'data-h="warn"' in body


def test_coordinator_edits_the_region(coordinator: Client, region: Region) -> None:
    answers = {
        "name": "Telemark",
        "vision": "Plass til én til.\n\nAlltid.",
        "cadence": "monthly",
        "language": "nn",
        "contact_email": "",
        "contact_phone": "",
        "days_held_before": "2",
    }

    response = coordinator.post(page("edit", "telemark"), answers)

    region.refresh_from_db()
    assert response.headers["Location"] == page("region", "telemark")
    assert (region.vision, region.language, region.days_held_before) == (answers["vision"], "nn", 2)


def test_edit_keeps_what_was_typed_when_something_is_wrong(coordinator: Client, region: Region) -> None:
    body = coordinator.post(page("edit", "telemark"), {"name": "Tele", "days_held_before": "-1"}).content

    region.refresh_from_db()
    assert b'value="Tele"' in body
    assert b"ds-error-summary" in body
    assert region.name == "Telemark"


@pytest.mark.parametrize(("phase", "after"), [("establishing", Phase.INTEREST), ("junk", Phase.INTEREST)])
def test_phase_is_refused_with_a_sentence(
    coordinator: Client, region: Region, phase: str, after: Phase
) -> None:
    response = coordinator.post(page("set_phase", "telemark"), {"phase": phase}, follow=True)

    region.refresh_from_db()
    assert region.phase == after
    assert b'data-color="danger"' in response.content


def test_phase_moves_when_the_rule_is_met(client: Client) -> None:
    region = make_founded_region(slug="fjordby")
    client.force_login(make_role(RoleKind.COORDINATOR, region).user)

    client.post(page("set_phase", "fjordby"), {"phase": "establishing"})

    region.refresh_from_db()
    assert region.phase == Phase.ESTABLISHING


def test_administrator_waives_the_rule(administrator: Client, region: Region) -> None:
    administrator.post(page("waive", "telemark"), {"reason": "Bare kommunen finnes"})

    region.refresh_from_db()
    assert region.founding_waived_reason == "Bare kommunen finnes"


def test_organisation_is_searched_and_added(coordinator: Client, region: Region) -> None:
    organisation = make_organisation(name="Åsane frivilligsentral")

    hits = coordinator.get(page("add_member", "telemark"), {"q": "asane"}).content.decode()
    coordinator.post(page("add_member", "telemark"), {"organisation": organisation.pk})

    assert "Åsane frivilligsentral" in hits
    assert Member.objects.get().organisation == organisation


def test_new_organisation_leads_back_to_the_working_group(coordinator: Client, region: Region) -> None:
    answers = {"name": "Nytt lag", "kind": "association", "sector": "voluntary", "country": "NO"}

    response = coordinator.post(page("new_organisation") + "?region=telemark", answers)

    assert response.headers["Location"] == page("add_member", "telemark") + "?q=Nytt+lag"


def test_new_organisation_never_leads_to_a_foreign_region(coordinator: Client, region: Region) -> None:
    make_region(slug="oslo")
    answers = {"name": "Nytt lag", "kind": "association", "sector": "voluntary", "country": "NO"}

    response = coordinator.post(page("new_organisation") + "?region=oslo", answers)

    assert response.headers["Location"] == page("organisations") + "?q=Nytt+lag"


def test_new_organisation_asks_before_making_a_near_double(coordinator: Client) -> None:
    make_organisation(name="Elvestad kommune")
    answers = {"name": "Elvestad komune", "kind": "municipality", "sector": "public", "country": "NO"}

    asked = coordinator.post(page("new_organisation"), answers)
    before = Organisation.objects.count()
    coordinator.post(page("new_organisation"), answers | {"sure": "1"})

    assert b"Elvestad kommune" in asked.content
    assert (before, Organisation.objects.count()) == (1, 2)


def test_organisation_with_a_known_name_is_refused_at_the_field(coordinator: Client) -> None:
    make_organisation(name="Elvestad kommune")
    answers = {"name": "Elvestad kommune", "kind": "municipality", "sector": "public", "country": "NO"}

    response = coordinator.post(page("new_organisation"), answers | {"sure": "1"})

    assert b'href="#id_name"' in response.content
    assert Organisation.objects.count() == 1


def test_organisation_is_changed(coordinator: Client) -> None:
    organisation = make_organisation(name="Gammelt navn")
    answers = {"name": "Nytt navn", "kind": "company", "sector": "private", "country": "SE"}

    coordinator.post(page("edit_organisation", organisation.pk), answers)

    organisation.refresh_from_db()
    assert (organisation.name, organisation.search_name, organisation.country) == (
        "Nytt navn",
        "nytt navn",
        "SE",
    )


def test_member_gets_a_contact_person_and_is_removed(coordinator: Client, region: Region) -> None:
    member = add_member(region=region, organisation=make_organisation(), by=None)
    answers = {"contact_name": "Åse Øvregård", "contact_email": "ase@example.org"}

    coordinator.post(page("edit_member", "telemark", member.pk), answers)
    member.refresh_from_db()
    coordinator.post(page("remove_member", "telemark", member.pk))

    assert member.contact_name == "Åse Øvregård"
    assert not Member.objects.exists()


def test_member_of_another_region_is_not_reached_by_mixed_addresses(
    coordinator: Client, region: Region
) -> None:
    foreign = add_member(region=make_region(slug="oslo"), organisation=make_organisation(), by=None)

    assert coordinator.post(page("remove_member", "telemark", foreign.pk)).status_code == 404
    assert coordinator.post(page("remove_member", "oslo", foreign.pk)).status_code == 404
    assert Member.objects.count() == 1


def test_coordinator_invites_resends_and_takes_back(coordinator: Client, region: Region) -> None:
    answers = {"name": "Tor Lie", "email": "tor@example.org", "kind": "facilitator"}

    coordinator.post(page("invite", "telemark"), answers)
    role = Role.objects.get(kind="facilitator")
    coordinator.post(page("resend_invitation", role.pk))
    sent = Message.objects.count()
    coordinator.post(page("remove_role", role.pk))

    assert (role.region, role.user.name, sent) == (region, "Tor Lie", 2)
    assert not Role.objects.filter(pk=role.pk).exists()


@pytest.mark.parametrize("kind", ["national_administrator", "national_adviser", "junk", ""])
def test_coordinator_gives_no_national_role(coordinator: Client, region: Region, kind: str) -> None:
    answers = {"name": "Tor", "email": "tor@example.org", "kind": kind}

    response = coordinator.post(page("invite", "telemark"), answers)

    assert response.status_code == 200
    assert Role.objects.count() == 1


def test_addresses_of_people_are_for_those_who_manage(coordinator: Client, region: Region) -> None:
    make_role(RoleKind.FACILITATOR, region, make_user(email="hemmelig@example.org"))
    reader = Client()
    reader.force_login(make_role(RoleKind.WORKING_GROUP_MEMBER, region).user)

    assert b"hemmelig@example.org" in coordinator.get(page("working_group", "telemark")).content
    assert b"hemmelig@example.org" not in reader.get(page("working_group", "telemark")).content


def test_administrator_makes_a_region_under_another(administrator: Client, region: Region) -> None:
    answers = {"name": "Fjordbygda", "parent": region.pk, "language": "nn"}

    response = administrator.post(page("new"), answers)

    made = Region.objects.get(slug="fjordbygda")
    assert response.headers["Location"] == page("region", "fjordbygda")
    assert (made.parent, made.language) == (region, "nn")
    assert WorkingGroup.objects.filter(region=made).exists()


def test_administrator_is_asked_before_making_a_near_double(administrator: Client, region: Region) -> None:
    answers = {"name": "Telemarka", "parent": "", "language": "nb"}

    asked = administrator.post(page("new"), answers)
    administrator.post(page("new"), answers | {"sure": "1"})

    assert b'name="sure"' in asked.content
    assert Region.objects.filter(name="Telemarka").count() == 1


def test_administrator_invites_a_national_adviser(administrator: Client) -> None:
    answers = {"name": "Ada", "email": "ada@example.org", "kind": "national_adviser"}

    administrator.post(page("invite_national"), answers)

    assert b"Ada" in administrator.get(page("national")).content


def fill_regions(number: int) -> None:
    for _each in range(number):
        make_founded_region()


def fill_organisations(number: int) -> None:
    for _each in range(number):
        make_organisation()


def fill_group(number: int) -> None:
    region = Region.objects.get(slug="telemark")
    for _each in range(number):
        add_member(region=region, organisation=make_organisation(), by=None)
        make_role(RoleKind.FACILITATOR, region)


@pytest.mark.parametrize(
    ("name", "args", "fill"),
    [
        ("list", [], fill_regions),
        ("organisations", [], fill_organisations),
        ("working_group", ["telemark"], fill_group),
        ("region", ["telemark"], fill_group),
    ],
)
def test_list_takes_as_many_queries_for_30_rows_as_for_3(
    administrator: Client, region: Region, name: str, args: list[str], fill: Callable[[int], None]
) -> None:
    fill(3)
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert administrator.get(page(name, *args)).status_code == 200
    fill(27)

    with CaptureQueriesContext(connection) as many:
        administrator.get(page(name, *args))

    assert len(many) == len(few)
    assert len(many) <= 9


def test_menu_costs_one_query_and_nothing_for_visitors(coordinator: Client, region: Region) -> None:
    with CaptureQueriesContext(connection) as signed_in:
        coordinator.get(page("list"))
    with CaptureQueriesContext(connection) as visitor:
        Client().get(reverse("account_login"))

    assert len([query for query in signed_in if "regions_role" in query["sql"]]) == 1
    assert [query for query in visitor if "regions_" in query["sql"]] == []
