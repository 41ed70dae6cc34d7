"""Orders of paper: written down by the web, made by the worker, kept for an hour."""

import io
import logging
import zipfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from events.models import EventDay
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from inkludering.pdf import PdfError, PdfUnavailable
from inkludering.text import slugify
from inkludering.wake import wake
from participants.models import Paper, PaperKind, Registration
from participants.paper_hooks import paper_sheets
from participants.pdf import TagJob, draw_one_tag
from participants.services import paper_tags
from participants.services.paper_sheets import DRAW, NothingToPrintError
from participants.services.used_sheets import remember_sheet
from regions import rules

log = logging.getLogger(__name__)
KEPT = timedelta(hours=1)
AT_IT = timedelta(minutes=3)  # a worker not heard of for so long has died
TASK = "participants.tasks.make_papers"
EMPTY, BROKEN = "empty", "broken"


def may_print(user: User, kind: str, day: EventDay) -> bool:
    """Paper is for those who print; the numbers for the kitchen for those who see them, too."""
    if not rules.can_print_paper(user, day.event):
        return False
    if kind == PaperKind.TABLE_SIGNS:
        return kind in paper_sheets and paper_sheets[kind].is_ready(day)
    return kind != PaperKind.FOOD_SHEET or rules.can_see_kitchen(user, day.event)


@transaction.atomic
def order_paper(
    *,
    day: EventDay,
    kind: PaperKind,
    by: User,
    now: datetime,
    choices: dict[str, Any] | None = None,
    parts: Sequence[str] = (),
) -> Paper:
    """Write the order down and wake the worker. An order that still waits is not made twice.

    Raises ``DomainError`` when ``by`` may print none of it.
    """
    allowed = [part for part in parts or [kind] if may_print(by, part, day)]
    if not allowed:
        raise DomainError(_("There is nothing to print in this."))
    language = get_language() or "nb"
    values: dict[str, Any] = {"choices": choices or {}, "parts": allowed}
    same = Paper.objects.filter(day=day, kind=kind, ordered_by=by, content=None, failed=False, **values)
    paper = same.first()
    if paper is None:
        paper = Paper.objects.create(
            day=day, kind=kind, ordered_by=by, ordered_at=now, language=language, **values
        )
        record("paper.ordered", paper, by=by, region_id=day.event.region_id, kind=str(kind))
    if "sheet" in (choices or {}):
        remember_sheet(day.event.region_id, paper.choices)
    wake(TASK)
    return paper


def make_papers(*, now: datetime) -> int:
    """Make every order that waits, and forget those older than an hour. Returns how many were made."""
    Paper.objects.filter(ordered_at__lt=now - KEPT).delete()
    paper_tags.forget_old_printed(now)
    waiting = Paper.objects.filter(content=None, failed=False).order_by("pk").values_list("pk", flat=True)
    return sum(_make(pk, now) for pk in list(waiting) if _claim(pk, now))


def _claim(pk: int, now: datetime) -> bool:
    """Only one worker makes it, unless that one has died."""
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - AT_IT)
    return bool(Paper.objects.filter(free, pk=pk, content=None, failed=False).update(claimed_at=now))


def _make(pk: int, now: datetime) -> bool:
    paper = Paper.objects.select_related("day__event__theme").get(pk=pk)
    made, failed = _make_parts(paper, now)
    values = {"failed": not made, "parts_failed": failed, "printed": paper.printed}
    if made:
        values["content"] = _zipped(made) if paper.is_pack else made[0][1]
    return bool(Paper.objects.filter(pk=pk, content=None).update(**values) and made)


def _make_parts(paper: Paper, now: datetime) -> tuple[list[tuple[str, bytes]], list[list[str]]]:
    """(file name, file) of what could be made, and [kind, why] of what could not."""
    made, failed = [], []
    for number, kind in enumerate(paper.parts or [paper.kind], 1):
        try:
            made.append((file_name(paper, kind), _draw(paper, PaperKind(kind))))
        except NothingToPrintError:
            failed.append([kind, EMPTY])
        except Exception:  # one sheet that fails leaves the others, and its order says so
            log.exception("paper.failed", extra={"paper": paper.pk, "kind": kind})
            failed.append([kind, BROKEN])
        Paper.objects.filter(pk=paper.pk).update(parts_done=number, claimed_at=now)
    return made, failed


def _draw(paper: Paper, kind: PaperKind) -> bytes:
    return paper_sheets[kind].draw(paper) if kind in paper_sheets else DRAW[kind](paper)


def _zipped(files: Sequence[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:  # PDFs are compressed already
        for name, content in files:
            archive.writestr(name, content)
    return packed.getvalue()


def file_name(paper: Paper, kind: str) -> str:
    with override(paper.language):
        label = str(PaperKind(kind).label)
    ending = "zip" if kind == PaperKind.DAY_PACK else "pdf"
    return f"{slugify(label)}-{paper.day.event.slug}.{ending}"


def take_away(paper: Paper, *, by: User) -> bytes:
    """The file, for the one who ordered it; each time is in the log."""
    assert paper.content is not None  # noqa: S101  # the view has looked
    record("paper.downloaded", paper, by=by, region_id=paper.day.event.region_id, kind=paper.kind)
    return bytes(paper.content)


@transaction.atomic
def mark_printed(paper: Paper, *, by: User, now: datetime) -> int:
    """The name tags of this order lie printed: a later order may leave them out."""
    number = paper_tags.keep_printed(paper, now)
    record("paper.printed", paper, by=by, region_id=paper.day.event.region_id, rows=number)
    return number


def make_one_tag(registration: Registration) -> bytes:
    """A page of the size of a tag, for a label printer, right away: one tag takes milliseconds.

    Raises ``DomainError`` when they have no seat, or the tag cannot be drawn.
    """
    event = registration.event
    day, tag = paper_tags.first_tag(event.days.order_by("date"), registration.pk)
    try:
        return draw_one_tag(TagJob(str(event), paper_tags.day_line(day), event.language, [tag]))
    except (PdfError, PdfUnavailable) as error:
        log.exception("tag.failed", extra={"registration": registration.pk})
        raise DomainError(
            _("The name tag could not be made. Write it by hand, and tell whoever runs the site.")
        ) from error
