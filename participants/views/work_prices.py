"""Another price for one person, until there is an invoice."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from inkludering.errors import DomainError
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from participants.fee_words import words_of
from participants.forms.fees import OtherPriceForm
from participants.models import FeeAgreement, FeeType, Registration
from participants.services.fees import can_set_payer
from participants.services.giving_fees import change_fee
from participants.services.quotas import DayFullError
from regions import rules

BY_PERSON = {"event_id": "event_id", "registration_id": "pk"}


def _form(request: UserRequest, agreement: FeeAgreement) -> OtherPriceForm:
    offered = FeeType.objects.on_offer().filter(event=agreement.registration.event).in_order()
    others = list(offered.exclude(pk=agreement.fee_type_id or 0).prefetch_related("days"))
    sent = request.POST if request.method == "POST" else None
    return OtherPriceForm(sent, types=others, currency=agreement.currency)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Registration, rules.can_set_fees, by=BY_PERSON)
def other_price(request: UserRequest, registration: Registration) -> HttpResponse:
    agreement = FeeAgreement.objects.select_related("registration__event").filter(registration=registration)
    found = agreement.first()
    if found is None or not may_change_price(found):
        messages.error(request, _("The invoice is made. Credit it first, then give another price."))
        return redirect("participants_work:accounts", registration.event_id)
    form = _form(request, found)
    if form.is_valid():
        try:
            _change(request, registration, form)
            return redirect("participants_work:accounts", registration.event_id)
        except DomainError as error:
            code = "full" if isinstance(error, DayFullError) else "refused"
            form.add_error(None, ValidationError(str(error), code=code))
    return _page(request, found, form)


def may_change_price(agreement: FeeAgreement) -> bool:
    """Until there is an invoice to pay, for somebody who still comes."""
    return agreement.registration.is_active and (agreement.is_free or can_set_payer(agreement))


def _change(request: UserRequest, registration: Registration, form: OtherPriceForm) -> None:
    over = "over" in request.POST
    change_fee(
        registration=registration,
        fee_type=form.fee_type(),
        by=request.user,
        now=timezone.now(),
        over_capacity=over,
    )
    messages.success(request, _("%(name)s has another price.") % {"name": registration.name})


def _page(request: UserRequest, agreement: FeeAgreement, form: OtherPriceForm) -> HttpResponse:
    registration = agreement.registration
    event = registration.event
    context = {"event": event, "event_tabs": tabs_for(request, event), "registration": registration}
    is_full = form.is_bound and form.has_error(NON_FIELD_ERRORS, "full")
    context |= {"form": form, "fee": words_of(agreement, event), "is_full": is_full}
    return render(request, "participants/work/other_price.html", context)
