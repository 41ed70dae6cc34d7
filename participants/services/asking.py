"""What sign-up to one event asks beyond the five questions, and how a coordinator sets it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Event, EventDay, ItemKind, ProgrammeItem
from events.services import lock_event, touch
from inkludering.accounts.models import User
from inkludering.dates import local
from inkludering.errors import DomainError
from participants.models import WITH_OPTIONS, FeePlan, FeeType, Question, Quota, QuotaKind, SignUp

SOCIAL_KINDS = (ItemKind.MEAL, ItemKind.SOCIAL)
MOST_QUESTIONS = 20


@dataclass(frozen=True)
class Asked:
    """All that one event asks. ``days`` is empty unless there is something to choose."""

    sign_up: SignUp
    days: tuple[EventDay, ...] = ()
    items: tuple[ProgrammeItem, ...] = ()
    questions: tuple[Question, ...] = ()
    plan: FeePlan | None = None  # the terms of the participation fee
    prices: tuple[FeeType, ...] = ()

    @property
    def days_of_prices(self) -> dict[int, list[EventDay]]:
        """The days of those prices that are for some days only."""
        named = {price.pk: list(price.days.all()) for price in self.prices}
        return {pk: days for pk, days in named.items() if days}

    @property
    def is_plain(self) -> bool:
        """Nothing but what all events ask?"""
        asks = self.sign_up
        more = asks.asks_role or asks.asks_experience or asks.asks_wall or asks.asks_country
        return not (more or self.days or self.items or self.questions or self.plan)


def sign_up_of(event: Event) -> SignUp:
    """The event's choices; those of any event where nobody has chosen."""
    if not event.asks_more:
        return SignUp(event=event)
    try:
        found: SignUp = event.sign_up
    except SignUp.DoesNotExist:
        return SignUp(event=event)
    return found


def lasts_days(event: Event) -> bool:
    """Does it go over more than one date?"""
    if event.starts_at is None or event.ends_at is None:
        return False
    return local(event.starts_at, event.zone).date() != local(event.ends_at, event.zone).date()


def asked_of(event: Event) -> Asked:
    """What ``event`` asks. A plain event of one day costs no look, when ``sign_up`` came along with it."""
    sign_up = sign_up_of(event)
    days = tuple(event.days.order_by("date")) if lasts_days(event) or sign_up.asks_role else ()
    if sign_up._state.adding:
        return Asked(sign_up, days if len(days) > 1 else ())
    items = sign_up.items.select_related("day").order_by("day__date", "position")
    questions = event.questions.in_order() if sign_up.has_questions else ()
    plan, prices = _fees_of(event) if sign_up.has_fees else (None, ())
    return Asked(sign_up, days, tuple(items), tuple(questions), plan, prices)


def _fees_of(event: Event) -> tuple[FeePlan | None, tuple[FeeType, ...]]:
    plan = FeePlan.objects.filter(event=event, is_on=True).first()
    if plan is None:
        return None, ()
    plan.event = event
    prices = FeeType.objects.on_offer().filter(event=event).in_order().prefetch_related("days")
    return plan, tuple(prices)


def items_to_ask_about(event: Event) -> Any:
    """Meals and social items of the programme."""
    items = ProgrammeItem.objects.filter(day__event=event, kind__in=SOCIAL_KINDS)
    return items.select_related("day").in_order()


@transaction.atomic
def set_sign_up(
    *, event: Event, choices: dict[str, bool], items: Iterable[ProgrammeItem], by: User
) -> SignUp:
    """Write what sign-up asks. What people have answered already stays."""
    locked = lock_event(event)  # whoever registers just now is judged by the old rules or by the new
    sign_up, _made = SignUp.objects.update_or_create(event=event, defaults=choices)
    sign_up.items.set(items)
    _note(locked, by=by, verb="sign_up.changed")
    return sign_up


def _note(event: Event, *, by: User, verb: str) -> None:
    """Tell the locked event that its sign-up differs, and kept pages that they are old."""
    event.asks_more = True
    event.save(update_fields=["asks_more"])
    touch(event, by=by, now=timezone.now(), verb=verb)


@transaction.atomic
def set_quotas(*, event: Event, seats_of: dict[tuple[QuotaKind, str], int], by: User) -> None:
    """These limits and no others. Nobody loses a seat by a smaller one."""
    locked = lock_event(event)
    Quota.objects.filter(event=event).delete()
    Quota.objects.bulk_create(
        Quota(event=event, kind=kind, value=value, seats=number) for (kind, value), number in seats_of.items()
    )
    by_country = any(kind == QuotaKind.COUNTRY for kind, _value in seats_of)
    choices: dict[str, bool] = {"has_quotas": bool(seats_of)} | ({"asks_country": True} if by_country else {})
    SignUp.objects.update_or_create(event=event, defaults=choices)
    _note(locked, by=by, verb="quotas.changed")


@transaction.atomic
def save_question(*, question: Question, by: User) -> Question:
    """A new question, last in the list, or a changed one. Raises ``DomainError`` when there are too many,
    or when the kind of answer changes after somebody has answered."""
    event = lock_event(question.event_id)
    if question._state.adding:
        last = event.questions.aggregate(last=Max("position"))["last"] or 0
        question.position = last + 1
        if event.questions.count() >= MOST_QUESTIONS:
            raise DomainError(_("That is enough questions: the form must be short."))
    elif _changes_kind(question) and question.answers.exists():
        raise DomainError(_("Somebody has answered. Make a new question instead, or delete this one."))
    if question.kind not in WITH_OPTIONS:
        question.options = []
    question.save()
    SignUp.objects.update_or_create(event=event, defaults={"has_questions": True})
    _note(event, by=by, verb="question.saved")
    return question


def _changes_kind(question: Question) -> bool:
    return not Question.objects.filter(pk=question.pk, kind=question.kind).exists()


@transaction.atomic
def delete_question(*, question: Question, by: User) -> None:
    """The question and all its answers."""
    event = lock_event(question.event_id)
    question.delete()
    SignUp.objects.filter(event=event).update(has_questions=event.questions.exists())
    _note(event, by=by, verb="question.deleted")


@transaction.atomic
def move_question(*, question: Question, up: bool, by: User) -> None:
    """One place up or down. At the end of the list nothing happens."""
    event = lock_event(question.event_id)
    rows = list(event.questions.in_order())
    place = [row.pk for row in rows].index(question.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows, start=1):
        row.position = number
    Question.objects.bulk_update(rows, ["position"])
    _note(event, by=by, verb="question.moved")
