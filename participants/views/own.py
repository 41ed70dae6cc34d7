"""A participant's own page, behind the link in the mails."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.models import EventStatus
from inkludering.errors import DomainError, flash_errors
from inkludering.limits import address_group, allow
from inkludering.permissions import by_token, public
from participants import services
from participants.cookies import opened, remember_opened
from participants.fee_blocks import when_cancelled
from participants.forms.extras import ExtrasForm
from participants.forms.more import faults_of
from participants.forms.own import ChangeForm, FindForm, change_form_for
from participants.hooks import own_page_blocks
from participants.models import Registration, WorkingLanguage
from participants.own_dates import first_date_of
from participants.services.answer_words import lines_of
from participants.services.asking import asked_of
from participants.services.extra_answers import read_extras
from participants.services.fee_days import agreed_days
from participants.services.needs import is_too_late, own_needs
from participants.views.highlights import highlights_of
from participants.views.offered import offer_context
from participants.views.registering import organisations

KEPT_AFTER = timedelta(days=365)

OwnView = Callable[..., HttpResponse]


def lost(request: HttpRequest) -> HttpResponse:
    """Wrong, too old, revoked: one page, and a way to get a new link."""
    return render(request, "participants/lost.html", {"form": FindForm()}, status=404)


def owned(view: OwnView) -> Callable[..., HttpResponse]:
    """Hand the view the registration whose link this browser opened; in its own language."""

    @wraps(view)
    def wrapped(request: HttpRequest, registration_id: int, **more: Any) -> HttpResponse:
        version = opened(request).get(str(registration_id), 0)
        registration = services.find_by_version(registration_id, version) if version else None
        if registration is None:
            return lost(request)
        with translation.override(registration.language):
            return view(request, registration, **more)

    return wrapped


def see_other(url: str) -> HttpResponse:
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def open_link(request: HttpRequest, token: str, url_name: str) -> HttpResponse:
    registration = services.find_by_link(token)
    if registration is None:
        return lost(request)
    return _open_page(request, registration, url_name)


def _open_page(request: HttpRequest, registration: Registration, url_name: str) -> HttpResponse:
    response = see_other(reverse(url_name, args=[registration.pk]))
    remember_opened(request, response, registration.pk, registration.link_version)
    return response


@by_token
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    return open_link(request, token, "own:registration")


@by_token
@require_safe
def link_cancel(request: HttpRequest, token: str) -> HttpResponse:
    return open_link(request, token, "own:cancel")


@by_token
@require_safe
@owned
def registration(request: HttpRequest, registration: Registration) -> HttpResponse:
    newer = services.signed_up_again(registration)
    if newer:  # the link of an old mail leads to the place that counts
        return _open_page(request, newer, "own:registration")
    return render(request, "participants/own.html", _own_context(registration))


def _own_context(registration: Registration) -> dict[str, Any]:
    event, now = registration.event, timezone.now()
    found = [block(registration) for block in own_page_blocks]
    return {
        "registration": registration,
        "event": event,
        "first_date": first_date_of(registration, event),
        "place": services.place_in_line(registration),
        "languages": _working_languages(registration),
        "lines": lines_of(registration, asked_of(event)),
        "is_over": event.is_over(now),
        "can_change": can_change(registration),
        "needs": own_needs(registration),
        "may_write_needs": registration.is_active and not is_too_late(event, now),
        "can_sign_up": event.is_open(now),
        "highlights": highlights_of(event),
        "blocks": [block for block in found if block],
        "forgotten_on": _forgotten_on(event.ends_at),
    } | offer_context(registration)


def _working_languages(registration: Registration) -> list[str]:
    known = [code for code in registration.working_languages if code in WorkingLanguage.values]
    return [str(WorkingLanguage(code).label) for code in known]


def _forgotten_on(ends_at: datetime | None) -> datetime | None:
    return ends_at + KEPT_AFTER if ends_at else None


def can_change(registration: Registration) -> bool:
    """Nothing is left to change or to cancel when the day is over or will not be held."""
    event = registration.event
    is_on = event.status == EventStatus.PUBLISHED and not event.is_over(timezone.now())
    return is_on and registration.is_active


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
@owned
def change(request: HttpRequest, registration: Registration) -> HttpResponse:
    if request.method != "POST" and not can_change(registration):
        return redirect("own:registration", registration.pk)
    sent, asked = request.POST if request.method == "POST" else None, asked_of(registration.event)
    form, agreed = change_form_for(registration, sent), agreed_days(registration, registration.event)
    extras = ExtrasForm(sent, asked=asked, before=read_extras(registration), agreed=agreed)
    if form.is_valid() and extras.is_valid() and _saved(registration, form, extras):
        messages.success(request, _("Your changes are saved."))
        return see_other(reverse("own:registration", args=[registration.pk]))
    context = {"registration": registration, "event": registration.event, "form": form, "extras": extras}
    context |= {"faults": faults_of([form, extras]), "organisations": organisations()}
    return render(request, "participants/change.html", context)


def _saved(registration: Registration, form: ChangeForm, extras: ExtrasForm) -> bool:
    """Write what was changed; False with the reason in the form."""
    answers = form.answers(email=None, language=form.cleaned_data["language"])
    asked = None if extras.asked.is_plain else extras.asked
    try:
        services.change(
            registration=registration,
            answers=answers,
            extras=extras.extras(),
            asked=asked,
            now=timezone.now(),
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
@owned
def cancel(request: HttpRequest, registration: Registration) -> HttpResponse:
    if request.method == "POST":
        with flash_errors(request):
            services.cancel(registration=registration, now=timezone.now())
        return see_other(reverse("own:registration", args=[registration.pk]))
    if not can_change(registration):
        return redirect("own:registration", registration.pk)
    fee = when_cancelled(registration, timezone.now())
    context = {"registration": registration, "event": registration.event, "fee": fee}
    return render(request, "participants/cancel.html", context)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def find_own(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        if allow("find-own", address_group(getattr(request, "client_ip", "")), times=30, seconds=600):
            services.send_lost_link(email=form.cleaned_data["email"], key=form.key, now=timezone.now())
            return see_other(reverse("participants:find_own_sent"))
        form.add_error(
            None, _("That was a little too many at once. Wait a few minutes, then press once more.")
        )
        status = 429
    return render(request, "participants/find_own.html", {"form": form}, status=status)


@public
@require_safe
def find_own_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "participants/find_own_sent.html")
