"""The pages of regions, and the standing pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils import timezone

from events.presentation.cookies import KNOWN
from events.presentation.privacy import PURPOSES
from inkludering.privacy import Keep, marks
from regions.models import Cadence, Member, Phase, Sector
from tests.events.pages import address, text_of
from tests.factories import make_event, make_organisation, make_published_event, make_region

pytestmark = pytest.mark.django_db

STANDING = ["om/", "personvern/", "tilgjengelighet/", "informasjonskapsler/"]


def test_region_shows_vision_rhythm_contact_and_its_next_day(client: Client) -> None:
    region = make_region(
        name="Telemark",
        slug="telemark",
        phase=Phase.ESTABLISHING,
        cadence=Cadence.SECOND_MONTH,
        vision="Alle skal ha sin plass.",
        contact_email="telemark@example.org",
    )
    event = make_published_event(region=region, title="Arbeid")

    response = client.get("/en/regioner/telemark/")

    text = text_of(response)
    assert "Establishing Telemark Alle skal ha sin plass. Every second month See the next day" in text
    assert "telemark@example.org" in text
    assert f'href="{address(event)}"' in response.content.decode()


def test_region_names_the_working_group_equally_and_no_persons(client: Client) -> None:
    region = make_region(slug="telemark")
    for name in ("Åsgrenda vel", "Elvestad kommune"):
        organisation = make_organisation(name=name, sector=Sector.PUBLIC)
        Member.objects.create(
            working_group=region.working_group, organisation=organisation, contact_name="Kari Hemmelig"
        )

    text = text_of(client.get("/en/regioner/telemark/"))

    assert "The working group Elvestad kommune Public sector Åsgrenda vel Public sector" in text
    assert "Kari Hemmelig" not in text


def test_region_lists_earlier_days_and_hides_drafts_and_other_regions(client: Client) -> None:
    region = make_region(slug="telemark")
    make_published_event(region=region, title="Forrige", day=timezone.localdate() - timedelta(days=9))
    make_event(region=region, title="Kladden")
    make_published_event(title="Naboens")

    text = text_of(client.get("/en/regioner/telemark/"))

    assert "Days that have been" in text
    assert "Forrige" in text
    assert "Kladden" not in text
    assert "Naboens" not in text


def test_region_without_anything_is_still_a_kind_page(client: Client) -> None:
    make_region(slug="fjordbygda")

    text = text_of(client.get("/en/regioner/fjordbygda/"))

    assert "There is no date yet." in text
    assert "Would your organisation like to be part of it?" in text


def test_region_nobody_has_is_not_found(client: Client) -> None:
    assert client.get("/en/regioner/finnes-ikke/").status_code == 404


def test_regions_show_the_next_date_of_each(client: Client) -> None:
    region = make_region(name="Telemark", sort_name="a")
    make_region(name="Vestfold", sort_name="b")
    make_published_event(region=region)

    text = text_of(client.get("/en/regioner/"))

    assert text.index("Telemark Interest Next day:") < text.index("Vestfold Interest No date yet")


def test_region_pages_take_the_same_queries_for_three_and_thirty(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    region = make_region(slug="telemark")
    counts = []
    for batch in (3, 27):
        for _number in range(batch):
            make_published_event(region=region)
            make_published_event()
        with django_assert_max_num_queries(10) as queries:
            client.get("/en/regioner/")
            client.get("/en/regioner/telemark/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", ["", "nn/", "sv/", "da/", "en/"])
@pytest.mark.parametrize("path", ["", "arrangementer/", "regioner/", *STANDING])
def test_pages_open_in_every_language(client: Client, language: str, path: str) -> None:
    response = client.get(f"/{language}{path}")

    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<h1") == 1
    assert f'<html lang="{language.strip("/") or "nb"}"' in html
    assert response.cookies == {}


@pytest.mark.parametrize("path", ["regioner/", *STANDING])
def test_standing_pages_only_read(client: Client, path: str) -> None:
    assert client.post(f"/en/{path}").status_code == 405
    assert client.head(f"/en/{path}").status_code == 200


def test_cookies_page_names_the_cookies_of_the_settings(client: Client) -> None:
    text = text_of(client.get("/en/informasjonskapsler/"))

    assert all(cookie.name in text for cookie in KNOWN)
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} <= {cookie.name for cookie in KNOWN}


def test_privacy_table_keeps_participants_as_long_as_the_fields_say() -> None:
    said = {purpose.keep for purpose in PURPOSES}

    models = [apps.get_model("participants", name) for name in ("Participant", "Registration")]
    written = {mark.keep for model in models for mark in marks(model).values()}

    assert written <= said | {Keep.YEAR_AFTER}
    assert Keep.YEAR_AFTER in said
