"""What the coordinator does in the browser."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from events.models import Event
from tests.mainjob.programme import PASTED, TYPED
from tests.services.processes import wait_until
from tests.services.smtp import SmtpSink


@dataclass(frozen=True)
class MadeEvent:
    """The event as the rest of the day needs it."""

    pk: int
    day_pk: int
    path: str
    work: str


def log_in_by_code(page: Page, email: str, sink: SmtpSink) -> None:
    """E-mail, the code from the mail, in."""
    page.goto("/konto/login/")
    page.fill("input[name=login]", email)
    page.locator("main form button[type=submit]").first.click()
    wait_until(lambda: any(email in one.recipients for one in sink.received), seconds=30, what="the code")
    sent = next(one for one in sink.received if email in one.recipients)
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", sent.text, re.MULTILINE)
    assert code, sent.text
    page.fill("input[name=code]", code[1])
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("/arbeid/"))


def make_event(page: Page) -> MadeEvent:
    """The short form; then the empty programme is ours to type."""
    day = timezone.localdate() + timedelta(days=1)
    page.goto("/arbeid/arrangementer/ny/")
    page.fill("input[name=day]", day.isoformat())
    choose_start(page, "empty")
    page.fill("input[name=theme]", "Arbeidsinkludering")
    page.fill("input[name=venue_name]", "Kulturhuset Lanterna")
    page.fill("input[name=venue_address]", "Bryggegata 4, Fjordby")
    page.fill("input[name=capacity]", "50")
    page.locator("main form button[type=submit]").last.click()
    expect(page).to_have_url(re.compile(r"/arbeid/arrangementer/\d+/"))
    event = Event.objects.get()
    return MadeEvent(
        event.pk, event.days.get().pk, event.get_absolute_url(), f"/arbeid/arrangementer/{event.pk}"
    )


def choose_start(page: Page, value: str) -> None:
    """The frame to start from, whether it is a list or boxes."""
    box = page.locator(f"input[name=start_from][value={value}]")
    if box.count():
        box.check()
    else:
        page.select_option("select[name=start_from]", value)


def make_programme(page: Page, event: MadeEvent) -> None:
    """What is written already is pasted; the rest typed, each row saved with Enter as fast fingers do."""
    page.goto(f"{event.work}/program/dag/{event.day_pk}/lim-inn/")
    page.fill("textarea[name=text]", "\n".join(f"{at} {title}" for at, _kind, title in PASTED))
    page.locator("main form button[type=submit]").click()
    for at, kind, title in TYPED:
        row = page.locator("tr.new:not(.sub)").last
        row.locator("input[name$=-at]").fill(at)
        row.locator("textarea[name$=-title]").fill(title)
        row.locator("select[name$=-kind]").select_option(kind)
        row.locator("button").last.click()
        expect(page.locator("textarea", has_text=re.compile(f"^{re.escape(title)}$"))).to_be_visible()


def add_host_and_publish(page: Page, event: MadeEvent) -> None:
    """A host, who also answers for the registrations; a contact; out with it."""
    page.goto(f"{event.work}/vertskap/")
    page.select_option("select[name=organisation]", label="Fjordby kommune")
    page.locator("form:has(select[name=organisation]):has(input[name=role]) button[type=submit]").click()
    page.goto(f"{event.work}/vertskap/")
    choose = page.locator("form[action$='/ansvarlig/']")
    choose.locator("select").select_option(label="Fjordby kommune")
    choose.locator("button").click()
    page.goto(f"{event.work}/rediger/")
    page.fill("input[name=guiding_question]", "Hva skal til for at flere får prøve seg i jobb?")
    page.locator("input[name=contact_email]").evaluate("field => field.value = 'telemark@example.org'")
    page.locator("main form button[type=submit]").last.click()
    page.goto(f"{event.work}/publiser/")
    page.locator("main form button.cta").click()
    assert Event.objects.get().status == "published"
