"""Invented participants: always the same for the same seed."""

import random
import re
from collections.abc import Iterator
from typing import NamedTuple

from inkludering.text import fold
from regions.models import Organisation, Sector

SHARES = {
    Sector.PUBLIC: 44,
    Sector.VOLUNTARY: 27,
    Sector.PRIVATE: 10,
    Sector.SOCIAL_ENTREPRENEUR: 7,
    Sector.ACADEMIA: 8,
    Sector.OTHER: 4,
}
EDGE_CASES = [
    ("Åse-Marie", "Øvregård-Knutsen"),
    ("Bjørg Æ.", "Ås"),
    ("Đặng Thị", "Hương"),
    ("José María", "Ñúñez"),
    ("Bo", ""),
    ("Oluwaseun", "Adébáyọ̀-Williams"),
    ("X", "Æther"),
    ("Mohammed", "Al-Ḥasan ibn Yūsuf"),
    ("Göran", "Åkerblom"),
    ("Søren", "Æbelø"),
    ("Siobhán", "O'Brien-Ødegård"),
    ("Sukarti", ""),
]
FIRST_NAMES = """
Aisha Amina Anja Arve Asbjørn Astrid Aurora Berit Birk Brage Dagny Eirin Eldbjørg Elias Embla Farah
Finn Frode Gaute Grete Gunvor Halvor Hanna Hedda Idun Ingrid Isak Jorunn Kaja Kasper Kjell Kjersti
Leif Leyla Liv Lovise Magne Mariam Marte Mette Mina Nils Nora Odd Oline Pernille Ragnhild Rune
Samira Selma Signe Sigrid Silje Sindre Solveig Stian Sunniva Synnøve Tiril Tobias Torbjørn Trine
Tuva Ulrik Vilde Wenche Yusuf Åshild
""".split()  # noqa: SIM905  # a list of words reads best as words
LAST_NAMES = """
Askeland Berglund Birkevold Brattli Dalhaug Eikeland Elvebakk Fagerli Fjellstad Furuseth Granli
Grønvoll Hagelund Haugstad Heimdal Hovland Kleppe Kråkenes Lindmo Lyngstad Melby Mosvold Myrhaug
Nordbotn Nyhus Rønningsbakk Sandvoll Skogli Solhaug Steinsvik Storhaug Sundnes Tangerud Tveiten
Ulvestad Vestrum Viklund Øksnes Østlid Åmodt
""".split()  # noqa: SIM905  # a list of words reads best as words
MUNICIPALITIES = ["Fjordby", "Elvestad", "Midtbyen", "Nordmarka", ""]


class Person(NamedTuple):
    first_name: str
    last_name: str
    email: str
    organisation: Organisation | None
    sector: Sector
    municipality: str
    is_first_time: bool
    no_photo: bool
    comes: bool
    cancels: bool


def people(
    seed: int, count: int, organisations: list[Organisation], *, first_time: int = 40
) -> Iterator[Person]:
    """``count`` people for one event; ``first_time`` per cent are new. Edge-case names come first."""
    dice = random.Random(seed)  # noqa: S311  # invented people, not secrets
    names = dice.sample(EDGE_CASES, len(EDGE_CASES)) + [
        (dice.choice(FIRST_NAMES), dice.choice(LAST_NAMES)) for _number in range(count)
    ]
    for number, (first, last) in enumerate(names[:count]):
        sector = dice.choices(list(SHARES), weights=list(SHARES.values()))[0]
        bodies = [body for body in organisations if body.sector == sector]
        address = ".".join(re.findall(r"[a-z0-9]+", fold(f"{first} {last}")))
        yield Person(
            first_name=first,
            last_name=last,
            email=f"{address}.{seed}-{number}@example.org",
            organisation=dice.choice(bodies) if bodies and dice.random() < 0.9 else None,
            sector=sector,
            municipality=dice.choice(MUNICIPALITIES),
            is_first_time=dice.randrange(100) < first_time,
            no_photo=dice.random() < 0.08,
            comes=dice.random() < 0.88,
            cancels=dice.random() < 0.07,
        )
