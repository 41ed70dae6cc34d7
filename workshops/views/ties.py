"""Who sits together, and who sits apart, on a day."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.models import EventDay
from inkludering.errors import DomainError
from inkludering.permissions import UserRequest, loads
from regions import rules
from workshops import services
from workshops.models import Tie
from workshops.tie_form import TieForm
from workshops.views.board import frame
from workshops.views.tables import number_in

DAY = {"event_id": "event_id", "day_id": "pk"}


@require_http_methods(["GET", "HEAD", "POST"])
@loads(EventDay, rules.can_make_groups, by=DAY)
def ties(request: UserRequest, day: EventDay) -> HttpResponse:
    form = TieForm(request.POST or None, day=day)
    if request.method == "POST" and form.is_valid():
        try:
            services.tie(day=day, by=request.user, **form.cleaned_data)
            messages.success(request, _("Saved. It holds from the next time the tables are mixed."))
            return redirect("workshops:ties", day.event_id, day.pk)
        except DomainError as error:
            form.add_error("other", str(error))
    rows = Tie.objects.filter(day=day).select_related("one", "other").order_by("one__sort_name", "pk")
    return render(request, "workshops/ties.html", frame(request, day.event, day=day, form=form, ties=rows))


@require_POST
@loads(EventDay, rules.can_make_groups, by=DAY)
def untie(request: UserRequest, day: EventDay) -> HttpResponse:
    tie = get_object_or_404(Tie, day=day, pk=number_in(request, "tie") or 0)
    services.untie(tie=tie, by=request.user)
    messages.success(request, _("Removed."))
    return redirect("workshops:ties", day.event_id, day.pk)
