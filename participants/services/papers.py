"""Orders of paper: written down by the web, made by the worker, kept for an hour."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import get_language

from events.models import EventDay
from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.pdf import PdfError, PdfUnavailable
from inkludering.wake import wake
from participants.models import Paper, PaperKind, Registration
from participants.pdf import name_tags_pdf

log = logging.getLogger(__name__)
KEPT = timedelta(hours=1)
TASK = "participants.tasks.make_papers"


@transaction.atomic
def order_paper(*, day: EventDay, kind: PaperKind, by: User, now: datetime) -> Paper:
    """Write the order down and wake the worker. An order that still waits is not made twice."""
    language = get_language() or "nb"
    waiting = Paper.objects.filter(day=day, kind=kind, ordered_by=by, content=None, failed=False).first()
    if waiting is not None:
        wake(TASK)
        return waiting
    paper = Paper.objects.create(day=day, kind=kind, ordered_by=by, ordered_at=now, language=language)
    record("paper.ordered", paper, by=by, region_id=day.event.region_id, kind=str(kind))
    wake(TASK)
    return paper


def make_papers(*, now: datetime) -> int:
    """Make every order that waits, and forget those older than an hour. Returns how many were made."""
    Paper.objects.filter(ordered_at__lt=now - KEPT).delete()
    waiting = Paper.objects.filter(content=None, failed=False).order_by("pk").values_list("pk", flat=True)
    return sum(_make(pk) for pk in list(waiting))


def _make(pk: int) -> bool:
    paper = Paper.objects.select_related("day__event").get(pk=pk)
    try:
        content = name_tags_pdf(paper.day, _people(paper), paper.language)
    except (PdfUnavailable, PdfError):
        log.exception("paper.failed", extra={"paper": pk})
        Paper.objects.filter(pk=pk, content=None).update(failed=True)
        return False
    return bool(Paper.objects.filter(pk=pk, content=None).update(content=content))


def _people(paper: Paper) -> list[Registration]:
    """Everybody with a seat, and walk-ins: the same tag for all, by first name."""
    return list(Registration.objects.filter(event=paper.day.event_id).confirmed().alphabetical())
