"""What it costs to seat somebody at another table, in words, before it is done."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.models import Registration
from workshops.employers import employer
from workshops.models import RoundKind, TieKind
from workshops.room import Tables
from workshops.tongues import without_shared_language

SMALL = 4  # below this a table has too few voices
# As the engine weighs them, so that the table marked best is the one it would choose.
TIE, SECTOR, COLLEAGUE, AGAIN, COACH, TONGUE, KNOWN = 20_000, 300, 200, 120, 80, 40, 3
CROWDED, LONELY = 150, 400


@dataclass
class Cost:
    """One table somebody could be moved to: what is lost, what is won; nothing said is nothing changed."""

    table: int
    losses: list[str] = field(default_factory=list)
    gains: list[str] = field(default_factory=list)
    price: int = 0
    is_best: bool = False

    def lose(self, price: int, words: str) -> None:
        self.price += price
        self.losses.append(words)

    def win(self, price: int, words: str) -> None:
        self.price -= price
        self.gains.append(words)


class Costs:
    """The tables of the last round as they stand; asked for one person at a time."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.at: dict[int, list[int]] = {}
        for who, table in tables.seated.items():
            self.at.setdefault(table, []).append(who)

    def of(self, who: int) -> list[Cost]:
        """One entry for each other open table, in their order; the cheapest are marked as best."""
        own = self.tables.seated.get(who)
        open_tables = sorted(self.at.keys() - self.tables.locked_tables - {own})
        found = [_Move(self, who, own, table).cost() for table in open_tables]
        lowest = min((cost.price for cost in found), default=0)
        for cost in found:
            cost.is_best = cost.price == lowest
        return found

    def people(self, table: int | None, without: int) -> list[Registration]:
        ids = self.at.get(table, []) if table is not None else []
        return [self.tables.people[other] for other in ids if other != without]

    @cached_property
    def others(self) -> list[dict[int, int]]:
        """Who sits where in each other round that has tables of its own."""
        rounds = self.tables.rounds[:-1]
        return [self.tables.chairs[one.pk] for one in rounds if one.kind != RoundKind.RETURN]

    @cached_property
    def sectors(self) -> Counter[str]:
        return Counter(self.tables.people[who].sector for who in self.tables.seated)

    def have_met(self, one: int, other: int) -> bool:
        return any(chairs.get(one, -1) == chairs.get(other, -2) for chairs in self.others)


class _Move:
    """One person to one table."""

    def __init__(self, costs: Costs, who: int, origin: int | None, table: int) -> None:
        self.costs = costs
        self.person = costs.tables.people[who]
        self.here = costs.people(origin, who)
        self.there = costs.people(table, who)
        self.origin = origin
        self.found = Cost(table)

    def cost(self) -> Cost:
        self._ties()
        self._sector()
        self._colleagues()
        if not self.costs.tables.goes_back:
            self._again()
        self._known()
        self._coach()
        self._tongues()
        self._sizes()
        return self.found

    def _ties(self) -> None:
        for tie in self.costs.tables.ties:
            pair = {tie.one_id, tie.other_id}
            if self.person.pk not in pair:
                continue
            (other,) = pair - {self.person.pk}
            if tie.kind == TieKind.APART and other in _ids(self.there):
                self._tie(_("%(name)s and %(other)s shall never sit together"), other)
            if tie.kind == TieKind.TOGETHER and other in _ids(self.here):
                self._tie(_("%(name)s and %(other)s shall always sit together"), other)

    def _tie(self, text: str, other: int) -> None:
        names = {"name": self.person.first_name, "other": self.costs.tables.people[other].first_name}
        self.found.lose(TIE, text % names)

    def _sector(self) -> None:
        here, there = (_count(people, "sector", self.person.sector) for people in (self.here, self.there))
        if not here and self.origin is not None and self._is_common():
            text = _("nobody left from %(sector)s at table %(table)s")
            self.found.losses.append(text % self._words(self.origin))
        if not there:
            self.found.gains.append(
                _("the first from %(sector)s at table %(table)s") % self._words(self.found.table)
            )
        elif there > here:
            facts = {"count": there + 1, "sector": self.person.get_sector_display()}
            self.found.losses.append(_("%(count)s from %(sector)s at one table") % facts)
        self.found.price += SECTOR * (there - here)

    def _is_common(self) -> bool:
        """Enough people of this sector for one at each table."""
        return self.costs.sectors[self.person.sector] >= len(self.costs.at)

    def _words(self, table: int) -> dict[str, object]:
        return {"sector": self.person.get_sector_display(), "table": table}

    def _colleagues(self) -> None:
        own = employer(self.person.organisation_name)
        here, there = (
            sum(employer(one.organisation_name) == own for one in people) if own else 0
            for people in (self.here, self.there)
        )
        facts = {"organisation": self.person.organisation_name}
        if there:
            text = _("%(count)s people from %(organisation)s at one table")
            self.found.lose(COLLEAGUE * there, text % (facts | {"count": there + 1}))
        if here:
            text = ngettext(
                "no longer with a colleague from %(organisation)s",
                "no longer with colleagues from %(organisation)s",
                here,
            )
            self.found.win(COLLEAGUE * here, text % facts)

    def _again(self) -> None:
        here, there = (self._met(people) for people in (self.here, self.there))
        if there:
            text = ngettext("%(count)s pair meets again", "%(count)s pairs meet again", there)
            self.found.lose(AGAIN * there, text % {"count": there})
        if here:
            text = ngettext("%(count)s pair fewer meets again", "%(count)s pairs fewer meet again", here)
            self.found.win(AGAIN * here, text % {"count": here})

    def _met(self, people: list[Registration]) -> int:
        return sum(self.costs.have_met(self.person.pk, one.pk) for one in people)

    def _known(self) -> None:
        known = self.costs.tables.known
        here, there = (
            sum(frozenset((self.person.pk, one.pk)) in known for one in people)
            for people in (self.here, self.there)
        )
        self.found.price += KNOWN * (there - here)
        if there:
            text = ngettext("has met %(count)s of them before", "has met %(count)s of them before", there)
            self.found.losses.append(text % {"count": there})

    def _coach(self) -> None:
        coaches = self.costs.tables.coaches
        if self.person.pk not in coaches:
            return
        if self.origin is not None and self.here and not coaches & _ids(self.here):
            self.found.lose(COACH, _("no coach left at table %(table)s") % {"table": self.origin})
        if not coaches & _ids(self.there):
            self.found.win(COACH, _("a coach for table %(table)s") % {"table": self.found.table})

    def _tongues(self) -> None:
        before = len(without_shared_language(self.there))
        more = len(without_shared_language([*self.there, self.person])) - before
        if more > 0:
            self.found.lose(TONGUE * more, _("no language that all at the table share"))

    def _sizes(self) -> None:
        most, now = self.costs.tables.current.group_size, len(self.there) + 1
        if now > most:
            text = ngettext(
                "%(now)s at the table, %(over)s more than planned",
                "%(now)s at the table, %(over)s more than planned",
                now - most,
            )
            self.found.lose(CROWDED * (now - most), text % {"now": now, "over": now - most})
        if self.origin is not None and 0 < len(self.here) < SMALL:
            text = ngettext(
                "%(count)s person left at table %(table)s",
                "%(count)s people left at table %(table)s",
                len(self.here),
            )
            self.found.lose(LONELY, text % {"count": len(self.here), "table": self.origin})


def _ids(people: Collection[Registration]) -> set[int]:
    return {one.pk for one in people}


def _count(people: Collection[Registration], name: str, value: str) -> int:
    return sum(getattr(one, name) == value for one in people)
