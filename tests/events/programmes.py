"""Three real-shaped programmes: a morning with lunch, a conference with loose ends, two Nordic days."""

from datetime import date, time, timedelta
from typing import Any

from events.models import (
    Appearance,
    AppearanceRole,
    AppearanceStatus,
    Event,
    EventDay,
    EventKind,
    EventOrganisation,
    ItemKind,
    OrganisationRole,
    ProgrammeItem,
)
from inkludering.dates import aware
from regions.models import Organisation, Region, Sector
from tests.factories import make_organisation, make_published_event, make_region

PUBLIC, VOLUNTARY, PRIVATE = Sector.PUBLIC, Sector.VOLUNTARY, Sector.PRIVATE
TBC, TBN, CONFIRMED = AppearanceStatus.TBC, AppearanceStatus.TBN, AppearanceStatus.CONFIRMED

MORNING = [
    ("08.10", ItemKind.ARRIVAL, "Dørene åpner: hilsen, navnelapp, kaffe"),
    ("08.30", ItemKind.WELCOME, "Velkommen og hvorfor vi er her"),
    ("08.35", ItemKind.COUNT, "Vi teller: sektorer og nye ansikter"),
    ("08.40", ItemKind.OPENING_ROUND, "Åpningsrunde: hils på tre du ikke kjenner"),
    ("08.48", ItemKind.TALK, "Ungt utenforskap i fylket: hva vil vi oppnå?"),
    ("08.59", ItemKind.TALK, "Kommunen som arbeidsgiver: tre dører inn"),
    ("09.10", ItemKind.TALK, "Butikken som lærte seg å ansette annerledes"),
    ("09.21", ItemKind.TALK, "Tilbake i jobb: en deltakers erfaring"),
    ("09.32", ItemKind.QA, "Spørsmål til alle fire"),
    ("09.43", ItemKind.BREAK, "Kaffe"),
    ("10.00", ItemKind.ROUND, "Ved bordet, runde 1: Hva hindrer oss?"),
    ("10.30", ItemKind.ROUND, "Ved bordet, runde 2: Hva kan vi få til?"),
    ("11.00", ItemKind.OPEN_MIC, "Ordet fritt"),
    ("11.10", ItemKind.SUMMARY, "Oppsummering og neste steg"),
    ("11.20", ItemKind.SURVEY, "Evaluering på papir eller mobil"),
    ("11.30", ItemKind.MEAL, "Felles lunsj"),
    ("12.00", ItemKind.CLOSING, "Takk for i dag"),
]

DAY_ONE = [
    ("12.00", ItemKind.MEAL, "Lunsj", ""),
    ("13.00", ItemKind.WELCOME, "Välkommen", "sv"),
    ("13.15", ItemKind.PANEL, "Politikk for sivilsamfunnet: fire stemmer", ""),
    ("14.15", ItemKind.TALK, "Samarbeid mellom kommune og frivillighet", ""),
    ("14.45", ItemKind.BREAK, "Spørsmål og pause", ""),
    ("15.15", ItemKind.TALK, "Å ta vare på nye frivillige", ""),
    ("15.35", ItemKind.TALK, "Vägen in i föreningslivet för nya invånare", "sv"),
    ("15.55", ItemKind.TALK, "Lokale fællesskaber tager imod nye naboer", "da"),
    ("16.15", ItemKind.TALK, "Att samordna frivilliga i en liten kommun", "sv"),
    ("16.35", ItemKind.BREAK, "Pause", ""),
    ("17.00", ItemKind.TALK, "Avtal mellan idéburna och det offentliga", "sv"),
    ("17.30", ItemKind.DEBATE, "Debatt med to innledninger", ""),
    ("19.00", ItemKind.MEAL, "Middag", ""),
]
DAY_TWO = [
    ("09.00", ItemKind.WELCOME, "Velkommen, presentasjonsrunde, coacher, metode og pitcher", ""),
    ("10.30", ItemKind.BREAK, "Kaffe", ""),
    ("11.00", ItemKind.ROUND, "Runde 1", ""),
    ("12.00", ItemKind.MEAL, "Lunsj", ""),
    ("13.00", ItemKind.ROUND, "Runde 2, nye bord", ""),
    ("14.00", ItemKind.BREAK, "Kaffe", ""),
    ("14.30", ItemKind.ROUND, "Tredje runde: hjem til eget bord", ""),
    ("15.00", ItemKind.REFLECTION, "Refleksjon", ""),
    ("15.30", ItemKind.CLOSING, "Sluttord", ""),
]


def add_item(day: EventDay, at: str, kind: str, title: str, **fields: Any) -> ProgrammeItem:
    starts_at = aware(day.date, time.fromisoformat(at.replace(".", ":"))) if at else None
    position = fields.pop("position", None) or day.items.count()
    return ProgrammeItem.objects.create(
        day=day, position=position, kind=kind, title=title, starts_at=starts_at, **fields
    )


def appear(item: ProgrammeItem, organisation: Organisation | None = None, **fields: Any) -> Appearance:
    values = {"status": CONFIRMED, "position": item.appearances.count()} | fields
    return Appearance.objects.create(item=item, organisation=organisation, **values)


