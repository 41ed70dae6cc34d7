"""Write the log of what was done."""

from datetime import datetime

import structlog
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import connection, models, transaction

from inkludering.audit.models import Entry

FACT_LENGTH = 80


def record(
    verb: str,
    target: models.Model,
    *,
    by: AbstractBaseUser | AnonymousUser | None = None,
    device_id: int | None = None,
    region_id: int | None = None,
    **facts: int | str,
) -> Entry:
    """Note that ``verb`` was done to ``target``, inside the caller's transaction.

    ``facts`` are ids, numbers and codes, never a name, an address or free text: those would
    outlive the person's wish to be forgotten. Raises ``ValueError`` for what looks like one.
    """
    for name, value in facts.items():
        _refuse_personal(name, value)
    context = structlog.contextvars.get_contextvars()
    return Entry.objects.create(
        verb=verb,
        target_type=target._meta.label_lower,
        target_id=target.pk,
        by_id=by.pk if by is not None else None,
        device_id=device_id,
        region_id=region_id,
        request_id=str(context.get("request_id", ""))[:32],
        facts=facts,
    )


def _refuse_personal(name: str, value: int | str) -> None:
    if isinstance(value, str) and ("@" in value or len(value) > FACT_LENGTH or "\n" in value):
        raise ValueError(f"the fact {name!r} does not belong in the audit log")


@transaction.atomic
def forget_older_than(moment: datetime) -> int:
    """End the retention of old entries: the one way a row leaves. Returns how many did."""
    _let_rows_leave("yes")
    number, _by_model = models.QuerySet.delete(Entry.objects.filter(at__lt=moment))
    _let_rows_leave("")
    return number


def _let_rows_leave(answer: str) -> None:
    """PostgreSQL's trigger asks this setting of the transaction before it lets a row go."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('inkludering.audit_ends', %s, true)", [answer])
