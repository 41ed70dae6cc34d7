"""Paper for the day: choose it, order it, wait a moment, take it away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from events.models import Event, EventDay
from inkludering.errors import DomainError, flash_errors
from inkludering.forms import Form
from inkludering.navigation import tabs_for
from inkludering.permissions import UserRequest, loads
from participants.forms.paper import SHEETS, CertificateForm, PackForm, PosterForm, TagForm
from participants.models import Paper, PaperKind, PrintedTag, Registration
from participants.services import papers
from participants.services.used_sheets import used_sheet
from regions import rules

BY_DAY = {"event_id": "event_id", "day_id": "pk"}
BY_PAPER = {"event_id": "day__event_id", "paper_id": "pk"}
BY_PERSON = {"event_id": "event_id", "registration_id": "pk"}
LISTS = (
    *(PaperKind.TAPE_LIST, PaperKind.DOOR_LIST),
    *(PaperKind.RUN_SHEET, PaperKind.FOOD_SHEET, PaperKind.TABLE_SIGNS),
)
FORMS: dict[str, type[Form]] = {PaperKind.POSTER: PosterForm, PaperKind.CERTIFICATES: CertificateForm}


def _context(request: UserRequest, event: Event, **more: Any) -> dict[str, Any]:
    return {"event": event, "event_tabs": tabs_for(request, event)} | more


def _kinds(request: UserRequest, day: EventDay) -> list[PaperKind]:
    return [kind for kind in SHEETS if papers.may_print(request.user, kind, day)]


def _of_day(request: UserRequest, day: EventDay) -> tuple[EventDay, PackForm, list[PaperKind]]:
    """The day, what goes into its one file, and its sheets one by one."""
    kinds = _kinds(request, day)
    pack = PackForm(kinds=kinds, used=used_sheet(day.event.region_id), prefix=f"day{day.pk}")
    return day, pack, [kind for kind in LISTS if kind in kinds]


def _order(request: UserRequest, day: EventDay, kind: PaperKind, **what: Any) -> HttpResponse:
    try:
        paper = papers.order_paper(day=day, kind=kind, by=request.user, now=timezone.now(), **what)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("participants_work:paper", day.event_id)
    return redirect("participants_work:paper_wait", day.event_id, paper.pk)


@require_GET
@loads(Event, rules.can_print_paper)
def overview(request: UserRequest, event: Event) -> HttpResponse:
    """What can be printed, day by day, and for the event as a whole."""
    context = _context(
        request,
        event,
        days=[_of_day(request, day) for day in event.days.order_by("date")],
        people=Registration.objects.filter(event=event).confirmed().count(),
        poster=PosterForm(),
        certificates=CertificateForm(),
    )
    return render(request, "participants/work/paper.html", context)


@require_http_methods(["GET", "POST"])
@loads(EventDay, rules.can_print_paper, by=BY_DAY)
def tags(request: UserRequest, day: EventDay) -> HttpResponse:
    """Choose name tags, and order them."""
    form = TagForm(request.POST or None, initial=used_sheet(day.event.region_id).initial)
    if form.is_valid():
        return _order(request, day, form.kind(), choices=form.chosen())
    context = _context(
        request,
        day.event,
        day=day,
        form=form,
        people=Registration.objects.confirmed().coming_on(day).count(),
        printed=PrintedTag.objects.filter(day=day).count(),
    )
    return render(request, "participants/work/tags.html", context)


@require_POST
@loads(EventDay, rules.can_print_paper, by=BY_DAY)
def order_sheet(request: UserRequest, day: EventDay, kind: str) -> HttpResponse:
    """One sheet; a poster has a size, a certificate may have hours."""
    if kind not in (*LISTS, *FORMS):
        raise Http404
    form = FORMS[kind](request.POST) if kind in FORMS else None
    if form is not None and not form.is_valid():
        return _again(request, day, form)
    choices = form.chosen() if form is not None else {}  # type: ignore[attr-defined]  # both forms have it
    return _order(request, day, PaperKind(kind), choices=choices)


@require_POST
@loads(EventDay, rules.can_print_paper, by=BY_DAY)
def order_pack(request: UserRequest, day: EventDay) -> HttpResponse:
    """All that was ticked, in one file."""
    used = used_sheet(day.event.region_id)
    form = PackForm(request.POST, kinds=_kinds(request, day), used=used, prefix=f"day{day.pk}")
    if not form.is_valid():
        return _again(request, day, form)
    parts = form.cleaned_data["parts"]
    return _order(request, day, PaperKind.DAY_PACK, choices=form.chosen(), parts=parts)


def _again(request: UserRequest, day: EventDay, form: Form) -> HttpResponse:
    context = _context(request, day.event, day=day, form=form)
    return render(request, "participants/work/paper_again.html", context)


@require_GET
@loads(Paper, rules.can_print_paper, by=BY_PAPER)
def wait(request: UserRequest, paper: Paper) -> HttpResponse:
    """Ready, soon, or not possible. The page asks again by itself until it is ready."""
    failed = [(PaperKind(kind).label, why) for kind, why in paper.parts_failed]
    context = _context(request, paper.day.event, paper=paper, missing=failed)
    return render(request, "participants/work/paper_wait.html", context)


@require_GET
@loads(Paper, rules.can_print_paper, by=BY_PAPER)
def download(request: UserRequest, paper: Paper) -> HttpResponse:
    if paper.content is None:
        raise Http404
    content = papers.take_away(paper, by=request.user)
    how = ("attachment", "application/zip") if paper.is_pack else ("inline", "application/pdf")
    response = HttpResponse(content, content_type=how[1])
    name = papers.file_name(paper, paper.kind)
    response["Content-Disposition"] = f'{how[0]}; filename="{name}"'
    return response


@require_POST
@loads(Paper, rules.can_print_paper, by=BY_PAPER)
def printed(request: UserRequest, paper: Paper) -> HttpResponse:
    """They came out of the printer."""
    papers.mark_printed(paper, by=request.user, now=timezone.now())
    return redirect("participants_work:paper_tags", paper.day.event_id, paper.day_id)


@require_GET
@loads(Registration, rules.can_print_paper, by=BY_PERSON)
def one_tag(request: UserRequest, registration: Registration) -> HttpResponse:
    """One tag the size of its label, for a label printer; for whoever stands at the desk now."""
    answer: HttpResponse = redirect("participants_work:registrations", registration.event_id)
    with flash_errors(request):
        answer = HttpResponse(papers.make_one_tag(registration), content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="navnelapp-{registration.pk}.pdf"'
    return answer
