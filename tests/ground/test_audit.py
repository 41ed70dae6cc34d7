"""The log of what was done: ids only, and never changed."""

from datetime import timedelta

import pytest
import structlog
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from inkludering.audit.models import AppendOnlyError, Entry
from inkludering.audit.services import forget_older_than, record
from tests.factories import make_region, make_user

pytestmark = pytest.mark.django_db


def make_entry(age_days: int = 0) -> Entry:
    entry = record("region.renamed", make_user())
    if age_days:
        old = Entry(verb="x", target_type="x.y", target_id=1, at=timezone.now() - timedelta(days=age_days))
        old.save()
        return old
    return entry


def test_record_notes_who_did_what_to_what() -> None:
    user, region = make_user(), make_region()

    with structlog.contextvars.bound_contextvars(request_id="abc123"):
        entry = record("region.renamed", region, by=user, region_id=region.pk, seats=50, status="open")

    assert (entry.verb, entry.target_type, entry.target_id) == ("region.renamed", "regions.region", region.pk)
    assert (entry.by_id, entry.device_id, entry.region_id) == (user.pk, None, region.pk)
    assert entry.facts == {"seats": 50, "status": "open"}
    assert entry.request_id == "abc123"


def test_entries_of_one_object_come_newest_first() -> None:
    region = make_region()
    record("region.made", region)
    record("region.renamed", region)
    record("region.made", make_region())

    assert [entry.verb for entry in Entry.objects.of(region)] == ["region.renamed", "region.made"]


@pytest.mark.parametrize("value", ["ola@example.org", "x" * 81, "two\nlines"])
def test_record_refuses_what_looks_personal(value: str) -> None:
    with pytest.raises(ValueError, match="note"):
        record("region.renamed", make_region(), note=value)


def test_record_rolls_back_with_its_transaction() -> None:
    region = make_region()

    with transaction.atomic():
        record("region.renamed", region)
        transaction.set_rollback(True)

    assert not Entry.objects.exists()


def test_entry_cannot_be_changed_in_python() -> None:
    entry = make_entry()
    entry.verb = "other"

    for change in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(verb="other"),
        lambda: Entry.objects.bulk_update([entry], ["verb"]),
    ):
        with pytest.raises(AppendOnlyError):
            change()


@pytest.mark.bothdb
def test_database_refuses_to_change_an_entry() -> None:
    make_entry()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET verb = 'other'")


def test_database_refuses_to_delete_an_entry() -> None:
    """PostgreSQL only: SQLite's triggers cannot tell the end of the retention from a forgery."""
    make_entry()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")


@pytest.mark.bothdb
def test_old_entries_end_with_their_retention() -> None:
    make_entry(age_days=400)
    recent = make_entry(age_days=30)
    before = set(Entry.objects.filter(at__gte=recent.at).values_list("pk", flat=True))

    assert forget_older_than(timezone.now() - timedelta(days=365)) == 1
    assert set(Entry.objects.values_list("pk", flat=True)) == before


def test_database_refuses_to_delete_after_the_retention_job() -> None:
    make_entry()
    forget_older_than(timezone.now() - timedelta(days=365))

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")


def test_database_refuses_two_actors() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(verb="x", target_type="x.y", target_id=1, by_id=1, device_id=1)
