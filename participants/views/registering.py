"""The form, the page that thanks, and the pages of events one cannot sign up for."""

from dataclasses import asdict, dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.models import Event
from events.presentation.stamp import Stamp, stamp_of
from events.presentation.state import State, opening_words, state_of
from events.views.public import shown_event
from events.views.public_frame import fill, gap, kept_html
from inkludering.limits import address_group, allow
from inkludering.permissions import public
from inkludering.tokens import new_form_token
from participants import services
from participants.cookies import Receipt, give_receipt, read_receipt, written
from participants.forms.registering import HONEYPOT, RegistrationForm
from participants.services import Answers
from participants.views.highlights import highlights_of
from regions.models import Organisation

SUGGESTIONS = 400
FROM_ONE_BROWSER, FROM_ONE_ADDRESS, TO_ONE_ADDRESS = 10, 400, 5  # a minute, ten minutes, a day
OPEN_STATES = frozenset({State.OPEN, State.FULL})


def _stamp(year: int, slug: str, now: datetime) -> Stamp:
    """What decides which page is shown; a draft is a 404."""
    stamp = stamp_of(year, slug, now=now)
    if stamp is None:
        raise Http404
    return stamp


@public
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    now = timezone.now()
    stamp = _stamp(year, slug, now)
    if request.method == "POST":
        return _sign_up(request, stamp, now)
    if stamp.state not in OPEN_STATES:
        return _closed_page(request, shown_event(pk=stamp.event_id), now)
    receipt = read_receipt(request, stamp.event_id) if "rett" in request.GET else None
    if receipt is None:
        return HttpResponse(_fresh_page(request, stamp, now))
    form = RegistrationForm(now=now, initial=receipt.answers)
    return _form_page(request, stamp, form, receipt)


def _fresh_page(request: HttpRequest, stamp: Stamp, now: datetime) -> str:
    """The empty form: the same for everybody but for its two tokens."""
    place = _next_place(stamp)

    def make() -> str:
        form = RegistrationForm(now=now)
        form.token = gap("token")
        context = _form_context(stamp, form, None) | {"csrf_token": gap("csrf")}
        return render_to_string("participants/register.html", context, request)

    html = kept_html(request, ("register", stamp.without_numbers(), place), make)
    return fill(html, {"token": new_form_token(), "csrf": get_token(request)})


def _sign_up(request: HttpRequest, stamp: Stamp, now: datetime) -> HttpResponse:
    form = RegistrationForm(request.POST, now=now)
    receipt = read_receipt(request, stamp.event_id) if request.POST.get("corrects") else None
    sending = _sending(request, stamp.event_id, form, receipt) if form.is_valid() else None
    status = _look_through(request, form, sending)
    if sending is None or form.errors:
        if stamp.state not in OPEN_STATES:
            return _closed_page(request, shown_event(pk=stamp.event_id), now, status=409)
        return _form_page(request, stamp, form, receipt, status=status)
    try:
        outcome = _take_down(stamp.event_id, sending, now)
    except services.RegistrationClosedError:
        return _closed_page(request, shown_event(pk=stamp.event_id), now, status=409)
    return _thank(request, stamp.event_id, sending, outcome)


@dataclass(frozen=True)
class _Sending:
    """A valid form on its way in. ``form_id`` makes two clicks one; ``corrects`` is what it puts right."""

    answers: Answers
    form_id: UUID
    corrects: UUID | None
    token_id: str


def _sending(
    request: HttpRequest, event_id: int, form: RegistrationForm, corrected: Receipt | None
) -> _Sending:
    """Whoever goes back, writes something else and sends the same form once more corrects the first."""
    answers = form.answers(email=form.cleaned_data["email"], language=get_language() or "nb")
    token_id, before = form.form_id.hex, read_receipt(request, event_id)
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


def _take_down(event_id: int, sending: _Sending, now: datetime) -> services.Outcome:
    return services.register(
        event=event_id, answers=sending.answers, form_id=sending.form_id, corrects=sending.corrects, now=now
    )


def _thank(request: HttpRequest, event_id: int, sending: _Sending, outcome: services.Outcome) -> HttpResponse:
    """303 to the page that thanks; what that shows travels in a cookie, not in the address."""
    where = request.resolver_match.kwargs if request.resolver_match else {}
    response = HttpResponseRedirect(reverse("participants:thanks", kwargs=where))
    response.status_code = 303
    answers, form_id = asdict(sending.answers), sending.form_id.hex
    receipt = Receipt(event_id, form_id, outcome.status, outcome.place, answers, sending.token_id)
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


def _form_page(
    request: HttpRequest, stamp: Stamp, form: RegistrationForm, receipt: Receipt | None, *, status: int = 200
) -> HttpResponse:
    context = _form_context(stamp, form, receipt)
    return render(request, "participants/register.html", context, status=status)


def _form_context(stamp: Stamp, form: RegistrationForm, corrects: Receipt | None) -> dict[str, Any]:
    return {
        "event": shown_event(pk=stamp.event_id),
        "form": form,
        "honeypot": HONEYPOT,
        "corrects": corrects,
        "place": _next_place(stamp),
        "organisations": organisation_names(),
    }


def _next_place(stamp: Stamp) -> int | None:
    """The place in line of whoever comes now; None when there is a seat."""
    waits = stamp.waiting_count > 0 or not stamp.has_free_seat
    return stamp.waiting_count + 1 if waits else None


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
    stamp = _stamp(year, slug, timezone.now())
    receipt = read_receipt(request, stamp.event_id)
    status = receipt.status if receipt else ""

    def make() -> str:
        event = shown_event(pk=stamp.event_id)
        context = {"event": event, "status": status, "highlights": highlights_of(event)}
        context |= {name: gap(name) for name in ("first_name", "email", "place")}
        return render_to_string("participants/thanks.html", context, request)

    html = kept_html(request, ("thanks", stamp.without_numbers(), status), make)
    return HttpResponse(fill(html, _said(receipt) if receipt else {}))


def _said(receipt: Receipt) -> dict[str, object]:
    """What the page that thanks says of the person."""
    answers = receipt.answers
    return {"first_name": answers["first_name"], "email": answers["email"], "place": receipt.place}
