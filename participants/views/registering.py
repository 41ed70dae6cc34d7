"""The form, the page that thanks, and the pages of events one cannot sign up for."""

from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid5

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.models import Event
from events.presentation.stamp import Stamp, stamp_of
from events.presentation.state import State, opening_words, state_of
from events.views.public import shown_event
from events.views.public_frame import fill, gap, kept_html
from inkludering.limits import Count, address_group, allow, first_reached, is_reached
from inkludering.permissions import public
from inkludering.tokens import new_form_token
from participants import services
from participants.cookies import Receipt, give_receipt, read_receipt, written
from participants.forms.more import More, asks_for_blocks, faults_of, read_more, says_more, show_again, typed
from participants.forms.registering import HONEYPOT, RegistrationForm, with_known_sector
from participants.services import Answers
from participants.services.asking import asked_of, lasts_days
from participants.services.fees import FeeMissingError
from participants.services.signing_up import Sheet, sign_up
from participants.views.highlights import highlights_of
from regions.models import Organisation

SUGGESTIONS = 400
FROM_ONE_BROWSER, FROM_ONE_ADDRESS, TO_ONE_ADDRESS = 10, 400, 5  # a minute, ten minutes, a day
WRONG_CODES = 30  # from one address in ten minutes; then nobody there may try a code for a while
OPEN_STATES = frozenset({State.OPEN, State.FULL})


def _stamp(year: int, slug: str, now: datetime) -> Stamp:
    """What decides which page is shown; a draft is a 404."""
    stamp = stamp_of(year, slug, now=now)
    if stamp is None:
        raise Http404
    return stamp


@public
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    now = timezone.now()
    stamp = _stamp(year, slug, now)
    if request.method == "POST":
        return _sign_up(request, stamp, now)
    if stamp.state not in OPEN_STATES:
        return _closed_page(request, shown_event(pk=stamp.event_id), now)
    receipt = read_receipt(request, stamp.event_id) if "rett" in request.GET else None
    if receipt is None:
        return HttpResponse(_fresh_page(request, stamp, now))
    form = RegistrationForm(now=now, initial=receipt.answers)
    return _form_page(request, stamp, _Page(form, _more_of(stamp), receipt))


def _fresh_page(request: HttpRequest, stamp: Stamp, now: datetime) -> str:
    """The empty form: the same for everybody but for its two tokens."""
    place = _next_place(stamp)

    def make() -> str:
        form = RegistrationForm(now=now)
        form.token = gap("token")
        context = _form_context(stamp, _Page(form, _more_of(stamp))) | {"csrf_token": gap("csrf")}
        return render_to_string("participants/register.html", context, request)

    html = kept_html(request, ("register", stamp.without_numbers(), place), make)
    return fill(html, {"token": new_form_token(), "csrf": get_token(request)})


def _sign_up(request: HttpRequest, stamp: Stamp, now: datetime) -> HttpResponse:
    page = _read(request, stamp, now)
    if page.more and (unjudged := _unjudged(request, stamp, page, page.more, now)):
        return unjudged
    sending = _sending(request, stamp.event_id, page) if page.is_valid() else None
    status = _look_through(request, page.form, sending)
    if sending is None or page.form.errors:
        return _refused(request, stamp, page, now, status)
    try:
        return _thank(request, stamp.event_id, sending, _take_down(stamp.event_id, sending, now))
    except services.RegistrationClosedError:
        return _closed_page(request, shown_event(pk=stamp.event_id), now, status=409)
    except FeeMissingError as error:  # the price has changed since the form was opened
        page.form.add_error(None, str(error))
        return _form_page(request, stamp, page, status=409)


def _refused(request: HttpRequest, stamp: Stamp, page: "_Page", now: datetime, status: int) -> HttpResponse:
    """The form with what must be put right, while there is anything to sign up for."""
    if stamp.state not in OPEN_STATES:
        return _closed_page(request, shown_event(pk=stamp.event_id), now, status=409)
    return _form_page(request, stamp, page, status=status)


@dataclass(frozen=True)
class _Page:
    """The form with all that belongs to it. Without ``more`` nothing but the five questions was sent."""

    form: RegistrationForm
    more: More | None = None
    corrects: Receipt | None = None

    def is_valid(self) -> bool:
        rest = self.more is None or self.more.is_valid()
        if not (self.form.is_valid() and rest):
            return False
        return self.more is None or self.more.agrees(self.form.cleaned_data["email"])

    def forms(self) -> list[BaseForm]:
        return [self.form, *(self.more.forms() if self.more else [])]


