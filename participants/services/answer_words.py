"""The extra answers as people read them: on the own page, on the work page, in an export, in a download."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from inkludering.dates import long_date
from participants.models import Part, Registration
from participants.services.asking import Asked
from participants.services.extra_answers import Extras, read_extras
from regions.models import Country


@dataclass(frozen=True)
class Line:
    """A question and what was answered."""

    label: str
    words: str


def lines_of(registration: Registration, asked: Asked) -> list[Line]:
    """One line for each answer that was given."""
    extras = read_extras(registration)
    found = [Line(label, words(extras)) for label, words in columns_of(asked)]
    return [line for line in found if line.words]


Words = Callable[[Extras], str]


def columns_of(asked: Asked) -> list[tuple[str, Words]]:
    """Each thing asked, with how its answer is written: the columns of a list."""
    columns: list[tuple[str, Words]] = []
    asks = asked.sign_up
    if asks.asks_country:
        columns.append((_("Country"), lambda extras: _country(extras.country)))
    if len(asked.days) > 1:
        columns.append((_("Days"), lambda extras: _days(extras, asked)))
    if asked.items:
        columns.append((_("Comes to"), lambda extras: _items(extras, asked)))
    if asks.asks_role:
        columns.append((_("Comes as"), lambda extras: str(Part(extras.part).label)))
        columns.append((_("Task"), lambda extras: extras.assignment))
    if asks.asks_experience:
        columns.append((_("Can contribute"), lambda extras: extras.experience))
    if asks.asks_wall:
        columns.append((_("Looks for"), lambda extras: extras.looks_for))
        columns.append((_("Can offer"), lambda extras: extras.offers))
    return columns + [(question.text, _answer_to(question.pk)) for question in asked.questions]


def _country(code: str) -> str:
    return str(Country(code).label) if code in Country.values else ""


def _days(extras: Extras, asked: Asked) -> str:
    if not extras.days:
        return _("all days")
    return ", ".join(long_date(day.date) for day in asked.days if day.pk in extras.days)


def _items(extras: Extras, asked: Asked) -> str:
    return ", ".join(item.title for item in asked.items if item.pk in extras.items)


def _answer_to(question_id: int) -> Words:
    def words(extras: Extras) -> str:
        value = extras.answers.get(question_id, "")
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

    return words