def take_part(event: Event, role: str, *names: tuple[str, str, str]) -> dict[str, Organisation]:
    """Organisations (name, unit, sector) with their part in the event, by name."""
    found = {}
    for name, unit, sector in names:
        found[name] = make_organisation(name=name, unit=unit, sector=sector)
        EventOrganisation.objects.create(event=event, organisation=found[name], role=role)
    return found


def morning(day: date | None = None, region: Region | None = None, **fields: Any) -> Event:
    """Programme A: 08.30-12.00 with lunch, one speaker not confirmed, one still to be named."""
    region = region or make_region(name="Telemark", slug="telemark", sort_name="telemark")
    controller = make_organisation(name="Fjordby kommune", unit="Kompetanse og inkludering")
    values = {
        "title": "Arbeidsinkludering",
        "slug": "arbeidsinkludering",
        "subtitle": "Tre dører inn, og hvem som holder dem åpne",
        "guiding_question": "Hva skal til for at flere får prøve seg i jobb?",
        "introduction": "Mange vil jobbe. Mange vil ansette. Likevel finner de ikke hverandre.",
        "audience": "møter folk som vil i jobb\nleder en bedrift\nhar stått utenfor selv",
        "goals": [8, 10, 17],
        "hashtags": "inkludering telemark arbeid",
        "access_info": "Trinnfri inngang, heis, teleslynge og stille rom",
        "travel_info": "Buss M2 stopper ved døra. Gratis parkering.",
        "contact_phone": "+47 00 00 00 01",
        "meal_note": "Suppe og brød, også uten kjøtt og gluten",
    } | fields
    event = make_published_event(day=day, region=region, controller=controller, **values)
    take_part(
        event, OrganisationRole.ORGANISER, ("Grenlia fylkeskommune", "Folkehelse og deltakelse", PUBLIC)
    )
    take_part(
        event,
        OrganisationRole.CO_ORGANISER,
        ("Møteplassen Elvestad", "", VOLUNTARY),
        ("Arbeids- og velferdskontoret Elvestad", "", PUBLIC),
        ("Åsgrenda vel", "", VOLUNTARY),
    )
    take_part(event, OrganisationRole.FUNDER, ("Fjordfondet", "", VOLUNTARY))
    _fill_morning(event, controller)
    return event


def _fill_morning(event: Event, municipality: Organisation) -> None:
    day = event.days.get()
    shop = make_organisation(name="Butikkjeden Torget AS", sector=PRIVATE, kind="company")
    neighbours = make_organisation(name="Nabolagsforeningen Lindetunet", sector=VOLUNTARY)
    items = {title: add_item(day, at, kind, title) for at, kind, title in MORNING}
    appear(items[MORNING[5][2]], municipality, shown_title="Virksomhetsleder")
    appear(items[MORNING[6][2]], shop, person_name="Kari Nordby", shown_title="Daglig leder", status=TBC)
    appear(items[MORNING[7][2]], neighbours, person_name="Ola Hemmelig", status=TBN)


def conference(day: date | None = None, **fields: Any) -> Event:
    """Programme B: sub-items without times, the same people in several items, no end time."""
    values = {"title": "Rekruttering", "slug": "rekruttering", "kind": EventKind.CONFERENCE} | fields
    event = make_published_event(day=day, **values)
    one = event.days.get()
    welcome = add_item(one, "09.00", ItemKind.WELCOME, "Velkommen ved styreleder")
    appear(welcome, person_name="Kari Nordby", shown_title="styreleder")
    talk = add_item(one, "09.10", ItemKind.TALK, "Metoder for å rekruttere")
    appear(talk, person_name="Per Ås", shown_title="daglig leder, tidligere konsulent")
    asked = add_item(one, "", ItemKind.QA, "Spørsmål fra møteleder", parent=talk)
    appear(asked, person_name="Eli Øy", role=AppearanceRole.MODERATOR)
    add_item(one, "10.15", ItemKind.BREAK, "Pause med noe å bite i")
    add_item(one, "10.30", ItemKind.TALK, "Sosialtjenesten: hva gjør den bedre?")
    panel = add_item(one, "10.50", ItemKind.PANEL, "Panel: hvilke grep nå?", more_to_come=True)
    appear(panel, person_name="Kari Nordby", shown_title="styreleder", role=AppearanceRole.PANELLIST)
    add_item(one, "11.30", ItemKind.MEAL, "Mat, oppsummering og takk for i dag")
    Event.objects.filter(pk=event.pk).update(ends_at=aware(one.date, time(23, 59)))
    event.refresh_from_db()
    return event


def nordic(day: date | None = None, **fields: Any) -> Event:
    """Programme C: two days of different kinds in three languages, funders apart."""
    values = {
        "title": "Nye naboer",
        "slug": "nye-naboer",
        "kind": EventKind.GATHERING,
        "capacity": 80,
    } | fields
    event = make_published_event(day=day, **values)
    first = event.days.get()
    EventDay.objects.filter(pk=first.pk).update(title="Kunnskapsdag")
    second = EventDay.objects.create(event=event, date=first.date + timedelta(days=1), title="Verksted")
    for one, rows in ((first, DAY_ONE), (second, DAY_TWO)):
        for at, kind, title, language in rows:
            add_item(one, at, kind, title, language=language)
    ends_at = aware(second.date, time(15, 30))
    Event.objects.filter(pk=event.pk).update(starts_at=aware(first.date, time(12)), ends_at=ends_at)
    event.refresh_from_db()
    return event