def _read(request: HttpRequest, stamp: Stamp, now: datetime) -> _Page:
    """What was sent. A plain form at a plain event costs no look."""
    data = with_known_sector(request.POST)
    more = _more_of(stamp, data) if stamp.asks_more or says_more(data) else None
    form = RegistrationForm(data, now=now, needs_email=not (more and more.is_for_other))
    return _Page(form, more, read_receipt(request, stamp.event_id) if data.get("corrects") else None)


def _more_of(stamp: Stamp, data: Any = None) -> More:
    event = Event.objects.select_related("sign_up").get(pk=stamp.event_id)
    return read_more(data, asked_of(event))


def _shown_again(page: _Page, request: HttpRequest, now: datetime) -> _Page:
    """A block for a colleague more or fewer; nothing is judged, and nothing that was typed is lost."""
    form = RegistrationForm(now=now, initial=typed(page.form))
    form.token = page.form.token
    asked = page.more.asked if page.more else None
    return replace(page, form=form, more=show_again(request.POST, asked) if asked else None)


def _unjudged(
    request: HttpRequest, stamp: Stamp, page: _Page, more: More, now: datetime
) -> HttpResponse | None:
    """The form once more before anything in it is judged: for another block, or after many wrong codes."""
    if asks_for_blocks(request.POST):
        return _form_page(request, stamp, _shown_again(page, request, now))
    return _slow_down(request, stamp, page, more) if _guesses_codes(request, more) else None


def _guesses_codes(request: HttpRequest, more: More) -> bool:
    """Counts wrong codes for a free seat, and says when there were too many of them."""
    extras = [more.extras, *(one.extras for one in more.colleagues)]
    typed = [form for form in extras if form.data.get(form.add_prefix("fee_code"))]
    address = address_group(getattr(request, "client_ip", ""))
    if typed and is_reached("fee-code", address, times=WRONG_CODES, seconds=600):
        return True
    for form in typed:
        if "fee_code" in form.errors:
            allow("fee-code", address, times=WRONG_CODES, seconds=600)
    return False


def _slow_down(request: HttpRequest, stamp: Stamp, page: _Page, more: More) -> HttpResponse:
    """The form as it was typed. Nothing in it is judged: that would tell a right code from a wrong one."""
    page.form.add_error(
        None, _("That was a little too many at once. Wait a few minutes, then press once more.")
    )
    page = replace(page, more=show_again(request.POST, more.asked))
    return _form_page(request, stamp, page, status=HTTPStatus.TOO_MANY_REQUESTS)


@dataclass(frozen=True)
class _Sending:
    """A valid form on its way in. ``form_id`` makes two clicks one; ``corrects`` is what it puts right."""

    answers: Answers
    form_id: UUID
    corrects: UUID | None
    token_id: str
    more: More | None = None

    @property
    def sheet(self) -> Sheet | None:
        return self.more.sheet(self.answers) if self.more else None

    @property
    def digest(self) -> str:
        return salted_hmac("sheet", repr(self.sheet)).hexdigest()[:16] if self.more else ""

    @property
    def addresses(self) -> list[str]:
        people = self.sheet.people if self.sheet else []
        return [str(self.answers.email or ""), *(str(one.answers.email) for one in people[1:])]


def _sending(request: HttpRequest, event_id: int, page: _Page) -> _Sending:
    """Whoever goes back, writes something else and sends the same form once more corrects the first."""
    form = page.form
    answers = form.answers(email=form.cleaned_data["email"] or None, language=get_language() or "nb")
    token_id, before = form.form_id.hex, read_receipt(request, event_id)
    corrects = page.corrects.form_uuid if page.corrects else None
    new = _Sending(answers, form.form_id, corrects, token_id, page.more)
    if before is None or before.token_id != token_id:
        return new
    if before.has_answers(vars(answers), new.digest):
        return replace(new, form_id=before.form_uuid, corrects=None)
    another = uuid5(form.form_id, written(vars(answers)) + new.digest)
    return replace(new, form_id=another, corrects=before.form_uuid)


def _look_through(request: HttpRequest, form: RegistrationForm, sending: _Sending | None) -> HTTPStatus:
    """Is the form fit to be taken down? Says so in its errors, and in the status of the answer."""
    if sending and not _within_limits(request, sending):
        form.add_error(
            None, _("That was a little too many at once. Wait a few minutes, then press once more.")
        )
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.OK


def _take_down(event_id: int, sending: _Sending, now: datetime) -> list[services.Outcome]:
    form_id, corrects = sending.form_id, sending.corrects
    if sending.more is None or sending.sheet is None:
        answers = sending.answers
        return [
            services.register(event=event_id, answers=answers, form_id=form_id, corrects=corrects, now=now)
        ]
    sheet, asked = sending.sheet, sending.more.asked
    return sign_up(event_id=event_id, sheet=sheet, asked=asked, form_id=form_id, corrects=corrects, now=now)


