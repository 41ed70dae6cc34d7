"""Which project each table works with, and who owns it or coaches."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from workshops.models import Coach, Project, ProjectTable, WorkshopRound


def project_titles(round_: WorkshopRound) -> Mapping[int, str]:
    """Table number → project.

    A round that goes back has its round's projects; in a mixed one the owners of the round by project
    before it still sit at their tables. Empty on a day without projects.
    """
    rows = ProjectTable.objects.filter(round__day=round_.day_id, round__number__lte=round_.number)
    found: dict[int, dict[int, str]] = {}
    for at, number, title in rows.order_by("-round__number").values_list(
        "round_id", "number", "project__title"
    ):
        found.setdefault(at, {})[number] = title
    if round_.returns_to_id is not None:
        return found.get(round_.returns_to_id, {})
    return next(iter(found.values()), {})


def parts_in(round_: WorkshopRound) -> Mapping[int, str]:
    """Registration id → "Owner", "Expert coach" or "Coach", of those who are one of these on the day."""
    coaches = Coach.objects.filter(day=round_.day_id).values_list("registration_id", "is_expert")
    parts = {
        who: _("Expert coach") if is_expert else pgettext("workshop", "Coach") for who, is_expert in coaches
    }
    owners = Project.objects.filter(day=round_.day_id, owner__isnull=False)
    return parts | {who: _("Owner") for who in owners.values_list("owner_id", flat=True) if who}
