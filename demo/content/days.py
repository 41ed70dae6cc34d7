"""The events of the demo, counted in days from the day of loading."""

from dataclasses import dataclass

from demo.content.programmes import PROGRAMME_A, PROGRAMME_B, PROGRAMME_C, Day
from demo.content.sign_up import NORDIC, DemoSignUp
from events.models import EventKind

FRIDAY, WEDNESDAY, THURSDAY, TUESDAY = 4, 2, 3, 1
ANY_WORKING_DAY = -1


@dataclass(frozen=True)
class DemoEvent:
    """``days_from_now`` is moved on to the next ``weekday``; a negative one lies in the past."""

    region: str
    theme: str
    days_from_now: int
    weekday: int
    programme: list[Day]
    registered: int
    capacity: int
    title: str = ""
    subtitle: str = ""
    kind: EventKind = EventKind.INCLUSION_DAY
    waiting: int = 0
    published: bool = True
    venue: tuple[str, str] = ("Kulturhuset Lanterna", "Bryggegata 4, Fjordby")
    organisers: tuple[str, ...] = ()
    co_organisers: tuple[str, ...] = ()
    funders: tuple[str, ...] = ("Fjordfondet",)
    introduction: str = ""
    audience: str = ""
    checked_in: int = 0
    offered: int = 0  # of the seats, held for as many of those in line
    sign_up: DemoSignUp | None = None


INTRODUCTION = (
    "Mange vil jobbe. Mange vil ansette. Likevel finner de ikke hverandre. Denne formiddagen setter vi oss "
    "ved samme bord: kommune, frivillighet, næringsliv, gründere og forskere."
)
AUDIENCE = (
    "møter folk som vil i jobb, men ikke kommer inn\n"
    "leder en bedrift og lurer på hvordan du kan åpne døra\n"
    "har stått utenfor selv og vil dele hva som hjalp"
)
OPEN_TO_ALL = "møter dette i jobben din\ner engasjert der du bor\nvil bli kjent med andre som vil det samme"

EVENTS = [
    DemoEvent(
        "telemark",
        "Arbeidsinkludering",
        20,
        FRIDAY,
        PROGRAMME_A,
        38,
        64,
        subtitle="Tre dører inn, og hvem som holder dem åpne",
        organisers=("Fjordby kommune", "Grenlia fylkeskommune"),
        co_organisers=(
            "Arbeids- og velferdskontoret Elvestad",
            "Møteplassen Elvestad",
            "Elvestad kommune",
            "Nabolagsforeningen Lindetunet",
            "Fellesverket",
            "Stiftelsen Brua",
        ),
        introduction=INTRODUCTION,
        audience=AUDIENCE,
    ),
    DemoEvent(
        "oslo",
        "Samskaping i nabolaget",
        1,
        ANY_WORKING_DAY,
        PROGRAMME_A,
        58,
        70,
        venue=("Biblioteket i Nordmarka", "Torggata 2, Oslo"),
        organisers=("Bydel Nordmarka", "Frivilligsentralen Midtbyen"),
        co_organisers=("Sjanse AS",),
        introduction="Naboer, bydel og butikken på hjørnet har hver sin del av svaret.",
        audience=OPEN_TO_ALL,
        checked_in=44,
    ),
    DemoEvent(
        "oslo",
        "Språk som bro",
        25,
        TUESDAY,
        PROGRAMME_A,
        40,
        50,
        venue=("Folkets hus Midtbyen", "Storgata 11, Oslo"),
        organisers=("Frivilligsentralen Midtbyen", "Bydel Nordmarka"),
        co_organisers=("Elvestad voksenopplæring",),
        introduction="Vi lærer språk av hverandre når vi gjør noe sammen.",
        audience=OPEN_TO_ALL,
    ),
    DemoEvent(
        "rogaland",
        "Grønne arbeidsplasser",
        12,
        THURSDAY,
        PROGRAMME_A,
        49,
        50,
        waiting=7,
        offered=1,
        venue=("Havbris kantine", "Kaia 1, Elvestad"),
        organisers=("Havbris Industri AS", "Elvestad kommune"),
        co_organisers=("Studieforbundet Lær",),
        introduction="Nye yrker kan være nye sjanser, om vi gjør det sammen.",
        audience=OPEN_TO_ALL,
    ),
    DemoEvent(
        "vestfold",
        "Fullføre videregående",
        33,
        WEDNESDAY,
        PROGRAMME_B,
        22,
        120,
        kind=EventKind.CONFERENCE,
        title="Hvem følger ungdommen over målstreken?",
        venue=("Høgskolen i Fjordland, auditorium 2", "Campusveien 5, Fjordby"),
        organisers=("Høgskolen i Fjordland",),
        co_organisers=("Kaffekoppen Opplæring SA", "Fjordby kommune"),
        introduction="Kommunen er både samfunnsaktør og arbeidsgiver. Hva kan den gjøre mer av?",
        audience=OPEN_TO_ALL,
    ),
    DemoEvent(
        "ostfold",
        "Nye frivillige",
        47,
        WEDNESDAY,
        PROGRAMME_C,
        31,
        80,
        kind=EventKind.GATHERING,
        title="Nordisk verksted: nye frivillige i små og store kommuner i tre land",
        subtitle="To dager: en kunnskapsdag og et verksted",
        venue=("Grensen konferansesenter", "Broveien 1, Elvestad"),
        organisers=("Grenlia fylkeskommune",),
        co_organisers=("Åkerlund stad", "Fellesverket"),
        introduction="Kommuner og foreninger i tre land bytter erfaringer og lager planer.",
        audience="arbeider i en kommune\nleder en forening\nhar et prosjekt som trenger gode hoder",
        sign_up=NORDIC,
    ),
    DemoEvent(
        "telemark",
        "Ungdom og psykisk helse",
        -70,
        FRIDAY,
        PROGRAMME_A,
        62,
        70,
        organisers=("Elvestad kommune", "Møteplassen Elvestad"),
        introduction=INTRODUCTION,
        audience=OPEN_TO_ALL,
        checked_in=51,
    ),
    DemoEvent(
        "telemark",
        "Fritid for alle",
        -130,
        FRIDAY,
        PROGRAMME_A,
        55,
        70,
        organisers=("Fjordby kommune", "Idrettslaget Framsteg"),
        introduction=INTRODUCTION,
        audience=OPEN_TO_ALL,
        checked_in=46,
    ),
    DemoEvent(
        "oslo",
        "Ensomhet blant eldre",
        -35,
        TUESDAY,
        PROGRAMME_A,
        66,
        70,
        venue=("Biblioteket i Nordmarka", "Torggata 2, Oslo"),
        organisers=("Bydel Nordmarka",),
        introduction="Hvem ringer på, og hvem blir igjen til kaffe?",
        audience=OPEN_TO_ALL,
        checked_in=54,
    ),
    DemoEvent(
        "telemark",
        "Kvinner og arbeid",
        76,
        FRIDAY,
        PROGRAMME_A,
        0,
        64,
        published=False,
        organisers=("Fjordby kommune",),
        introduction="",
        audience="",
    ),
    DemoEvent(
        "fjordbygda",
        "Et nytt grendehus",
        60,
        THURSDAY,
        PROGRAMME_A,
        0,
        40,
        published=False,
        venue=("Grendehuset", "Fjordvegen 3, Fjordbygda"),
        organisers=("Frivilligsentralen Midtbyen",),
    ),
]
