"""Programmes A (a work-inclusion morning), B (a municipal conference) and C (two Nordic days)."""

from dataclasses import dataclass, field
from datetime import time

from events.models import AppearanceRole, AppearanceStatus, ItemKind

K = ItemKind
CONFIRMED, TBC, TBN = AppearanceStatus.CONFIRMED, AppearanceStatus.TBC, AppearanceStatus.TBN


@dataclass(frozen=True)
class Who:
    """Somebody in an item: title as shown there, organisation, role and how sure it is."""

    title: str = ""
    organisation: str = ""
    name: str = ""
    role: AppearanceRole = AppearanceRole.SPEAKER
    status: AppearanceStatus = CONFIRMED
    stays: bool = True


@dataclass(frozen=True)
class Line:
    """An item; ``at`` is "" for one without a time, ``sub`` marks a sub-item of the one before."""

    at: str
    kind: ItemKind
    title: str
    who: tuple[Who, ...] = ()
    abstract: str = ""
    language: str = ""
    sub: bool = False
    more: bool = False


@dataclass(frozen=True)
class Day:
    lines: list[Line]
    title: str = ""
    introduction: str = ""
    ends: str = ""
    capacity: int | None = None
    rounds: list[int | None] = field(default_factory=list)  # None: new tables; n: back to round n


def clock_of(text: str) -> time | None:
    if not text:
        return None
    hour, minute = map(int, text.split("."))
    return time(hour, minute)


HOST = AppearanceRole.HOST
MODERATOR, MC, PANEL = AppearanceRole.MODERATOR, AppearanceRole.MC, AppearanceRole.PANELLIST
FACILITATOR, LEADER, COACH = AppearanceRole.FACILITATOR, AppearanceRole.DEBATE_LEADER, AppearanceRole.COACH

PROGRAMME_A = [
    Day(
        [
            Line(
                "08.10", K.ARRIVAL, "Dørene åpner: hilsen, navnelapp, kaffe", (Who("Vertskapet", role=HOST),)
            ),
            Line(
                "08.30",
                K.WELCOME,
                "Velkommen og hvorfor vi er her",
                (
                    Who("Fylkesdirektør", "Grenlia fylkeskommune", role=HOST),
                    Who("Virksomhetsleder", "Fjordby kommune", role=HOST),
                ),
            ),
            Line("08.35", K.COUNT, "Vi teller: sektorer og nye ansikter", (Who("Koordinator", role=HOST),)),
            Line(
                "08.40",
                K.OPENING_ROUND,
                "Åpningsrunde: hils på tre du ikke kjenner",
                (Who("Fasilitator", role=FACILITATOR),),
            ),
            Line(
                "08.48",
                K.TALK,
                "Ungt utenforskap i fylket: hva vil vi oppnå?",
                (Who("Fylkespolitiker", "Grenlia fylkeskommune"),),
            ),
            Line(
                "08.59",
                K.TALK,
                "Kommunen som arbeidsgiver: tre dører inn",
                (Who("Virksomhetsleder", "Fjordby kommune"),),
            ),
            Line(
                "09.10",
                K.TALK,
                "Butikken som lærte seg å ansette annerledes",
                (Who("Daglig leder", "Butikkjeden Torget AS", status=TBC),),
            ),
            Line(
                "09.21",
                K.TALK,
                "Tilbake i jobb: en deltakers erfaring",
                (Who("", "Nabolagsforeningen Lindetunet", status=TBN),),
            ),
            Line("09.32", K.QA, "Spørsmål til alle fire", (Who("Møteleder", role=MODERATOR),)),
            Line("09.43", K.BREAK, "Kaffe"),
            Line(
                "10.00",
                K.ROUND,
                "Workshop runde 1: hindre",
                abstract="Fire til åtte ved hvert bord.",
            ),
            Line(
                "10.30", K.ROUND, "Workshop runde 2: muligheter, nye bord", abstract="Nye bord og nye folk."
            ),
            Line("11.00", K.OPEN_MIC, "Ordet fritt"),
            Line("11.10", K.SUMMARY, "Oppsummering og neste steg", (Who("Fasilitator", role=FACILITATOR),)),
            Line("11.20", K.SURVEY, "Evaluering på papir eller mobil"),
            Line("11.30", K.MEAL, "Felles lunsj", abstract="Suppe og brød, også uten kjøtt og gluten."),
            Line("12.00", K.CLOSING, "Slutt"),
        ],
        rounds=[None, None],
    )
]

