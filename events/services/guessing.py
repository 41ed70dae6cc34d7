"""Guess an item's type from its title, in the languages a programme is written in."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import pgettext_lazy

from events.models import ItemKind
from inkludering.text import fold

# Each list is translated as a list: lower-case words or beginnings of words, the most telling first.
WORDS = {
    ItemKind.ARRIVAL: pgettext_lazy("words in a programme", "the doors open, arrival, registration"),
    ItemKind.ROUND: pgettext_lazy("words in a programme", "round, workshop, group work, at the tables"),
    ItemKind.OPENING_ROUND: pgettext_lazy("words in a programme", "opening round, say hello, introductions"),
    ItemKind.COUNT: pgettext_lazy("words in a programme", "we count, head count"),
    ItemKind.OPEN_MIC: pgettext_lazy("words in a programme", "the floor is open, open mic"),
    ItemKind.SURVEY: pgettext_lazy("words in a programme", "evaluation, survey"),
    ItemKind.MEAL: pgettext_lazy("words in a programme", "lunch, dinner, breakfast, supper"),
    ItemKind.BREAK: pgettext_lazy("words in a programme", "break, coffee, pause"),
    ItemKind.QA: pgettext_lazy("words in a programme", "questions, question time"),
    ItemKind.PANEL: pgettext_lazy("words in a programme", "panel"),
    ItemKind.DEBATE: pgettext_lazy("words in a programme", "debate, discussion"),
    ItemKind.PITCH: pgettext_lazy("words in a programme", "pitch"),
    ItemKind.REFLECTION: pgettext_lazy("words in a programme", "reflection"),
    ItemKind.CLOSING: pgettext_lazy("words in a programme", "thank you for today, closing, the end, goodbye"),
    ItemKind.SUMMARY: pgettext_lazy("words in a programme", "summary, summing up"),
    ItemKind.WELCOME: pgettext_lazy("words in a programme", "welcome"),
    ItemKind.SOCIAL: pgettext_lazy("words in a programme", "mingling, informal"),
}


def _beginnings(kind: ItemKind) -> list[str]:
    lists = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            lists.append(str(WORDS[kind]))
    return [fold(word) for word in ",".join(lists).split(",")]


def guess_kind(title: str, *, is_child: bool = False) -> ItemKind:
    """The type whose word the title holds first; a talk when no word tells (a question, for a sub-item)."""
    text = f" {fold(title)}"
    hits = [
        (place, -len(word), kind)
        for kind in WORDS
        for word in _beginnings(kind)
        if (place := text.find(f" {word}")) >= 0
    ]
    if hits:
        return min(hits, key=lambda hit: hit[:2])[2]
    return ItemKind.QA if is_child else ItemKind.TALK
