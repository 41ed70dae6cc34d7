"""Those registered: find, add, change, let in, cancel, export."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from events.models import Event
from inkludering.audit.services import record
from inkludering.errors import DomainError, flash_errors
from inkludering.forms import Form
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from participants import export, services
from participants.fee_blocks import when_cancelled
from participants.fee_words import fee_of
from participants.forms.more import faults_of
from participants.forms.staff import AddForm, AnswersForm
from participants.forms.staff_extras import StaffExtrasForm
from participants.models import Registration, SeatOffer
from participants.services import offers
from participants.services.answer_words import lines_of
from participants.services.asking import asked_of
from participants.services.desk import figures_of
from participants.services.listing import Wanted, list_registrations
from participants.services.quotas import DayFullError
from participants.services.staff import add_for, change_for
from regions import rules

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BY_PERSON = {"event_id": "event_id", "registration_id": "pk"}
BY_OFFER = {"event_id": "registration__event_id", "offer_id": "pk"}


def _wanted(request: UserRequest) -> Wanted:
    page = request.GET.get("side", "1")
    return Wanted(
        search=request.GET.get("q", "")[:100],
        sectors=request.GET.getlist("sektor")[:6],
        status=request.GET.get("status", ""),
        first_time="ny" in request.GET,
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )


def _context(request: UserRequest, event: Event, **more: Any) -> dict[str, Any]:
    may_manage = rules.can_manage_registrations(request.user, event)
    return {"event": event, "event_tabs": tabs_for(request, event), "may_manage": may_manage} | more


def _rights(request: UserRequest, event: Event) -> dict[str, bool]:
    """Which ways lead on from the list."""
    return {
        "may_export": rules.can_export_registrations(request.user, event),
        "may_see_kitchen": rules.can_see_kitchen(request.user, event),
        "may_edit": rules.can_edit_event(request.user, event),
    }


@require_GET
@loads(Event, rules.can_see_registrations)
def registrations(request: UserRequest, event: Event) -> HttpResponse:
    """The list with search and filters."""
    wanted = _wanted(request)
    query = request.GET.copy()
    query.pop("side", None)
    context = _context(
        request,
        event,
        wanted=wanted,
        query=query.urlencode(),
        page=list_registrations(event, wanted),
        figures=figures_of(event),
        **_rights(request, event),
    )
    return render(request, "participants/work/registrations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Event, rules.can_manage_registrations)
def add(request: UserRequest, event: Event) -> HttpResponse:
    """Somebody called, or asked a colleague: add them; full means the waiting list."""
    sent = request.POST if request.method == "POST" else None
    form = AddForm(sent, initial={"language": event.language, "form_id": uuid.uuid4()})
    extras = StaffExtrasForm(sent, asked=asked_of(event))
    if _all_valid(form, extras):
        try:
            _say_added(request, _add(request, event, form, extras))
            return redirect("participants_work:registrations", event.pk)
        except DomainError as error:
            form.add_error("email", str(error))
    return _form_page(request, event, form, extras, is_full=event.seats_free() == 0)


def _all_valid(*forms: Form) -> bool:
    """Each is asked, so that the page can name all that is wrong."""
    judged = [form.is_valid() for form in forms]
    return all(judged)


def _form_page(
    request: UserRequest, event: Event, form: Form, extras: StaffExtrasForm, **more: Any
) -> HttpResponse:
    context = _context(request, event, form=form, extras=extras, faults=faults_of([form, extras]), **more)
    return render(request, "participants/work/registration_form.html", context)


def _add(request: UserRequest, event: Event, form: AddForm, extras: StaffExtrasForm) -> services.Outcome:
    return add_for(
        event=event,
        answers=form.answers(),
        form_id=form.cleaned_data["form_id"],
        now=timezone.now(),
        by=request.user,
        **_more(request, extras),
    )


def _more(request: UserRequest, extras: StaffExtrasForm) -> dict[str, Any]:
    """What the services take besides the answers."""
    over = "over" in request.POST
    return {"extras": extras.extras(), "asked": extras.asked_now(), "over_capacity": over}


def _say_added(request: UserRequest, outcome: services.Outcome) -> None:
    if outcome.registration is None:
        return
    name = {"name": outcome.registration.name}
    if outcome.registration.is_waiting:
        messages.success(request, _("%(name)s is on the waiting list.") % name)
    else:
        messages.success(request, _("%(name)s has a seat.") % name)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Registration, rules.can_manage_registrations, by=BY_PERSON)
def change(request: UserRequest, registration: Registration) -> HttpResponse:
    """See and change one registration."""
    event, asked = registration.event, asked_of(registration.event)
    sent = request.POST if request.method == "POST" else None
    form = AnswersForm(sent, registration=registration)
    extras = StaffExtrasForm(sent, asked=asked, registration=registration)
    if _all_valid(form, extras) and (changed := _changed(request, registration, form, extras)):
        messages.success(request, _saved_words(registration, changed))
        return redirect("participants_work:registrations", event.pk)
    about = {"registration": registration, "is_closed": not registration.is_active}
    about |= {"lines": lines_of(registration, asked), "fee": when_cancelled(registration, timezone.now())}
    about |= {"price": fee_of(registration.pk, event), "may_set": rules.can_set_fees(request.user, event)}
    is_full = extras.is_bound and extras.has_error("days", "full")
    return _form_page(request, event, form, extras, is_full=is_full, **about)


def _changed(
    request: UserRequest, registration: Registration, form: AnswersForm, extras: StaffExtrasForm
) -> Registration | None:
    """Write it; None with the reason in one of the forms."""
    written: dict[str, Any] = {"answers": form.answers(), "now": timezone.now(), "by": request.user}
    try:
        return change_for(registration=registration, **written, **_more(request, extras))
    except DayFullError as error:
        extras.add_error("days", ValidationError(str(error), code="full"))
    except DomainError as error:
        form.add_error("email" if registration.is_active else None, str(error))
    return None


def _saved_words(before: Registration, changed: Registration) -> str:
    if changed.code_version == before.code_version:
        return _("Saved.")
    words = _("%(name)s has the seat now. What the one before told of food, access and the rest is deleted.")
    return words % {"name": changed.name}


@require_POST
@loads(Registration, rules.can_manage_registrations, by=BY_PERSON)
def cancel(request: UserRequest, registration: Registration) -> HttpResponse:
    with flash_errors(request):
        services.cancel(registration=registration, now=timezone.now(), by=request.user)
        messages.success(request, _("%(name)s is cancelled.") % {"name": registration.name})
    return redirect("participants_work:registrations", registration.event_id)


@require_POST
@loads(Registration, rules.can_manage_registrations, by=BY_PERSON)
def confirm(request: UserRequest, registration: Registration) -> HttpResponse:
    """Let somebody in from the waiting list, out of turn."""
    over = "over" in request.POST
    with flash_errors(request):
        services.confirm_by_staff(
            registration=registration, now=timezone.now(), by=request.user, over_capacity=over
        )
        messages.success(request, _("%(name)s has a seat.") % {"name": registration.name})
    return redirect("participants_work:registrations", registration.event_id)


@require_POST
@loads(SeatOffer, rules.can_manage_registrations, by=BY_OFFER)
def withdraw_offer(request: UserRequest, offer: SeatOffer) -> HttpResponse:
    """Take back a seat that is held; whoever it was held for stays in line and is told."""
    registration = offer.registration
    with flash_errors(request):
        offers.withdraw(offer=offer, now=timezone.now(), by=request.user)
        messages.success(request, _("%(name)s is still on the waiting list.") % {"name": registration.name})
    return redirect("participants_work:registrations", registration.event_id)


@require_GET
@loads(Event, rules.can_export_registrations)
def export_file(request: UserRequest, event: Event, kind: str) -> HttpResponse:
    """The list as a spreadsheet or as CSV; each export is in the log."""
    content = export.as_xlsx(event) if kind == "xlsx" else export.as_csv(event)
    record("registrations.exported", event, by=request.user, region_id=event.region_id, kind=kind)
    response = HttpResponse(content, content_type=XLSX if kind == "xlsx" else "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pameldte-{event.slug}.{kind}"'
    return response
