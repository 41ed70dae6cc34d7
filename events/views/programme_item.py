"""One item with all its fields, and the people in it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events import services
from events.forms.programme import ItemForm, PersonForm
from events.models import Appearance, ProgrammeItem
from events.views.programme_editor import ITEM, table_url
from events.views.work_frame import event_page, status_of
from inkludering.dates import clock
from inkludering.errors import DomainError, flash_errors
from inkludering.permissions import UserRequest, loads
from regions import rules

PERSON = {"event_id": "item__day__event_id", "person_id": "pk"}
PERSON_FIELDS = ["person_name", "shown_title", "organisation", "role", "status", "joins_workshop"]


@require_http_methods(["GET", "HEAD", "POST"])
@loads(ProgrammeItem, rules.can_edit_event, by=ITEM)
def item(request: UserRequest, item: ProgrammeItem) -> HttpResponse:
    form = ItemForm(request.POST or None, item=item, initial=_item_initial(item))
    if form.is_valid() and _item_saved(request, item, form):
        messages.success(request, _("Saved."))
        return redirect(table_url(item.day, anchor=f"item-{item.pk}"))
    return _item_page(request, item, form, PersonForm(prefix="person"))


def _item_initial(item: ProgrammeItem) -> dict[str, Any]:
    names = ("title", "kind", "abstract", "language", "more_to_come")
    zone = item.event.zone
    times = {
        name: clock(moment, zone) if moment else ""
        for name, moment in (("starts_at", item.starts_at), ("ends_at", item.ends_at))
    }
    known = {name: getattr(item, name) for name in names}
    return known | times | {"day": item.day_id, "version": item.event.version}


def _item_saved(request: UserRequest, item: ProgrammeItem, form: ItemForm) -> bool:
    try:
        services.edit_item(item=item, by=request.user, now=timezone.now(), **form.cleaned_data)
    except DomainError as error:
        item.event.refresh_from_db()
        form.refuse(error, version=item.event.version)
        return False
    item.refresh_from_db()
    return True


def _item_page(request: UserRequest, item: ProgrammeItem, form: ItemForm, person: PersonForm) -> HttpResponse:
    people = item.appearances.select_related("organisation").order_by("position", "pk")
    context = {
        "item": item,
        "form": form,
        "person_form": person,
        "people": list(people),
        "back": table_url(item.day, anchor=f"item-{item.pk}"),
    }
    return event_page(request, item.event, "item.html", context, status=status_of(form, person))


@require_POST
@loads(ProgrammeItem, rules.can_edit_event, by=ITEM)
def person_add(request: UserRequest, item: ProgrammeItem) -> HttpResponse:
    form = PersonForm(request.POST, prefix="person")
    if form.is_valid():
        try:
            services.add_appearance(item=item, by=request.user, now=timezone.now(), **form.cleaned_data)
            return redirect("events_work:item", item.day.event_id, item.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return _item_page(request, item, ItemForm(item=item, initial=_item_initial(item)), form)


@require_http_methods(["GET", "HEAD", "POST"])
@loads(Appearance, rules.can_edit_event, by=PERSON)
def person(request: UserRequest, one: Appearance) -> HttpResponse:
    initial = {name: getattr(one, name) for name in PERSON_FIELDS}
    form = PersonForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.edit_appearance(appearance=one, by=request.user, now=timezone.now(), **form.cleaned_data)
            return redirect("events_work:item", one.event.pk, one.item_id)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"form": form, "person": one, "item": one.item}
    return event_page(request, one.event, "person.html", context, status=status_of(form))


@require_POST
@loads(Appearance, rules.can_edit_event, by=PERSON)
def person_remove(request: UserRequest, one: Appearance) -> HttpResponse:
    event_id, item_id = one.event.pk, one.item_id
    with flash_errors(request):
        services.remove_appearance(appearance=one, by=request.user, now=timezone.now())
    return redirect("events_work:item", event_id, item_id)


@require_POST
@loads(Appearance, rules.can_edit_event, by=PERSON)
def person_up(request: UserRequest, one: Appearance) -> HttpResponse:
    return _person_moved(request, one, up=True)


@require_POST
@loads(Appearance, rules.can_edit_event, by=PERSON)
def person_down(request: UserRequest, one: Appearance) -> HttpResponse:
    return _person_moved(request, one, up=False)


def _person_moved(request: UserRequest, one: Appearance, *, up: bool) -> HttpResponse:
    with flash_errors(request):
        services.move_appearance(appearance=one, up=up, by=request.user, now=timezone.now())
    return redirect("events_work:item", one.event.pk, one.item_id)
