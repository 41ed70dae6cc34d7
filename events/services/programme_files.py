"""The programme as a file: made by the worker once for each version and language, kept, and served.

The sweep makes the event's own language beforehand. The other four are made when somebody first asks,
because hardly anybody does.
"""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef

from events.models import Event, ProgrammeFile
from events.pdf import programme_pdf
from inkludering.pdf import PdfError, PdfUnavailable
from inkludering.wake import wake

log = structlog.get_logger(__name__)

TASK = "events.tasks.render_programmes"
KEPT_AFTER = timedelta(days=30)  # nobody prints a programme long after its day; the page stays
ASK_AGAIN_SECONDS = 20
FAILED_SECONDS = 600  # how long a visitor is told that the drawing failed; it is tried again all the same
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


def current_file(event: Event, language: str) -> ProgrammeFile | None:
    """The file of the version that ``event`` has now, or None while it is being made."""
    return ProgrammeFile.objects.filter(event=event, version=event.version, language=language).first()


def ask_for_file(event: Event, language: str) -> None:
    """Wake a worker for a file somebody waits for; at most once in ``ASK_AGAIN_SECONDS``."""
    if cache.add(_key("file", event, language), 1, ASK_AGAIN_SECONDS):
        wake(TASK, event.pk, language)


def has_failed(event: Event, language: str) -> bool:
    """Could this version not be drawn a moment ago?"""
    return cache.get(_key("failed", event, language)) is not None


def _key(what: str, event: Event, language: str) -> str:
    return f"programme-{what}:{event.pk}:{event.version}:{language}"


def render_programme(*, event_id: int, language: str = "") -> bool:
    """Make the file of one event, unless it is there. True when a new one was stored; one that cannot be
    drawn is tried again by the next sweep."""
    event = Event.objects.public().select_related("region", "theme", "controller").filter(pk=event_id).first()
    if event is None:
        return False
    language = language if language in LANGUAGES else event.language
    if current_file(event, language) is not None:
        return False
    try:
        content = programme_pdf(event, language)
    except (PdfError, PdfUnavailable) as error:
        log.warning("programme not drawn", event_id=event_id, error=type(error).__name__)
        cache.set(_key("failed", event, language), 1, FAILED_SECONDS)
        return False
    return _keep(event, language, content)


@transaction.atomic
def _keep(event: Event, language: str, content: bytes) -> bool:
    """Store under the version that was read, so that a change made meanwhile gets a file of its own."""
    wanted = {"event": event, "version": event.version, "language": language}
    _file, made = ProgrammeFile.objects.get_or_create(**wanted, defaults={"content": content})
    ProgrammeFile.objects.filter(event=event, language=language, version__lt=event.version).delete()
    return made


def render_missing(*, now: datetime, limit: int = 20) -> int:
    """Make what is missing of the coming and the newly past events. Returns how many files were made."""
    ready = ProgrammeFile.objects.filter(
        event=OuterRef("pk"), version=OuterRef("version"), language=OuterRef("language")
    )
    waiting = Event.objects.public().filter(~Exists(ready), ends_at__gt=now - KEPT_AFTER)
    ids = list(waiting.order_by("starts_at", "pk").values_list("pk", flat=True)[:limit])
    return sum(_render_or_log(event_id) for event_id in ids)


def _render_or_log(event_id: int) -> bool:
    """One event that cannot be drawn must not keep the others waiting."""
    try:
        return render_programme(event_id=event_id)
    except Exception:
        log.exception("programme.not_rendered", event_id=event_id)
        return False
