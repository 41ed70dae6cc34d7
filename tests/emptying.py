"""Empties the database after a test whose rows other processes could see.

Django truncates every table and then writes the content types and permissions anew: half a second
for some eighty tables of which most are empty. On PostgreSQL this asks each table instead and deletes
where there is something. Like TRUNCATE it first waits for whoever still writes.
"""

from typing import Any

from django.db import connection
from django.test import TransactionTestCase

# What migrations write and no test changes.
KEPT = {"django_content_type", "auth_permission", "django_migrations"}
# "replica": no triggers, thus no order among the tables, and the log that is only added to is emptied.
EMPTY = """
DO $do$
DECLARE
    one text;
    has_rows boolean;
BEGIN
    LOCK TABLE {all} IN SHARE ROW EXCLUSIVE MODE;
    SET LOCAL session_replication_role = replica;
    FOREACH one IN ARRAY ARRAY[{names}] LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', one) INTO has_rows;
        IF has_rows THEN
            EXECUTE format('DELETE FROM %I', one);
        END IF;
    END LOOP;
END
$do$
"""


def tables() -> list[str]:
    """Every table of a model, in one order, so that two who lock them never wait for each other."""
    return sorted(set(connection.introspection.django_table_names(only_existing=True)) - KEPT)


def empty_tables() -> None:
    """Delete all rows of all models."""
    names = tables()
    everything = ", ".join(map(connection.ops.quote_name, names))
    with connection.cursor() as cursor:
        cursor.execute(EMPTY.format(all=everything, names=", ".join(f"'{name}'" for name in names)))


def use_for_transactional_tests() -> None:
    """Replace what Django does after each ``TransactionTestCase``, on PostgreSQL."""
    case: Any = TransactionTestCase
    flush = case._fixture_teardown

    def teardown(self: Any) -> None:
        if connection.vendor == "postgresql":
            empty_tables()
        else:
            flush(self)

    case._fixture_teardown = teardown
