"""Helps for tests of planning: the real programmes as somebody would type them, and the typing itself."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Event, EventDay, ProgrammeItem
from events.rules import blocks
from events.services import create_event
from inkludering.accounts.models import User
from inkludering.dates import clock
from regions.models import Region
from tests.factories import make_founded_region, make_role, make_user, oslo

NOW = oslo(2026, 11, 2, 9)
FRIDAY = date(2027, 1, 29)

PROGRAMME_A = [
    ("08.10", "arrival", "Dørene åpner: hilsen, navnelapp, kaffe"),
    ("08.30", "welcome", "Velkommen og hvorfor vi er her"),
    ("08.35", "count", "Vi teller: sektorer og nye ansikter"),
    ("08.40", "opening_round", "Åpningsrunde: hils på tre du ikke kjenner"),
    ("08.48", "talk", "Ungt utenforskap i fylket: hva vil vi oppnå?"),
    ("08.59", "talk", "Kommunen som arbeidsgiver: tre dører inn"),
    ("09.10", "talk", "Butikken som lærte seg å ansette annerledes"),
    ("09.21", "talk", "Tilbake i jobb: en deltakers erfaring"),
    ("09.32", "qa", "Spørsmål til alle fire"),
    ("09.43", "break", "Kaffe"),
    ("10", "round", "Workshop runde 1: hindre"),
    ("1030", "round", "Workshop runde 2: muligheter, nye bord"),
    ("11:00", "open_mic", "Ordet fritt"),
    ("11.10", "summary", "Oppsummering og neste steg"),
    ("11.20", "survey", "Evaluering på papir eller mobil"),
    ("11.30", "meal", "Felles lunsj"),
    ("12", "closing", "Slutt"),
]
# A line that begins with "–" is a sub-item of the line before it.
PROGRAMME_B = [
    ("09:00", "welcome", "Velkommen ved styreleder"),
    ("09:10", "talk", "Metoder for å rekruttere folk som står utenfor arbeidslivet"),
    ("–", "qa", "Spørsmål fra møteleder"),
    ("09:45", "talk", "Skolevei for unge med flere språk: hva et prosjekt fant"),
    ("–", "talk", "Flere som fullfører videregående: erfaring fra et fylke"),
    ("–", "qa", "Spørsmål fra møteleder"),
    ("10:15", "break", "Pause med noe å bite i"),
    ("10:30", "talk", "Sosialtjenesten: hva gjør den bedre?"),
    ("10:50", "panel", "Panel: hvilke grep nå?"),
    ("11:30", "meal", "Mat, oppsummering og takk for i dag"),
    ("", "social", "Uformell prat: forskere, prosjektledere, advokat om ansettelser"),
]
PROGRAMME_C1 = [
    ("12.00", "meal", "Lunsj"),
    ("13.00", "welcome", "Välkommen"),
    ("13.15", "talk", "Politikk for sivilsamfunnet"),
    ("–", "qa", "Spørsmål"),
    ("14.15", "talk", "Samarbeid kommune–frivillighet"),
    ("14.45", "break", "Spørsmål og pause"),
    ("15.15", "talk", "Å ta vare på nye frivillige"),
    ("15.35", "talk", "Vägen in i föreningslivet för nya invånare"),
    ("15.55", "talk", "Lokale fællesskaber tager imod nye naboer"),
    ("16.35", "break", "Pause"),
    ("17.30", "debate", "Debatt med to innledninger"),
    ("19.00", "social", "Middag"),
]
PROGRAMME_C2 = [
    ("09.00", "welcome", "Velkommen, presentasjonsrunde, coacher, metode, pitcher"),
    ("10.30", "break", "Kaffe"),
    ("11.00", "round", "Runde 1"),
    ("12.00", "meal", "Lunsj"),
    ("13.00", "round", "Runde 2, nye bord"),
    ("14.00", "break", "Kaffe"),
    ("14.30", "round", "Tredje runde: hjem til eget bord"),
    ("15.00", "reflection", "Refleksjon"),
    ("15.30", "closing", "Sluttord"),
]


def make_planner(region: Region | None = None) -> tuple[User, Region]:
    """A coordinator and the region she coordinates."""
    region = region or make_founded_region()
    user = make_user(name="Kari Nordby")
    make_role(region=region, user=user)
    return user, region


def make_draft(frame: str = "empty", day: date = FRIDAY, **fields: Any) -> Event:
    """A draft in a founded region, made by the service."""
    region = fields.pop("region", None) or make_founded_region()
    return create_event(region=region, by=None, now=NOW, day=day, frame=frame, **fields)


def first_day(event: Event) -> EventDay:
    return event.days.order_by("date")[0]


def items_of(day: EventDay) -> list[ProgrammeItem]:
    """The items in the order they are shown."""
    fresh = EventDay.objects.get(pk=day.pk)
    return [item for block in blocks(fresh.items.all()) for item in block.all()]


def at(item: ProgrammeItem) -> str:
    return clock(item.starts_at) if item.starts_at else ""


def outline(day: EventDay) -> list[str]:
    """ "08.30 Velkommen" for each line, "– …" for sub-items."""
    return [
        f"– {item.title}" if item.parent_id else f"{at(item)} {item.title}".strip() for item in items_of(day)
    ]


def table_post(day: EventDay, *new: dict[str, Any], **changes: Any) -> dict[str, str]:
    """What the browser sends: every row of the table, then new ones. ``changes``: ``r0_title="…"``."""
    rows: list[dict[str, Any]] = [
        {"id": item.pk, "parent": item.parent_id, "at": at(item), "kind": item.kind, "title": item.title}
        for item in items_of(day)
    ]
    for name, value in changes.items():
        number, _, field = name.removeprefix("r").partition("_")
        rows[int(number)][field] = value
    rows += new
    posted = {"row-TOTAL_FORMS": str(len(rows)), "row-INITIAL_FORMS": str(len(rows))}
    posted["version"] = str(Event.objects.get(pk=day.event_id).version)
    for place, row in enumerate(rows):
        posted |= {f"row-{place}-{name}": str(cell or "") for name, cell in row.items()}
    return posted


def type_programme(client: Client, day: EventDay, lines: Iterable[tuple[str, str, str]]) -> None:
    """Type a programme line by line, as somebody does: one row, Enter, the next."""
    url = reverse("events_work:programme_day", args=[day.event_id, day.pk])
    parent = ""
    for clock_time, kind, title in lines:
        is_child = clock_time == "–"
        row = {"at": "" if is_child else clock_time, "kind": kind, "title": title}
        row["parent"] = parent if is_child else ""
        answer = client.post(url, table_post(day, row))
        assert answer.status_code == 302, answer.content.decode()[:2000]
        if not is_child:
            parent = str(ProgrammeItem.objects.filter(day=day, parent=None).latest("pk").pk)


def queries_of(client: Client, url: str) -> int:
    """How many statements a second look at the page takes."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    assert len(captured) > 0
    return len(captured)


def when(day: date, clock_time: str) -> datetime:
    hour, minute = map(int, clock_time.split("."))
    return oslo(day.year, day.month, day.day, hour, minute)
