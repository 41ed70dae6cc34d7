"""One name tag from the door: somebody's name was corrected, or they had not signed up."""

import logging
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from inkludering.audit.services import record
from inkludering.errors import DomainError
from inkludering.pdf import PdfError, PdfUnavailable
from participants.models import DoorDevice, PrintedTag, Registration
from participants.pdf import LabelSheet, Tag, TagJob, draw_one_tag, draw_tags
from participants.services.paper_tags import day_line, first_tag

log = logging.getLogger(__name__)


def print_tag(
    *, device: DoorDevice, registration_id: int, sheet: LabelSheet | None, first: int, now: datetime
) -> bytes:
    """The tag on the label ``first`` of ``sheet``, else on a page of its own size for a label printer.

    Counts as printed, so that the next order of "new and changed" leaves it out. Raises ``DomainError``
    when they have no seat, or the tag cannot be drawn.
    """
    tag = _tag_of(device, registration_id)
    event = device.event
    try:
        content = _draw(TagJob(str(event), day_line(device.day), event.language, [tag]), sheet, first)
    except (PdfError, PdfUnavailable) as error:
        log.exception("tag.failed", extra={"registration": registration_id})
        raise DomainError(_("The name tag could not be made. Write it by hand.")) from error
    _note(device, registration_id, tag, now)
    return content


def _tag_of(device: DoorDevice, registration_id: int) -> Tag:
    """What it says; somebody who signed up for another day of the event, and came today, has one too."""
    others = device.event.days.exclude(pk=device.day_id).select_related("event").order_by("date")
    return first_tag((device.day, *others), registration_id)[1]


def _draw(job: TagJob, sheet: LabelSheet | None, first: int) -> bytes:
    if sheet is None:
        return draw_one_tag(job)
    return draw_tags(replace(job, sheet=sheet, skip=min(max(first, 1), sheet.on_a_sheet) - 1))


@transaction.atomic
def _note(device: DoorDevice, registration_id: int, tag: Tag, now: datetime) -> None:
    PrintedTag.objects.update_or_create(
        day=device.day,
        registration_id=registration_id,
        defaults={"digest": tag.digest(), "printed_at": now},
    )
    person = Registration.objects.get(pk=registration_id)
    record("door.tag_printed", person, device_id=device.pk, region_id=device.event.region_id)
