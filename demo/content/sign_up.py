"""What sign-up to an event of the demo asks beyond the five questions, and what it costs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoQuestion:
    text: str
    answers: tuple[str, ...]  # what people answer; the choices too, where there are any
    kind: str = "text"


@dataclass(frozen=True)
class DemoSignUp:
    """``prices`` are in whole kroner, with the numbers of the days they are for (none: all). ``code`` makes
    it free, for ``reason``."""

    items: tuple[str, ...]
    questions: tuple[DemoQuestion, ...]
    tasks: tuple[str, ...]
    contributions: tuple[str, ...]
    prices: tuple[tuple[str, int, tuple[int, ...]], ...]
    code: str
    reason: str


NORDIC = DemoSignUp(
    items=("Middag",),
    questions=(
        DemoQuestion(
            "Hva håper du å ta med deg hjem?",
            (
                "Noen å ringe til når vi står fast",
                "En plan vi tør å prøve i mars",
                "Hvordan de andre får ungdommene til å bli",
                "Ett grep som virker i en liten kommune",
            ),
        ),
        DemoQuestion(
            "Hvilket språk vil du helst arbeide på ved bordet?",
            ("Norsk", "Svensk", "Dansk", "Går fint med alle"),
            kind="choice",
        ),
        DemoQuestion(
            "Hva har dere i dag?",
            ("Frivilligsentral", "Koordinator i kommunen", "Felles lokale", "Ingenting ennå"),
            kind="many",
        ),
    ),
    tasks=(
        "Vertskap for nye frivillige på biblioteket",
        "Lag på tvers: idrett, kor og kulturskole",
        "Første uke som frivillig, steg for steg",
        "En dør inn for familier som nettopp har flyttet hit",
        "Kafé drevet av pensjonister og elever",
        "Avtale mellom kommune og forening på én side",
        "Frivillige som følger til fritidsaktivitet",
        "Bytteordning for utstyr mellom tre kommuner",
    ),
    contributions=(
        "Har startet to frivilligsentraler og gjort feilene først",
        "Kan mye om tilskudd og rapportering",
        "Leder møter så alle slipper til",
    ),
    prices=(
        ("Begge dager", 1495, (1, 2)),
        ("Bare kunnskapsdagen", 850, (1,)),
        ("Redusert: student eller uten lønn", 500, ()),
    ),
    code="INNLEDER",
    reason="Innleder",
)
