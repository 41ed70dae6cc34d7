"""Files that leave the house."""

from django.utils.translation import gettext as _

from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from workshops.breakout import as_file
from workshops.models import WorkshopRound


def export_breakout(*, round_: WorkshopRound, by: User) -> bytes:
    """The rooms of a round with people's addresses. Raises ``DomainError`` before there are any."""
    if not round_.made_at:
        raise DomainError(_("Make the groups first."))
    content, people = as_file(round_, room_name=_("Room %(number)s"))
    record("round.exported", round_, by=by, region_id=round_.event.region_id, people=people)
    return content
