"""The three ways to repair a round, as the page shows them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inkludering.errors import DomainError
from workshops.mending import Choice, Repair, preview
from workshops.models import WorkshopRound
from workshops.room import read_tables
from workshops.words import comes_to


@dataclass(frozen=True)
class Offer:
    """One choice: what it is called, and what it comes to."""

    repair: Repair
    lines: list[str]
    is_no_better: bool = False


def offers_of(round_: WorkshopRound) -> list[Offer]:
    """Raises ``DomainError`` when there is nothing to repair from."""
    if not round_.made_at:
        raise DomainError(_("Make the groups first."))
    tables = read_tables(round_, draft=False)
    if not tables.present:
        raise DomainError(_("Nobody is checked in yet. Groups are made of those who are here."))
    repairs = preview(tables, seed=round_.pk)
    return [Offer(repair, _lines(repair), _is_no_better(repair, repairs)) for repair in repairs]


def _is_no_better(repair: Repair, repairs: list[Repair]) -> bool:
    """Two more moves were allowed, and the same people move as before."""
    if repair.choice != Choice.TWO_MORE:
        return False
    return any(other.moves == repair.moves for other in repairs if other.choice == Choice.FEWEST)


def _lines(repair: Repair) -> list[str]:
    least, most = repair.sizes
    people = {"least": least, "most": most}
    return [
        _moved(len(repair.moves)),
        (_("%(least)s to %(most)s at each table") if least < most else _("%(most)s at each table")) % people,
        *comes_to(repair.quality),
    ]


def _moved(count: int) -> str:
    if not count:
        return _("nobody gets another table")
    text = ngettext("%(count)s person gets another table", "%(count)s people get another table", count)
    return text % {"count": count}
