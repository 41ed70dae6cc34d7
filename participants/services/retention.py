"""What is kept, ends. The table of classes and periods: ``docs/privacy.md``."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Max, Q, QuerySet

from inkludering.audit.services import forget_older_than, record
from inkludering.outbox.services import forget_recipients
from participants.models import DayChoice, DoorName, DoorShift, Participant, Party, Registration
from participants.services.accounts_retention import forget_old_accounts
from participants.services.extra_answers import forget_old_answers
from participants.services.needs import forget_old_needs

YEAR = timedelta(days=365)
FORTNIGHT = timedelta(days=14)
ORPHAN = timedelta(days=1)  # an address put right leaves a participant nobody knows
BATCH = 200


def tidy(*, now: datetime) -> int:
    """Everything whose time has come; returns how many people were anonymised. Harmless to repeat."""
    Session.objects.filter(expire_date__lt=now).delete()
    forget_recipients(now)
    forget_older_than(now - YEAR)
    DoorShift.objects.filter(day__event__ends_at__lt=now - FORTNIGHT).delete()
    Participant.objects.filter(registrations=None, created_at__lt=now - ORPHAN).delete()
    forget_old_needs(now=now)
    forget_old_answers(now=now)
    forget_old_accounts(now=now)
    helped = Party.objects.filter(event__ends_at__lt=now - YEAR)
    helped.exclude(entered_by_name="", entered_by_email="").update(entered_by_name="", entered_by_email="")
    return anonymise_old(now=now)


def anonymise_old(*, now: datetime) -> int:
    """Forget who they were, twelve months after their last event; that somebody came is still counted."""
    number = 0
    while people := list(_long_gone(now)[:BATCH]):
        _anonymise(people)
        number += len(people)
    return number


def _long_gone(now: datetime) -> QuerySet[Participant]:
    last = Participant.objects.annotate(last=Max("registrations__event__ends_at"))
    still_known = (
        Q(email__isnull=False) | ~Q(registrations__search_text="") | ~Q(registrations__first_name="")
    )
    return last.filter(still_known, last__lt=now - YEAR).order_by("pk")


@transaction.atomic
def _anonymise(people: list[Participant]) -> None:
    Participant.objects.filter(pk__in=[person.pk for person in people]).update(email=None)
    blank = dict.fromkeys(("first_name", "last_name", "organisation_name", "municipality"), "")
    gone = Registration.objects.filter(participant__in=people)
    gone.update(search_text="", sort_name="", form_id=None, working_languages=[], **blank)
    DoorName.objects.filter(registration__participant__in=people).delete()
    DayChoice.objects.filter(registration__participant__in=people).update(assignment="")
    for person in people:
        record("participant.anonymised", person)
