"""The form, the page that thanks, and the pages of events one cannot sign up for."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.models import Event
from events.presentation.state import State, opening_words, state_of
from inkludering.limits import address_group, allow
from inkludering.permissions import public
from participants import services
from participants.cookies import Receipt, give_receipt, read_receipt
from participants.forms.registering import HONEYPOT, RegistrationForm
from participants.services import Answers, Outcome
from participants.views.highlights import highlights_of
from regions.models import Organisation

SUGGESTIONS = 400
FROM_ONE_BROWSER, FROM_ONE_ADDRESS, TO_ONE_ADDRESS = 10, 400, 5


def public_event(year: int, slug: str) -> Event:
    """A draft is a 404."""
    events = Event.objects.public().select_related("region", "theme", "controller")
    event = events.filter(year=year, slug=slug).first()
    if event is None:
        raise Http404
    return event


@public
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    event, now = public_event(year, slug), timezone.now()
    if request.method == "POST":
        return _sign_up(request, event, now)
    if state_of(event, now) not in {State.OPEN, State.FULL}:
        return _closed_page(request, event, now)
    receipt = read_receipt(request, event.pk) if "rett" in request.GET else None
    initial = dict(receipt.answers) if receipt else None
    return _form_page(request, event, RegistrationForm(now=now, initial=initial), corrects=receipt)


def _sign_up(request: HttpRequest, event: Event, now: datetime) -> HttpResponse:
    form = RegistrationForm(request.POST, now=now)
    receipt = read_receipt(request, event.pk) if request.POST.get("corrects") else None
    if not form.is_valid() or form.form_token is None:
        if state_of(event, now) not in {State.OPEN, State.FULL}:
            return _closed_page(request, event, now, status=409)
        return _form_page(request, event, form, corrects=receipt)
    if not _within_limits(request, form):
        form.add_error(
            None, _("That was a little too many at once. Wait a few minutes, then press once more.")
        )
        return _form_page(request, event, form, corrects=receipt, status=429)
    answers = form.answers(email=form.cleaned_data["email"], language=get_language() or "nb")
    corrects = receipt.form_uuid if receipt else None
    try:
        outcome = services.register(
            event=event, answers=answers, form_id=form.form_token.id, corrects=corrects, now=now
        )
    except services.RegistrationClosedError:
        return _closed_page(request, public_event(event.year, event.slug), now, status=409)
    return _thank(event, form, answers, outcome)


def _within_limits(request: HttpRequest, form: RegistrationForm) -> bool:
    """Counted once for each form, so that a second click or a retry costs nobody anything."""
    assert form.form_token  # noqa: S101  # the caller looked
    if not allow("form", form.form_token.id.hex, times=1, seconds=86400):
        return True
    address = address_group(getattr(request, "client_ip", ""))
    browser = f"{address} {request.META.get('CSRF_COOKIE', '')}"
    return (
        allow("form-browser", browser, times=FROM_ONE_BROWSER, seconds=60)
        and allow("form-address", address, times=FROM_ONE_ADDRESS, seconds=600)
        and allow("form-recipient", form.cleaned_data["email"], times=TO_ONE_ADDRESS, seconds=86400)
    )


def _thank(event: Event, form: RegistrationForm, answers: Answers, outcome: Outcome) -> HttpResponse:
    """303 to the page that thanks; what it shows travels in a cookie, not in the address."""
    assert form.form_token  # noqa: S101  # the caller looked
    receipt = Receipt(event.pk, form.form_token.id.hex, outcome.status, outcome.place, asdict(answers))
    response = HttpResponseRedirect(reverse("participants:thanks", args=[event.year, event.slug]))
    response.status_code = 303
    give_receipt(response, receipt)
    return response


def _form_page(
    request: HttpRequest,
    event: Event,
    form: RegistrationForm,
    *,
    corrects: Receipt | None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "event": event,
        "form": form,
        "honeypot": HONEYPOT,
        "corrects": corrects,
        "place": None if services.has_seat_for_next(event) else event.waiting_count + 1,
        "organisations": organisation_names(),
    }
    return render(request, "participants/register.html", context, status=status)


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
