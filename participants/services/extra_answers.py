"""Answers to what only some events ask: forgotten when their time has come."""

from datetime import datetime, timedelta

from participants.models import Answer, Contribution, Question

CONTRIBUTIONS_KEPT = timedelta(days=7)


def forget_old_answers(*, now: datetime) -> int:
    """Answers whose question says so, contributions a week after. Returns how many; harmless to repeat."""
    old = Contribution.objects.filter(registration__event__ends_at__lte=now - CONTRIBUTIONS_KEPT)
    number = old.delete()[0]
    for days in set(Question.objects.values_list("keep_days", flat=True)):
        over = Answer.objects.filter(question__keep_days=days)
        number += over.filter(question__event__ends_at__lte=now - timedelta(days=days)).delete()[0]
    return number
