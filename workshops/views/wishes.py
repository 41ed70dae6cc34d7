"""A participant's own wish, from the phone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.models import EventDay
from events.views.public_frame import frame
from inkludering.errors import DomainError
from inkludering.permissions import by_token
from participants.models import Registration, RegistrationStatus
from participants.views.own import owned
from workshops.here_forms import WishForm
from workshops.models import Wish
from workshops.pitches import day_of_wishes, pitches_of
from workshops.services.wishes import wish


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
@owned
def choose(request: HttpRequest, registration: Registration) -> HttpResponse:
    """First and second wish, as often as one likes until the tables are shown."""
    day = day_of_wishes(registration.event)
    if day is None or registration.status != RegistrationStatus.CONFIRMED:
        return redirect("own:registration", registration.pk)
    current = Wish.objects.filter(day=day, registration=registration).first()
    form = WishForm(request.POST if request.method == "POST" else None, day=day, wish=current)
    if form.is_valid() and _kept(form, day, registration):
        messages.success(request, _("Your wish is kept. You can change it until the groups are made."))
        return redirect("workshops:own_wish", registration.pk)
    pitches = [pitch for pitch in pitches_of(day) if not pitch.project.is_parked]
    context = {"registration": registration, "event": registration.event, "form": form, "pitches": pitches}
    return render(request, "here/wish.html", frame(request) | context)


def _kept(form: WishForm, day: EventDay, registration: Registration) -> bool:
    try:
        wish(day=day, registration=registration, **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True
