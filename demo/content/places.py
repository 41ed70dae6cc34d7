"""Regions and organisations."""

from typing import NamedTuple

from regions.models import Cadence, OrganisationKind, Phase, Sector


class Place(NamedTuple):
    slug: str
    name: str
    parent: str
    phase: Phase
    cadence: Cadence
    held_before: int
    language: str
    vision: str


RUNNING, ESTABLISHING, INTEREST = Phase.RUNNING, Phase.ESTABLISHING, Phase.INTEREST
MONTHLY, SECOND, FREE = Cadence.MONTHLY, Cadence.SECOND_MONTH, Cadence.FREE

REGIONS = [
    Place(
        "oslo",
        "Oslo",
        "",
        RUNNING,
        MONTHLY,
        41,
        "nb",
        "En by der ingen står alene med det som kan løses sammen.",
    ),
    Place(
        "rogaland",
        "Rogaland",
        "",
        RUNNING,
        MONTHLY,
        22,
        "nb",
        "Vi møtes hver måned, og døra er åpen for alle.",
    ),
    Place(
        "ostfold",
        "Østfold",
        "",
        RUNNING,
        SECOND,
        9,
        "nb",
        "Fra fine ord til felles handling, på tvers av grenser.",
    ),
    Place(
        "vestfold", "Vestfold", "", RUNNING, SECOND, 7, "nb", "Kort vei mellom folk, kort vei til handling."
    ),
    Place(
        "telemark",
        "Telemark",
        "",
        ESTABLISHING,
        SECOND,
        0,
        "nb",
        "Alle skal ha sin plass. Derfor møtes vi på tvers.",
    ),
    Place(
        "grenland",
        "Grenland",
        "telemark",
        ESTABLISHING,
        FREE,
        0,
        "nb",
        "Byene ved elva finner ut mer sammen.",
    ),
    Place(
        "fjordbygda",
        "Fjordbygda",
        "",
        INTEREST,
        FREE,
        0,
        "nn",
        "Vi vil prøve å samle folk rundt det same bordet.",
    ),
]


class Body(NamedTuple):
    name: str
    unit: str
    kind: OrganisationKind
    sector: Sector
    country: str = "NO"


K, S = OrganisationKind, Sector
ORGANISATIONS = [
    Body("Fjordby kommune", "Kompetanse og inkludering", K.MUNICIPALITY, S.PUBLIC),
    Body("Elvestad kommune", "", K.MUNICIPALITY, S.PUBLIC),
    Body("Grenlia fylkeskommune", "", K.COUNTY, S.PUBLIC),
    Body("Bydel Nordmarka", "", K.CITY_DISTRICT, S.PUBLIC),
    Body("Arbeids- og velferdskontoret Elvestad", "", K.STATE, S.PUBLIC),
    Body("Elvestad voksenopplæring", "", K.MUNICIPALITY, S.PUBLIC),
    Body("Fjordby bibliotek", "", K.LIBRARY, S.PUBLIC),
    Body("Nabolagsforeningen Lindetunet", "", K.ASSOCIATION, S.VOLUNTARY),
    Body("Møteplassen Elvestad", "", K.ASSOCIATION, S.VOLUNTARY),
    Body("Frivilligsentralen Midtbyen", "", K.VOLUNTEER_CENTRE, S.VOLUNTARY),
    Body("Internasjonalt kvinnenettverk", "", K.ASSOCIATION, S.VOLUNTARY),
    Body("Idrettslaget Framsteg", "", K.ASSOCIATION, S.VOLUNTARY),
    Body("Studieforbundet Lær", "", K.ASSOCIATION, S.VOLUNTARY),
    Body("Stiftelsen Brua", "", K.FOUNDATION, S.VOLUNTARY),
    Body("Sjanse AS", "", K.SOCIAL_ENTERPRISE, S.SOCIAL_ENTREPRENEUR),
    Body("Kaffekoppen Opplæring SA", "", K.SOCIAL_ENTERPRISE, S.SOCIAL_ENTREPRENEUR),
    Body("Havbris Industri AS", "", K.COMPANY, S.PRIVATE),
    Body("Butikkjeden Torget AS", "", K.COMPANY, S.PRIVATE),
    Body("Høgskolen i Fjordland", "", K.UNIVERSITY, S.ACADEMIA),
    Body("Fellesverket", "", K.ASSOCIATION, S.PRIVATE),
    Body("Fjordfondet", "", K.FUNDER, S.OTHER),
    Body("Åkerlund stad", "", K.MUNICIPALITY, S.PUBLIC, "SE"),
    Body("Föreningen Broar", "", K.ASSOCIATION, S.VOLUNTARY, "SE"),
    Body("Vestkyst Kommune", "", K.MUNICIPALITY, S.PUBLIC, "DK"),
    Body("Foreningen Naboskab", "", K.ASSOCIATION, S.VOLUNTARY, "DK"),
]

# region -> names of the organisations in its working group
WORKING_GROUPS = {
    "telemark": [
        "Fjordby kommune",
        "Elvestad kommune",
        "Grenlia fylkeskommune",
        "Møteplassen Elvestad",
        "Stiftelsen Brua",
        "Nabolagsforeningen Lindetunet",
        "Fellesverket",
    ],
    "oslo": ["Bydel Nordmarka", "Sjanse AS", "Frivilligsentralen Midtbyen", "Fellesverket"],
    "rogaland": ["Elvestad kommune", "Havbris Industri AS", "Studieforbundet Lær"],
    "ostfold": ["Grenlia fylkeskommune", "Föreningen Broar", "Internasjonalt kvinnenettverk"],
    "vestfold": ["Fjordby kommune", "Kaffekoppen Opplæring SA", "Høgskolen i Fjordland"],
    "grenland": ["Fjordby bibliotek", "Idrettslaget Framsteg"],
    "fjordbygda": ["Frivilligsentralen Midtbyen"],
}
