"""The participation fee of a day: prices, codes and terms, folded away until somebody wants them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.models import Event
from inkludering.errors import DomainError, flash_errors
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from participants.forms.fees import CodeForm, PlanForm, PriceForm
from participants.models import FeePlan, FeeType
from participants.services.fees import change_type, save_type, set_plan, withdraw_type
from regions import rules

BY_TYPE = {"event_id": "event_id", "fee_type_id": "pk"}


def _plan(event: Event) -> FeePlan:
    return FeePlan.objects.filter(event=event).first() or FeePlan(event=event)


def _price_form(event: Event, data: Any = None, before: FeeType | None = None) -> PriceForm:
    return PriceForm(data, days=list(event.days.order_by("date")), before=before)


def _page(request: UserRequest, event: Event, **forms: Any) -> HttpResponse:
    types = FeeType.objects.on_offer().filter(event=event).in_order().prefetch_related("days")
    plan = _plan(event)
    context = {
        "event": event,
        "event_tabs": tabs_for(request, event),
        "plan": plan,
        "form": forms.get("form") or PlanForm(plan=plan),
        "price": forms.get("price") or _price_form(event),
        "code": forms.get("code") or CodeForm(prefix="code"),
        "prices": [one for one in types if not one.code],
        "codes": [one for one in types if one.code],
        "may_see_accounts": rules.can_see_accounts(request.user, event),
    }
    return render(request, "participants/work/fees.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Event, rules.can_set_fees)
def fees(request: UserRequest, event: Event) -> HttpResponse:
    """See them; saving the terms turns the fee on."""
    form = PlanForm(request.POST if request.method == "POST" else None, plan=_plan(event))
    if not form.is_valid():
        return _page(request, event, form=form)
    with flash_errors(request):
        set_plan(event=event, plan=form.filled(is_on=True), by=request.user)
        messages.success(request, _("Saved. The fee is on, and people choose a price when they sign up."))
    return redirect("participants_work:fees", event.pk)


@require_POST
@loads(Event, rules.can_set_fees)
def off(request: UserRequest, event: Event) -> HttpResponse:
    """Free from now on. What people have agreed to stays."""
    plan = _plan(event)
    plan.is_on = False
    if plan.pk:
        set_plan(event=event, plan=plan, by=request.user)
    messages.success(request, _("The day is free again for those who sign up from now on."))
    return redirect("participants_work:fees", event.pk)


@require_POST
@loads(Event, rules.can_set_fees)
def add_price(request: UserRequest, event: Event) -> HttpResponse:
    return _add(request, event, "price", _price_form(event, request.POST))


@require_POST
@loads(Event, rules.can_set_fees)
def add_code(request: UserRequest, event: Event) -> HttpResponse:
    return _add(request, event, "code", CodeForm(request.POST, prefix="code"))


def _add(request: UserRequest, event: Event, name: str, form: Any) -> HttpResponse:
    if form.is_valid():
        try:
            save_type(fee_type=form.fee_type(event), by=request.user, days=form.day_ids())
            return redirect("participants_work:fees", event.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return _page(request, event, **{name: form})


@require_http_methods(["GET", "HEAD", "POST"])
@loads(FeeType, rules.can_set_fees, by=BY_TYPE)
def price(request: UserRequest, fee_type: FeeType) -> HttpResponse:
    """Change one price; those who agreed to it keep it, and the page says so."""
    event = fee_type.event
    form = _price_form(event, request.POST if request.method == "POST" else None, before=fee_type)
    if form.is_valid():
        with flash_errors(request):
            given = form.cleaned_data
            days, by = form.day_ids(), request.user
            change_type(fee_type=fee_type, name=given["name"], amount=given["amount"], days=days, by=by)
            messages.success(request, _("Saved. It is for those who sign up from now on."))
        return redirect("participants_work:fees", event.pk)
    context = {"event": event, "event_tabs": tabs_for(request, event), "form": form, "fee_type": fee_type}
    context |= {"agreed": fee_type.agreements.count(), "currency": _plan(event).currency}
    return render(request, "participants/work/fee_price.html", context)


@require_POST
@loads(FeeType, rules.can_set_fees, by=BY_TYPE)
def withdraw(request: UserRequest, fee_type: FeeType) -> HttpResponse:
    with flash_errors(request):
        withdraw_type(fee_type=fee_type, by=request.user)
    return redirect("participants_work:fees", fee_type.event_id)
