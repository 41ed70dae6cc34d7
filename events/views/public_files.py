"""The programme and the date as files."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events import calendar
from events.models import ProgrammeFile
from events.services import programme_files
from events.views.public import shown_event
from events.views.public_frame import page
from inkludering.permissions import public

ACCEPTED = 202


@public
@require_safe
def calendar_file(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    event = shown_event(year=year, slug=slug)
    response = HttpResponse(calendar.event_calendar(event), content_type=calendar.MIMETYPE)
    response["Content-Disposition"] = f'attachment; filename="{calendar.filename(event)}"'
    response["Cache-Control"] = "private, no-cache"
    return response


@public
@require_safe
def programme_pdf(request: HttpRequest, year: int, slug: str) -> HttpResponseBase:
    """The file the worker made of this version; while it works, or when it could not, a page that says so."""
    event = shown_event(year=year, slug=slug)
    language = get_language() or event.language
    file = programme_files.current_file(event, language)
    if file is None:
        programme_files.ask_for_file(event, language)
        return _not_yet(request, {"event": event, "has_failed": programme_files.has_failed(event, language)})
    return _file_answer(request, file, f"{event.slug}.pdf")


def _not_yet(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    response = page(request, "events/programme_not_yet.html", context)
    response.status_code = ACCEPTED
    response["Retry-After"] = "5"
    return response


def _file_answer(request: HttpRequest, file: ProgrammeFile, name: str) -> HttpResponseBase:
    etag = f'"programme-{file.event_id}-{file.version}-{file.language}-{file.pk}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    response = HttpResponse(bytes(file.content), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag
    return response
