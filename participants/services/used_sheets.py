"""The sheet of labels a region uses, remembered from one print to the next."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from participants.models import UsedSheet
from participants.pdf import LABELS, OWN, LabelSheet, Measures, own_sheet


@dataclass(frozen=True)
class Used:
    """What a region printed on last: the ``key`` of the sheet, and the measures of the last own one."""

    key: str = "plain"
    measures: Measures | None = None

    @property
    def own_choice(self) -> list[tuple[str, str]]:
        """Their own sheet as something to choose, if they have measured one."""
        if self.measures is None:
            return []
        size = {"width": _mm(self.measures.width), "height": _mm(self.measures.height)}
        return [(OWN, _("Our own measures, %(width)s × %(height)s mm") % size)]

    @property
    def initial(self) -> dict[str, Any]:
        """What a form that asks for sheet and measures starts from."""
        return {"sheet": self.key} | (asdict(self.measures) if self.measures else {})

    def sheet(self, key: str) -> LabelSheet | None:
        if key == OWN and self.measures:
            return own_sheet(self.measures)
        return LABELS.get(key)

    def choice(self, key: str) -> dict[str, Any]:
        """As an order of paper keeps it."""
        return {"sheet": key} | ({"measures": asdict(self.measures)} if key == OWN and self.measures else {})


def _mm(millimetres: float) -> str:
    return f"{millimetres:g}".replace(".", ",")


def used_sheet(region_id: int) -> Used:
    row = UsedSheet.objects.filter(region_id=region_id).first()
    if row is None:
        return Used()
    measures = row.choice.get("measures")
    return Used(row.choice["sheet"], Measures(**measures) if measures else None)


def remember_sheet(region_id: int, choices: dict[str, Any]) -> None:
    """Name tags were ordered with these choices. Measures once taken outlive a print on another sheet."""
    measures = choices.get("measures") or used_sheet(region_id).choice(OWN).get("measures")
    choice = {"sheet": choices["sheet"]} | ({"measures": measures} if measures else {})
    UsedSheet.objects.update_or_create(region_id=region_id, defaults={"choice": choice})
