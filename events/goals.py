"""The 17 sustainable development goals: number, short title, and the colour of the stripe beside it.

Text and number only: the UN's own signs have rules of use, and white text fails on most of the colours.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Goal:
    number: int
    title: str | Promise
    colour: str

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


GOALS = {
    number: Goal(number, title, colour)
    for number, title, colour in (
        (1, _("No poverty"), "#e5243b"),
        (2, _("Zero hunger"), "#dda63a"),
        (3, _("Good health and well-being"), "#4c9f38"),
        (4, _("Quality education"), "#c5192d"),
        (5, _("Gender equality"), "#ff3a21"),
        (6, _("Clean water and sanitation"), "#26bde2"),
        (7, _("Affordable and clean energy"), "#fcc30b"),
        (8, _("Decent work and economic growth"), "#a21942"),
        (9, _("Industry, innovation and infrastructure"), "#fd6925"),
        (10, _("Reduced inequalities"), "#dd1367"),
        (11, _("Sustainable cities and communities"), "#fd9d24"),
        (12, _("Responsible consumption and production"), "#bf8b2e"),
        (13, _("Climate action"), "#3f7e44"),
        (14, _("Life below water"), "#0a97d9"),
        (15, _("Life on land"), "#56c02b"),
        (16, _("Peace, justice and strong institutions"), "#00689d"),
        (17, _("Partnerships for the goals"), "#19486a"),
    )
}


def goals_for(numbers: Iterable[object]) -> list[Goal]:
    """The goals with these numbers, in order, each once; what is no goal is left out."""
    wanted = {number for number in numbers if isinstance(number, int)}
    return [goal for number, goal in GOALS.items() if number in wanted]
