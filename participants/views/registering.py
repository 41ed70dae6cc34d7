"""The form, the page that thanks, and the pages of events one cannot sign up for."""

from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.models import Event
from events.presentation.state import State, opening_words, state_of
from inkludering.limits import address_group, allow
from inkludering.permissions import public
from participants import services
from participants.cookies import Receipt, give_receipt, read_receipt, written
from participants.forms.registering import HONEYPOT, RegistrationForm
from participants.services import Answers
from participants.views.highlights import highlights_of
from regions.models import Organisation

SUGGESTIONS = 400
FROM_ONE_BROWSER, FROM_ONE_ADDRESS, TO_ONE_ADDRESS = 10, 400, 5  # a minute, ten minutes, a day
OPEN_STATES = frozenset({State.OPEN, State.FULL})


def public_event(year: int, slug: str, *, to_show: bool = True) -> Event:
    """A draft is a 404. ``to_show`` brings along what a page tells of it."""
    events = Event.objects.public()
    events = events.select_related("region", "theme", "controller") if to_show else events
    event = events.filter(year=year, slug=slug).first()
    if event is None:
        raise Http404
    return event


@public
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    event, now = public_event(year, slug, to_show=request.method != "POST"), timezone.now()
    if request.method == "POST":
        return _sign_up(request, event, now)
    if state_of(event, now) not in OPEN_STATES:
        return _closed_page(request, event, now)
    receipt = read_receipt(request, event.pk) if "rett" in request.GET else None
    form = RegistrationForm(now=now, initial=receipt.answers if receipt else None)
    return render(request, "participants/register.html", _form_context(event, form, receipt))


def _sign_up(request: HttpRequest, event: Event, now: datetime) -> HttpResponse:
    form = RegistrationForm(request.POST, now=now)
    receipt = read_receipt(request, event.pk) if request.POST.get("corrects") else None
    sending = _sending(request, event, form, receipt) if form.is_valid() else None
    status = _look_through(request, form, sending)
    if sending is None or form.errors:
        if state_of(event, now) not in OPEN_STATES:
            return _closed_page(request, event, now, status=409)
        context = _form_context(event, form, receipt)
        return render(request, "participants/register.html", context, status=status)
    try:
        return _take_down(event, sending, now)
    except services.RegistrationClosedError:
        return _closed_page(request, public_event(event.year, event.slug), now, status=409)


@dataclass(frozen=True)
class _Sending:
    """A valid form on its way in. ``form_id`` makes two clicks one; ``corrects`` is what it puts right."""

    answers: Answers
    form_id: UUID
    corrects: UUID | None
    token_id: str


def _sending(
    request: HttpRequest, event: Event, form: RegistrationForm, corrected: Receipt | None
) -> _Sending:
    """Whoever goes back, writes something else and sends the same form once more corrects the first."""
    answers = form.answers(email=form.cleaned_data["email"], language=get_language() or "nb")
    token_id, before = form.form_id.hex, read_receipt(request, event.pk)
    if before is None or before.token_id != token_id:
        return _Sending(answers, form.form_id, corrected.form_uuid if corrected else None, token_id)
    if before.has_answers(asdict(answers)):
        return _Sending(answers, before.form_uuid, None, token_id)
    return _Sending(answers, uuid5(form.form_id, written(asdict(answers))), before.form_uuid, token_id)


def _look_through(request: HttpRequest, form: RegistrationForm, sending: _Sending | None) -> HTTPStatus:
    """Is the form fit to be taken down? Says so in its errors, and in the status of the answer."""
    if sending and not _within_limits(request, sending):
        form.add_error(
            None, _("That was a little too many at once. Wait a few minutes, then press once more.")
        )
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.OK


def _take_down(event: Event, sending: _Sending, now: datetime) -> HttpResponse:
    """Register, then 303 to the page that thanks; what that shows travels in a cookie, not in the address."""
    answers, form_id = sending.answers, sending.form_id
    outcome = services.register(
        event=event, answers=answers, form_id=form_id, corrects=sending.corrects, now=now
    )
    response = HttpResponseRedirect(reverse("participants:thanks", args=[event.year, event.slug]))
    response.status_code = 303
    receipt = Receipt(event.pk, form_id.hex, outcome.status, outcome.place, asdict(answers), sending.token_id)
    give_receipt(response, receipt)
    return response


def _within_limits(request: HttpRequest, sending: _Sending) -> bool:
    """Counted once for each form, so that a second click or a retry costs nobody anything."""
    if not allow("form", sending.form_id.hex, times=1, seconds=86400):
        return True
    address = address_group(getattr(request, "client_ip", ""))
    browser = f"{address} {request.META.get('CSRF_COOKIE', '')}"
    return (
        allow("form-browser", browser, times=FROM_ONE_BROWSER, seconds=60)
        and allow("form-address", address, times=FROM_ONE_ADDRESS, seconds=600)
        and allow("form-recipient", str(sending.answers.email), times=TO_ONE_ADDRESS, seconds=86400)
    )


def _form_context(event: Event, form: RegistrationForm, corrects: Receipt | None) -> dict[str, Any]:
    return {
        "event": event,
        "form": form,
        "honeypot": HONEYPOT,
        "corrects": corrects,
        "place": None if services.has_seat_for_next(event) else event.waiting_count + 1,
        "questions": _questions(form, is_fresh=not form.is_bound and corrects is None),
    }


def _questions(form: RegistrationForm, *, is_fresh: bool) -> SafeString:
    names = organisation_names()
    if is_fresh:
        return _fresh_questions(get_language() or "nb", tuple(names))
    return render_to_string("participants/_questions.html", {"form": form, "organisations": names})


@lru_cache(maxsize=32)
def _fresh_questions(language: str, organisations: tuple[str, ...]) -> SafeString:
    """The questions of an empty form are the same for everybody: most of the page, written once."""
    context = {"form": RegistrationForm(now=timezone.now()), "organisations": organisations}
    return mark_safe(render_to_string("participants/_questions.html", context))  # noqa: S308  # a template of ours


def organisation_names() -> list[str]:
    """Names of organisations to choose from while typing; never of people."""
    names = Organisation.objects.alphabetical().values_list("name", flat=True)
    return list(dict.fromkeys(names[:SUGGESTIONS]))


def _closed_page(request: HttpRequest, event: Event, now: datetime, *, status: int = 200) -> HttpResponse:
    context = {"event": event, "state": state_of(event, now), "opens": opening_words(event)}
    return render(request, "participants/closed.html", context, status=status)


@public
@require_safe
def thanks(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    event = public_event(year, slug)
    context = {
        "event": event,
        "receipt": read_receipt(request, event.pk),
        "highlights": highlights_of(event),
    }
    return render(request, "participants/thanks.html", context)
