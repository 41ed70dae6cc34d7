"""Start, pause and stretch a round. The server's clock counts; browsers only show it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from inkludering.accounts.models import User
from inkludering.audit.services import record
from inkludering.errors import DomainError
from workshops.models import LONGEST_MINUTES, RoundTimer, WorkshopRound


def _locked(round_: WorkshopRound) -> WorkshopRound:
    return WorkshopRound.objects.select_for_update().get(pk=round_.pk)


def _timer(round_: WorkshopRound) -> RoundTimer:
    timer = RoundTimer.objects.filter(round=round_).first()
    if timer is None:
        raise DomainError(_("The clock has not been started."))
    return timer


@transaction.atomic
def start_timer(*, round_: WorkshopRound, minutes: int, by: User, now: datetime) -> RoundTimer:
    """Let the round last ``minutes`` from now; a clock that was started before begins anew."""
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise DomainError(_("Choose from 1 to %(most)s minutes.") % {"most": LONGEST_MINUTES})
    round_ = _locked(round_)
    ends_at = now + timedelta(minutes=minutes)
    timer, _made = RoundTimer.objects.update_or_create(
        round=round_, defaults={"ends_at": ends_at, "seconds_left": None}
    )
    record("timer.started", round_, by=by, region_id=round_.event.region_id, minutes=minutes)
    return timer


@transaction.atomic
def pause_timer(*, round_: WorkshopRound, by: User, now: datetime) -> RoundTimer:
    """Stop the clock with what is left. A paused clock stays as it is."""
    round_ = _locked(round_)
    timer = _timer(round_)
    if not timer.is_paused:
        timer.seconds_left, timer.ends_at = int(timer.left(now).total_seconds()), None
        timer.save()
        record("timer.paused", round_, by=by, region_id=round_.event.region_id)
    return timer


@transaction.atomic
def resume_timer(*, round_: WorkshopRound, by: User, now: datetime) -> RoundTimer:
    """Let a paused clock go on. A clock that runs stays as it is."""
    round_ = _locked(round_)
    timer = _timer(round_)
    if timer.is_paused:
        timer.ends_at, timer.seconds_left = now + timer.left(now), None
        timer.save()
        record("timer.resumed", round_, by=by, region_id=round_.event.region_id)
    return timer


@transaction.atomic
def add_minutes(*, round_: WorkshopRound, minutes: int, by: User, now: datetime) -> RoundTimer:
    """``minutes`` more, counted from now when the time was already up."""
    round_ = _locked(round_)
    timer = _timer(round_)
    left = timer.left(now) + timedelta(minutes=minutes)
    if not timedelta() < left <= timedelta(minutes=LONGEST_MINUTES):
        raise DomainError(_("Choose from 1 to %(most)s minutes.") % {"most": LONGEST_MINUTES})
    if timer.is_paused:
        timer.seconds_left = int(left.total_seconds())
    else:
        timer.ends_at = now + left
    timer.save()
    record("timer.stretched", round_, by=by, region_id=round_.event.region_id, minutes=minutes)
    return timer


@transaction.atomic
def stop_timer(*, round_: WorkshopRound, by: User) -> None:
    """Take the clock away from all screens."""
    round_ = _locked(round_)
    RoundTimer.objects.filter(round=round_).delete()
    record("timer.stopped", round_, by=by, region_id=round_.event.region_id)
