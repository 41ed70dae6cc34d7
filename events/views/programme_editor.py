"""Writing the programme as a table. What was typed is saved before anything moves, so nothing is lost."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from events import services
from events.forms.programme import PasteForm, ShiftForm
from events.models import Event, EventDay, ProgrammeItem
from events.views.programme_table import ProgrammeTable, keep_undo, undo_step
from events.views.work_frame import event_page, say_saved, status_of
from inkludering.errors import DomainError, flash_errors
from inkludering.permissions import UserRequest, loads
from regions import rules

ITEM = {"event_id": "day__event_id", "item_id": "pk"}
DAY = {"event_id": "event_id", "day_id": "pk"}


def table_url(day: EventDay, query: str = "", anchor: str = "") -> str:
    """The day's table. ``?new`` and ``?under=`` give the new row the focus, which an anchor would take."""
    url = reverse("events_work:programme_day", args=[day.event_id, day.pk])
    return f"{url}{query and '?'}{query}{anchor and '#'}{anchor}"


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Event, rules.can_edit_event)
def programme(request: UserRequest, event: Event) -> HttpResponse:
    day = event.days.select_related("event").order_by("date").first()
    if day is None:
        messages.info(request, _("Choose the date first."))
        return redirect("events_work:edit", event.pk)
    return _programme_page(request, day)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(EventDay, rules.can_edit_event, by=DAY)
def programme_day(request: UserRequest, day: EventDay) -> HttpResponse:
    return _programme_page(request, day)


def _programme_page(request: UserRequest, day: EventDay) -> HttpResponse:
    table = ProgrammeTable(request, day)
    if request.method != "POST" or not table.save():
        return table.page()
    keep_undo(request, None)
    event = Event.objects.get(pk=day.event_id)
    say_saved(request, services.publish_checklist(event, timezone.now()) if event.status == "draft" else [])
    return redirect(table_url(day, "new") if table.made else table_url(day))


@require_POST
@loads(EventDay, rules.can_edit_event, by=DAY)
def sub_item(request: UserRequest, day: EventDay) -> HttpResponse:
    """Save, then open a row for a sub-item under the last item."""
    table = ProgrammeTable(request, day)
    if not table.save():
        return table.page()
    last = table.made[-1] if table.made else (table.items[-1] if table.items else None)
    under = (last.parent_id or last.pk) if last else ""
    return redirect(table_url(day, f"under={under}"))


@require_POST
@loads(ProgrammeItem, rules.can_edit_event, by=ITEM)
def item_sub_item(request: UserRequest, item: ProgrammeItem) -> HttpResponse:
    """A row for a sub-item under this item."""
    return redirect(table_url(item.day, f"under={item.parent_id or item.pk}"))


@require_POST
@loads(ProgrammeItem, rules.can_edit_event, by=ITEM)
def item_open(request: UserRequest, item: ProgrammeItem) -> HttpResponse:
    """Save the table, then show all there is to say about one item."""
    table = ProgrammeTable(request, item.day)
    return redirect("events_work:item", item.day.event_id, item.pk) if table.save() else table.page()


@require_POST
@loads(ProgrammeItem, rules.can_edit_event, by=ITEM)
def item_up(request: UserRequest, item: ProgrammeItem) -> HttpResponse:
    return _moved(request, item, up=True)


@require_POST
@loads(ProgrammeItem, rules.can_edit_event, by=ITEM)
def item_down(request: UserRequest, item: ProgrammeItem) -> HttpResponse:
    return _moved(request, item, up=False)


def _moved(request: UserRequest, item: ProgrammeItem, *, up: bool) -> HttpResponse:
    table = ProgrammeTable(request, item.day)
    if not table.save():
        return table.page()
    with flash_errors(request):
        keep_undo(request, services.move_item(item=item, up=up, by=request.user, now=timezone.now()))
    return redirect(table_url(item.day, anchor=f"item-{item.pk}"))


@require_POST
@loads(ProgrammeItem, rules.can_edit_event, by=ITEM)
def item_remove(request: UserRequest, item: ProgrammeItem) -> HttpResponse:
    day = item.day
    with flash_errors(request):
        keep_undo(request, services.remove_item(item=item, by=request.user, now=timezone.now()))
    return redirect(table_url(day, anchor="undo"))


@require_POST
@loads(EventDay, rules.can_edit_event, by=DAY)
def programme_undo(request: UserRequest, day: EventDay) -> HttpResponse:
    table = ProgrammeTable(request, day)
    if not table.save():
        return table.page()
    step = undo_step(request, Event.objects.get(pk=day.event_id), day)
    with flash_errors(request):
        if step is None:
            raise DomainError(_("The programme has been changed since, so this can no longer be undone."))
        services.undo(step=step, by=request.user, now=timezone.now())
        keep_undo(request, None)
    return redirect(table_url(day, anchor=f"item-{step.item}" if step else ""))


@require_http_methods(["GET", "HEAD", "POST"])
@loads(EventDay, rules.can_edit_event, by=DAY)
def shift(request: UserRequest, day: EventDay) -> HttpResponse:
    """Move the rest of the day."""
    form = ShiftForm(request.POST or None, day=day, initial=_shift_initial(day))
    if form.is_valid():
        try:
            moved = services.shift_rest(**form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, _shifted(moved))
            return redirect(table_url(day))
        except DomainError as error:
            form.add_error(None, str(error))
    return event_page(request, day.event, "shift.html", {"form": form, "day": day}, status=status_of(form))


def _shifted(moved: int) -> str:
    text = ngettext("%(number)s item has a new time.", "%(number)s items have a new time.", moved)
    return text % {"number": moved}


def _shift_initial(day: EventDay) -> dict[str, int]:
    """On the day itself: the next item to come."""
    following = day.items.filter(parent=None, starts_at__gt=timezone.now()).order_by("position").first()
    return {"item": following.pk} if following else {}


@require_http_methods(["GET", "HEAD", "POST"])
@loads(EventDay, rules.can_edit_event, by=DAY)
def paste(request: UserRequest, day: EventDay) -> HttpResponse:
    """A programme written elsewhere."""
    form = PasteForm(request.POST or None)
    if form.is_valid():
        try:
            text = form.cleaned_data["text"]
            services.paste_programme(day=day, text=text, by=request.user, now=timezone.now())
            return redirect(table_url(day))
        except DomainError as error:
            form.add_error(None, str(error))
    return event_page(request, day.event, "paste.html", {"form": form, "day": day}, status=status_of(form))
