"""One inclusion day from plan to table groups: browser, HTTP, mail, paper, door, room."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from regions.models import RoleKind
from tests.factories import make_founded_region, make_organisation, make_role, make_user
from tests.mainjob import coordinator, door, mail, paper, room
from tests.mainjob.people import fetch_form, guests, send_form
from tests.services.site import WebServer, Worker
from tests.services.smtp import SmtpSink

pytestmark = pytest.mark.mainjob


@pytest.fixture
def region_of_sunniva() -> None:
    """Telemark with its working group, and Sunniva who coordinates it."""
    region = make_founded_region(name="Telemark", slug="telemark", sort_name="telemark")
    make_role(RoleKind.COORDINATOR, region, make_user(email="sunniva@example.org", name="Sunniva Demosen"))
    make_organisation(name="Fjordby kommune")


def test_a_day_from_plan_to_table_groups(
    smtp_sink: SmtpSink,
    web_server: WebServer,
    start_worker: Callable[..., Worker],
    region_of_sunniva: None,
    page: Page,
) -> None:
    start_worker(beat=True, env={"BASE_URL": web_server.url})
    coordinator.log_in_by_code(page, "sunniva@example.org", smtp_sink)
    event = coordinator.make_event(page)
    coordinator.make_programme(page, event)
    coordinator.add_host_and_publish(page, event)

    registered = register_sixty(web_server, event.path)
    mail.expect_confirmations(smtp_sink, registered, seats=50)
    mail.expect_reminders(smtp_sink, registered[:50])

    paper.expect_programme_pdf(web_server, event)
    paper.expect_name_tags(page, event, registered[:50])
    door.check_in_everybody(page, event, registered[:44], walk_ins=4)
    room.make_two_rounds(page, event, people=48)


def register_sixty(web: WebServer, path: str) -> list[mail.Registered]:
    """All sixty open the form, then send it one after another; the first fifty get a seat."""
    form = f"{path}pamelding/"
    opened = [(guest, *fetch_form(web.url, form)) for guest in guests(60)]
    mail.wait_out_the_form_age()
    return [
        mail.Registered(guest, send_form(visitor, form, fields, guest)) for guest, visitor, fields in opened
    ]
