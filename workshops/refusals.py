"""Why the engine refuses, in words a coordinator reads: the smallest set of rules that contradict."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from workshops.grouping import GroupingError
from workshops.room import Tables

Words = Callable[["_Facts"], str]


class _Facts:
    """The error's parameters with names instead of ids and table numbers instead of groups."""

    def __init__(self, error: GroupingError, tables: Tables, numbers: list[int]) -> None:
        self.params: dict[str, Any] = error.params
        self.tables = tables
        self.numbers = numbers

    def people(self, key: str = "people") -> list[str]:
        return [self.tables.people[int(who)].name for who in self.params.get(key, ())]

    def names(self, key: str = "people") -> str:
        return joined(self.people(key))

    def number(self, key: str) -> int:
        return int(self.params.get(key, 0))

    def table(self) -> int:
        return self.seen(self.number("group"))

    def seen(self, group: int) -> int:
        """The table's number on the screen."""
        return self.numbers[group] if group < len(self.numbers) else group + 1

    def pairs(self, key: str) -> list[str]:
        """«Kari and Ola» for every two people."""
        names = [self.tables.people[int(who)].name for who in self.params[key]]
        return [joined(pair) for pair in zip(names[::2], names[1::2], strict=True)]


def joined(words: Iterable[str]) -> str:
    """«Kari, Ola and Per»."""
    return get_text_list(list(words), _("and"))


def _more_groups(facts: _Facts) -> str:
    text = _("There are %(groups)s tables, but only %(people)s people.")
    return text % {"groups": facts.number("groups"), "people": facts.number("people")}


def _together_and_apart(facts: _Facts) -> str:
    return together_and_apart(facts.people(), facts.people("chain"))


def together_and_apart(pair: Iterable[str], chain: Sequence[str]) -> str:
    """Two names that are kept apart, and the names that tie them together."""
    if len(chain) > 2:
        text = _("%(pair)s shall never sit together, yet %(chain)s shall always sit together. Take one away.")
        return text % {"pair": joined(pair), "chain": joined(chain)}
    return _("%(pair)s shall both always and never sit together. Take one away.") % {"pair": joined(pair)}


def _together_too_many(facts: _Facts) -> str:
    text = _("%(names)s shall always sit together, but a table holds %(largest)s.")
    return text % {"names": facts.names(), "largest": facts.number("largest")}


def _apart_too_many(facts: _Facts) -> str:
    text = _("%(names)s shall all sit apart, but there are only %(groups)s tables.")
    return text % {"names": facts.names(), "groups": facts.number("groups")}


def _pinned_too_many(facts: _Facts) -> str:
    text = _("%(names)s are locked to table %(table)s, which gets %(largest)s people. Unlock one of them.")
    return text % {"names": facts.names(), "table": facts.table(), "largest": facts.number("largest")}


def _pinned_twice(facts: _Facts) -> str:
    return _("%(names)s cannot be at two tables at once.") % {"names": facts.names()}


def _pinned_apart(facts: _Facts) -> str:
    text = _("%(names)s have their places at one table, but shall never sit together.")
    return text % {"names": facts.names()}


def _pinned_together(facts: _Facts) -> str:
    text = _("%(names)s have their places at different tables, but shall always sit together.")
    return text % {"names": facts.names()}


def _goes_nowhere(_facts: _Facts) -> str:
    return _("A round can only go back to an earlier round of the same day.")


def _chairs(facts: _Facts) -> str:
    text = _("The chairs of the projects do not fit %(people)s people. Change the chairs, or park a project.")
    return text % {"people": facts.number("people")}


def _contradict(facts: _Facts) -> str:
    rules = [_("%(names)s apart") % {"names": pair} for pair in facts.pairs("apart")]
    rules += [_("%(names)s together") % {"names": pair} for pair in facts.pairs("together")]
    rules += [
        _("%(name)s at table %(table)s")
        % {"name": facts.tables.people[int(who)].name, "table": facts.seen(int(k))}
        for who, k in zip(facts.params["pinned"], facts.params["tables"], strict=True)
    ]
    text = _("These cannot all hold at once: %(rules)s. Take one of them away.")
    return text % {"rules": "; ".join(rules)}


def _no_plan(_facts: _Facts) -> str:
    return _(
        "No tables were found that meet everything that is locked, together and apart. Loosen one of them."
    )


SENTENCES: dict[str, Words] = {
    "more_groups_than_people": _more_groups,
    "together_and_apart": _together_and_apart,
    "together_too_many": _together_too_many,
    "apart_too_many": _apart_too_many,
    "pinned_too_many": _pinned_too_many,
    "pinned_twice": _pinned_twice,
    "pinned_apart": _pinned_apart,
    "pinned_together": _pinned_together,
    "return_not_to_earlier_round": _goes_nowhere,
    "topics_do_not_fit": _chairs,
    "rules_contradict": _contradict,
    "no_valid_plan_found": _no_plan,
}


def in_words(error: GroupingError, tables: Tables, numbers: list[int] | None = None) -> str:
    """The sentence for ``error``; ``numbers`` are the tables behind the engine's groups."""
    words = SENTENCES.get(error.code)
    if words is None:
        return _("These groups cannot be made: %(why)s") % {"why": error.code}
    return words(_Facts(error, tables, numbers or []))
