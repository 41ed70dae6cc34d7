"""The end of what is kept for the accounts: five years after the accounting year."""

from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Max, Q

from inkludering.dates import OSLO
from participants.models import FeeAgreement, Invoice, Payment

YEARS = 5


def forget_old_accounts(*, now: datetime) -> int:
    """Delete agreements whose last year in the accounts is long past, with all that hangs on them, and
    those that never came to anything once their person is forgotten. Returns how many; harmless to repeat."""
    year = now.astimezone(OSLO).year - YEARS - 1  # this accounting year and earlier ones are over
    last = FeeAgreement.objects.annotate(
        invoiced=Max("invoices__issue_date__year"), paid=Max("payments__paid_on__year")
    )
    kept = Q(invoiced__gt=year) | Q(paid__gt=year)
    moved = Q(invoiced__isnull=False) | Q(paid__isnull=False)
    unused = Q(invoiced=None, paid=None, registration__search_text="")
    old = list(last.filter((moved & ~kept) | unused).values_list("pk", flat=True))
    return _delete(old) if old else 0


@transaction.atomic
def _delete(agreements: list[int]) -> int:
    """What points at another row goes first: a credit note before its invoice."""
    _let_rows_leave("yes")
    of_these = Q(agreement__in=agreements)
    rows: tuple[models.QuerySet[Any], ...] = (
        models.QuerySet(Payment).filter(of_these, undoes__isnull=False),
        models.QuerySet(Payment).filter(of_these),
        models.QuerySet(Invoice).filter(of_these, credits__isnull=False),
        models.QuerySet(Invoice).filter(of_these),
    )
    for some in rows:
        some.delete()
    _let_rows_leave("")
    FeeAgreement.objects.filter(pk__in=agreements).delete()
    return len(agreements)


def _let_rows_leave(answer: str) -> None:
    """PostgreSQL's trigger asks this setting of the transaction before it lets a row go."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('inkludering.accounts_end', %s, true)", [answer])
