"""The form, the own pages and the coordinators' pages of what is asked, in a real browser."""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from events.models import Event, ItemKind
from inkludering.tokens import own_link
from participants.models import Need, NeedKind, Part, Quota, Registration
from participants.services.asking import asked_of
from participants.services.extra_answers import Extras, write_extras
from participants.services.needs import Wanted, keep_needs
from regions.models import RoleKind
from tests.axe import faults
from tests.factories import make_item, make_organisation, make_registration, make_role
from tests.participants.coordinators import work
from tests.participants.door_browser import sideways
from tests.participants.forms import register_url
from tests.participants.test_asking import make_question
from tests.participants.test_more import make_asking

pytestmark = [pytest.mark.django_db(transaction=True)]


def make_full() -> Event:
    """An event that asks all there is to ask."""
    asks = {"asks_role": True, "asks_experience": True, "asks_wall": True, "asks_country": True}
    event = make_asking(days=2, has_questions=True, **asks)
    event.title, event.contact_phone = "Arbeidsinkludering i to dager", "+47 00 00 00 01"
    event.save()
    event.sign_up.items.add(make_item(event, "19.00", ItemKind.SOCIAL, title="Middag på Lanterna"))
    make_question(event, text="Hva håper du å ta med deg hjem?", is_required=True)
    make_question(event, kind="choice", text="Hvilket bord vil du starte ved?", options=["Arbeid", "Bolig"])
    make_question(event, kind="many", text="Hva kan du noe om?", options=["Norsk", "Regnskap", "Mat"])
    Quota.objects.create(event=event, kind="sector", value="public", seats=20)
    return Event.objects.get(pk=event.pk)


def make_told(event: Event) -> Registration:
    registration = make_registration(event, first_name="Åse-Marie", last_name="Øvregård-Knutsen")
    extras = Extras(country="NO", part=Part.PROJECT_OWNER, assignment="Et møtested", offers="tid", wall=True)
    write_extras(registration=registration, extras=extras, asked=asked_of(event), now=timezone.now())
    for kind, choices in ((NeedKind.DIET, ("gluten", "vegan")), (NeedKind.ACCESS, ("wheelchair",))):
        wanted = Wanted(kind, choices, "Rolig plass")
        keep_needs(registration=registration, wanted=[wanted], now=timezone.now())
    return registration


def shoot(page: Page, name: str) -> None:
    """A picture of the page at three widths, when somebody wants to look: SHOTS=<folder>."""
    if folder := os.environ.get("SHOTS"):
        for width in (390, 820, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def wrong(page: Page, paths: dict[str, str]) -> dict[str, list[Any]]:
    """What axe finds on each page with every fold open, narrow and wide, and the widths at which it scrolls
    sideways."""
    found = {}
    for name, path in paths.items():
        page.goto(path)
        found[name] = wrong_here(page, name)
    return {name: one for name, one in found.items() if one}


def wrong_here(page: Page, name: str) -> list[Any]:
    """As ``wrong``, of the page that is open."""
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    shoot(page, name)
    found: list[Any] = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        found += faults(page)
    return [*found, *sideways(page)]


def signed_in(page: Page, kind: str, event: Event, url: str) -> None:
    role = make_role(kind, event.region)
    Authenticator.objects.create(user=role.user, type=Authenticator.Type.TOTP, data={})
    client = Client()
    client.force_login(role.user)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


@pytest.fixture
def plain(browser: Browser, web_server: Any) -> Iterator[Page]:
    """A browser without scripts."""
    context = browser.new_context(java_script_enabled=False, locale="nb-NO", base_url=web_server.url)
    yield context.new_page()
    context.close()


def test_form_and_own_pages_have_no_fault_and_never_scroll_sideways(page: Page, web_server: Any) -> None:
    event = make_full()
    registration = make_told(event)
    own = f"/min/{registration.pk}/"
    page.goto(f"/min/{own_link(registration.pk, registration.link_version)}/")

    pages = {"form": register_url(event), "own": own, "needs": f"{own}behov/", "change": f"{own}endre/"}
    pages |= {"give": f"{own}gi-videre/", "data": f"{own}data/", "erase": f"{own}slett/"}

    assert wrong(page, pages) == {}


def test_coordinators_pages_have_no_fault_and_never_scroll_sideways(page: Page, web_server: Any) -> None:
    event = make_full()
    told = make_told(event)
    Registration.objects.filter(pk=make_told(event).pk).update(status="requested")
    signed_in(page, RoleKind.COORDINATOR, event, web_server.url)
    asks = work(event, "pameldte/sporsmal/")

    pages = {"asks": asks, "question": f"{asks}ny/", "list": work(event, "pameldte/")}
    pages |= {"delete": f"{asks}{event.questions.all()[0].pk}/slett/"}
    pages |= {"applications": work(event, "pameldte/soknader/"), "kitchen": work(event, "pameldte/kjokken/")}
    pages |= {"person": work(event, f"pameldte/{told.pk}/")}

    assert wrong(page, pages) == {}


def test_officers_page_has_no_fault(page: Page, web_server: Any) -> None:
    event = make_full()
    make_told(event)
    signed_in(page, RoleKind.INCLUSION_OFFICER, event, web_server.url)

    assert wrong(page, {"officer": work(event, "tilrettelegging/")}) == {}


def test_sector_comes_with_a_known_organisation_unless_chosen(page: Page, web_server: Any) -> None:
    make_organisation(name="Elvestad bibliotek", sector="academia")
    page.goto(register_url(make_asking()))
    chosen = page.locator('[name="sector"]:checked')

    page.locator('[name="organisation_name"]').fill("Elvestad bibliotek")
    brought = chosen.input_value()
    page.locator('[name="sector"][value="other"]').check()
    page.locator('[name="organisation_name"]').fill("Elvestad")
    page.locator('[name="organisation_name"]').fill("Elvestad bibliotek")

    assert (brought, chosen.input_value()) == ("academia", "other")


def test_colleagues_and_needs_without_a_script(plain: Page) -> None:
    event = make_asking()
    plain.goto(register_url(event))
    plain.locator('[name="first_name"]').fill("Ida")
    plain.locator('[name="email"]').fill("ida@example.org")
    plain.locator('[name="sector"][value="public"]').check()
    plain.locator("summary", has_text="Mat og tilrettelegging").click()
    plain.locator('[name="diet_consent"]').check()
    plain.locator('[name="diet"][value="vegan"]').check()
    plain.locator("summary", has_text="Er dere flere").click()
    plain.locator('[name="add_colleague"]').click()
    plain.locator('[name="colleague0-first_name"]').fill("Ola")
    plain.locator('[name="colleague0-email"]').fill("ola@example.org")
    shoot(plain, "colleague")
    plain.wait_for_timeout(2000)  # a form that is sent faster than anybody can is sent back
    plain.locator("main button.cta[type=submit]").click()

    expect(plain.locator("main")).to_contain_text("ida@example.org")
    expect(plain.locator("main")).to_contain_text("Ola")
    assert Registration.objects.filter(registered_at__gt=timezone.now() - timedelta(minutes=1)).count() == 2
    assert Need.objects.get().registration.first_name == "Ida"
