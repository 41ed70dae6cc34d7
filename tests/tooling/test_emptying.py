"""After a test whose rows others could see, nothing of it is left."""

from threading import Thread

import psycopg
import pytest
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db import connection, connections

from inkludering.audit.models import Entry
from inkludering.audit.services import record
from tests import emptying
from tests.conftest import database_url
from tests.factories import make_published_event, make_registration, make_user
from tests.services.processes import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
WAITS = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)
SESSION = "INSERT INTO django_session VALUES ('late', '', now())"


def rows_left() -> dict[str, int]:
    with connection.cursor() as cursor:
        counts = {}
        for table in emptying.tables():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return {table: count for table, count in counts.items() if count}


def empty_in_a_thread() -> None:
    emptying.empty_tables()
    connections.close_all()


def test_all_rows_go_also_of_the_log_that_is_only_added_to() -> None:
    make_registration(make_published_event())
    record("tried", user := make_user(), by=user)
    assert Entry.objects.exists()

    emptying.empty_tables()

    assert rows_left() == {}
    assert Permission.objects.exists()


def test_a_row_that_another_process_is_writing_goes_as_well() -> None:
    with psycopg.connect(database_url()) as outside:
        outside.execute(SESSION)
        emptier = Thread(target=empty_in_a_thread)
        emptier.start()
        wait_until(lambda: bool(waiting()), seconds=10, what="the emptying to wait for the writer")
        outside.commit()
        emptier.join(10)

    assert not Session.objects.exists()


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WAITS)
        return int(cursor.fetchone()[0])