PROGRAMME_B = [
    Day(
        [
            Line(
                "09.00", K.WELCOME, "Velkommen", (Who("Styreleder", "Kaffekoppen Opplæring SA", role=HOST),)
            ),
            Line(
                "09.10",
                K.TALK,
                "Metoder for å rekruttere folk som står utenfor arbeidslivet",
                (
                    Who("Administrerende direktør, tidligere konsulent", "Sjanse AS"),
                    Who("Avdelingsleder", "Fjordby kommune"),
                    Who("Veileder", "Fjordby kommune"),
                ),
            ),
            Line("", K.QA, "Spørsmål fra møteleder", (Who("Møteleder", role=MODERATOR),), sub=True),
            Line(
                "09.45",
                K.TALK,
                "Skolevei for unge med flere språk: hva et prosjekt fant",
                (Who("Seniorrådgiver", "Sjanse AS"), Who("Rådgiver", "Sjanse AS")),
            ),
            Line(
                "",
                K.TALK,
                "Flere som fullfører videregående: erfaring fra et fylke",
                (Who("Seksjonsleder", "Grenlia fylkeskommune"),),
                sub=True,
            ),
            Line("", K.QA, "Spørsmål fra møteleder", (Who("Møteleder", role=MODERATOR),), sub=True),
            Line("10.15", K.BREAK, "Pause med noe å bite i"),
            Line("10.30", K.TALK, "Sosialtjenesten: hva gjør den bedre?"),
            Line(
                "10.50",
                K.PANEL,
                "Panel: hvilke grep nå?",
                (
                    Who("Administrerende direktør", "Sjanse AS", role=PANEL),
                    Who("Avdelingsleder", "Fjordby kommune", role=PANEL),
                    Who("Styreleder", "Kaffekoppen Opplæring SA", role=PANEL),
                ),
                more=True,
            ),
            Line("11.30", K.MEAL, "Mat, oppsummering og takk for i dag"),
            Line(
                "",
                K.SOCIAL,
                "Uformell prat: forskere, prosjektledere, advokat om ansettelser",
                abstract="Frivillig, etter at programmet er slutt.",
            ),
        ]
    )
]

PROGRAMME_C = [
    Day(
        [
            Line("12.00", K.MEAL, "Lunsj"),
            Line("13.00", K.WELCOME, "Välkommen", (Who("Ambassadör", "Åkerlund stad"),), language="sv"),
            Line(
                "13.15",
                K.PANEL,
                "Politikk for sivilsamfunnet: fire stemmer",
                (
                    Who("Seniorrådgiver", "Fellesverket", role=PANEL),
                    Who("Utvecklingsledare", "Föreningen Broar", role=PANEL),
                    Who("", "Vestkyst Kommune", role=PANEL, status=TBN),
                    Who("Sekretariatsleder", "Foreningen Naboskab", role=PANEL, status=TBC),
                ),
            ),
            Line("", K.QA, "Spørsmål", sub=True),
            Line(
                "14.15",
                K.TALK,
                "Samarbeid mellom kommune og frivillighet",
                (Who("Rådgiver", "Elvestad kommune"), Who("Daglig leder", "Frivilligsentralen Midtbyen")),
            ),
            Line("14.45", K.BREAK, "Spørsmål og pause"),
            Line("15.15", K.TALK, "Å ta vare på nye frivillige", (Who("Leder", "Studieforbundet Lær"),)),
            Line(
                "15.35",
                K.TALK,
                "Vägen in i föreningslivet för nya invånare",
                (Who("Projektledare", "Föreningen Broar"),),
                language="sv",
            ),
            Line(
                "15.55",
                K.TALK,
                "Lokale fællesskaber tager imod nye naboer",
                (Who("Projektleder", "Foreningen Naboskab"),),
                language="da",
            ),
            Line(
                "16.15",
                K.TALK,
                "Att samordna frivilliga i en liten kommun",
                (Who("Samordnare", "Åkerlund stad"),),
                language="sv",
            ),
            Line("16.35", K.BREAK, "Pause"),
            Line(
                "17.00",
                K.TALK,
                "Avtal mellan idéburna och det offentliga",
                (Who("Strateg", "Åkerlund stad"),),
                language="sv",
            ),
            Line(
                "17.30",
                K.DEBATE,
                "Debatt med to innledninger",
                (Who("Konferansier og debattleder", "Fellesverket", role=LEADER),),
            ),
            Line("19.00", K.SOCIAL, "Middag"),
        ],
        title="Kunnskapsdag",
        introduction="Vi hører hva som virker i tre land.",
        ends="21.30",
    ),
    Day(
        [
            Line(
                "09.00",
                K.OPENING_ROUND,
                "Velkommen, presentasjonsrunde, coacher og metode",
                (
                    Who("Fasilitator", "Sjanse AS", role=FACILITATOR),
                    Who("Fasilitator", "Stiftelsen Brua", role=FACILITATOR),
                ),
            ),
            Line("10.00", K.PITCH, "Prosjektene presenteres", (Who("Seks ekspertcoacher", role=COACH),)),
            Line("10.30", K.BREAK, "Kaffe"),
            Line("11.00", K.ROUND, "Runde 1: prosjektbordene"),
            Line("12.00", K.MEAL, "Lunsj"),
            Line("13.00", K.ROUND, "Runde 2: nye bord"),
            Line("14.00", K.BREAK, "Kaffe"),
            Line("14.30", K.ROUND, "Tredje runde: hjem til eget bord"),
            Line("15.00", K.REFLECTION, "Refleksjon: metode og ny innsikt"),
            Line("15.30", K.CLOSING, "Sluttord", (Who("Avdelingsdirektør", "Fellesverket"),)),
        ],
        title="Verksted",
        introduction="Vi gjør virkelige prosjekter om til planer.",
        capacity=64,
        rounds=[None, None, 1],
    ),
]