def _thank(
    request: HttpRequest, event_id: int, sending: _Sending, outcomes: list[services.Outcome]
) -> HttpResponse:
    """303 to the page that thanks; what that shows travels in a cookie, not in the address."""
    where = request.resolver_match.kwargs if request.resolver_match else {}
    response = HttpResponseRedirect(reverse("participants:thanks", kwargs=where))
    response.status_code = 303
    answers, form_id = vars(sending.answers), sending.form_id.hex
    first = outcomes[0]
    receipt = Receipt(event_id, form_id, first.status, first.place, answers, sending.token_id, sending.digest)
    if sending.sheet:
        receipt = replace(receipt, others=_others(sending.sheet, outcomes), sent_to=sending.sheet.sent_to)
        receipt = replace(receipt, total=sending.more.total_words if sending.more else "")
    give_receipt(response, receipt)
    return response


def _others(sheet: Sheet, outcomes: list[services.Outcome]) -> str:
    """How it went for the colleagues, in words."""
    pairs = zip(sheet.people[1:], outcomes[1:], strict=True)
    return " ".join(f"{one.answers.first_name[:40]}: {outcome.status.label}." for one, outcome in pairs)


def _within_limits(request: HttpRequest, sending: _Sending) -> bool:
    """Counted once for each form, so that a second click or a retry costs nobody anything."""
    address = address_group(getattr(request, "client_ip", ""))
    browser = f"{address} {request.META.get('CSRF_COOKIE', '')}"
    recipients = [Count("form-recipient", one, TO_ONE_ADDRESS, 86400) for one in sending.addresses]
    reached = first_reached(
        [
            Count("form", sending.form_id.hex, 1, 86400),
            Count("form-browser", browser, FROM_ONE_BROWSER, 60),
            Count("form-address", address, FROM_ONE_ADDRESS, 600),
            *recipients,
        ]
    )
    return reached in ("", "form")


def _form_page(request: HttpRequest, stamp: Stamp, page: _Page, *, status: int = 200) -> HttpResponse:
    return render(request, "participants/register.html", _form_context(stamp, page), status=status)


def _form_context(stamp: Stamp, page: _Page) -> dict[str, Any]:
    return {
        "event": shown_event(pk=stamp.event_id),
        "form": page.form,
        "more": page.more or _more_of(stamp),
        "faults": faults_of(page.forms()),
        "honeypot": HONEYPOT,
        "corrects": page.corrects,
        "place": _next_place(stamp),
        "organisations": organisations(),
    }


def _next_place(stamp: Stamp) -> int | None:
    """The place in line of whoever comes now; None when there is a seat."""
    waits = stamp.waiting_count > 0 or not stamp.has_free_seat
    return stamp.waiting_count + 1 if waits else None


def organisations() -> dict[str, str]:
    """Names of organisations to choose from while typing, with their sector; never of people."""
    return dict(Organisation.objects.alphabetical().values_list("name", "sector")[:SUGGESTIONS])


def _closed_page(request: HttpRequest, event: Event, now: datetime, *, status: int = 200) -> HttpResponse:
    context = {"event": event, "state": state_of(event, now), "opens": opening_words(event)}
    return render(request, "participants/closed.html", context, status=status)


@public
@require_safe
def thanks(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    stamp = _stamp(year, slug, timezone.now())
    receipt = read_receipt(request, stamp.event_id)
    status = receipt.status if receipt else ""
    has = {name: bool(receipt and getattr(receipt, name)) for name in ("others", "total")}

    def make() -> str:
        event = shown_event(pk=stamp.event_id)
        context = {"event": event, "status": status, "highlights": highlights_of(event)}
        context["has_days"] = lasts_days(event)  # of which this person may have chosen one
        context |= {name: gap(name) for name in ("first_name", "email", "place")}
        context |= {name: gap(name) if is_there else "" for name, is_there in has.items()}
        return render_to_string("participants/thanks.html", context, request)

    html = kept_html(request, ("thanks", stamp.without_numbers(), status, *has.values()), make)
    return HttpResponse(fill(html, _said(receipt) if receipt else {}))


def _said(receipt: Receipt) -> dict[str, object]:
    """What the page that thanks says of the person."""
    answers = receipt.answers
    said = {"first_name": answers["first_name"], "email": answers["email"] or receipt.sent_to}
    return said | {"place": receipt.place, "others": receipt.others, "total": receipt.total}
