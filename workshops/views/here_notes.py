"""Notes as those at the table have them: written by the table's link, read on one's own page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.views.public_frame import frame
from inkludering.accounts.models import User
from inkludering.permissions import by_token
from participants.models import Registration
from participants.views.own import owned
from workshops.here_forms import NotesForm
from workshops.notes import TablePlace, notes_for, place_of
from workshops.services.notes import NotesChangedError, write_notes
from workshops.timing import clock_context


def saved(form: NotesForm, place: TablePlace, by: User | None) -> bool:
    """Keep what was written; where another phone was quicker, show both and let them save again."""
    try:
        text, version = form.text(), form.cleaned_data["version"]
        now = timezone.now()
        write_notes(round_=place.round, number=place.number, text=text, version=version, by=by, now=now)
    except NotesChangedError as error:
        form.add_error(None, str(error))
        form.theirs = error.notes
        form.data = dict(form.data.items()) | {"version": str(error.notes.version)}
        return False
    return True


def form_for(request: HttpRequest, place: TablePlace) -> NotesForm:
    if request.method == "POST":
        return NotesForm(request.POST)
    return NotesForm(initial=NotesForm.initial_of(place.notes(), place.question()))


@by_token
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, token: str) -> HttpResponse:
    """The table's own page: on the day and the day after whoever has the link may write."""
    place = place_of(token)
    if place is None:
        raise Http404
    now = timezone.now()
    is_open, form = place.is_open(now), form_for(request, place)
    if request.method == "POST" and is_open and form.is_valid() and saved(form, place, None):
        messages.success(request, _("Saved. You can go on writing as long as you like."))
        return redirect("workshops:table_notes", token)
    context = {"place": place, "form": form, "is_open": is_open, **clock_context(place.round, now)}
    return render(request, "here/table_notes.html", frame(request) | context)


@by_token
@require_safe
@owned
def own_notes(request: HttpRequest, registration: Registration) -> HttpResponse:
    """What the tables wrote, for somebody who sat there."""
    context = {"registration": registration, "event": registration.event, "days": notes_for(registration)}
    return render(request, "here/own_notes.html", frame(request) | context)
