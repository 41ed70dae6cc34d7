"""An idle connection whose server said goodbye is never handed to a request."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from psycopg_pool import ConnectionPool

from inkludering.postgresql.base import DatabaseWrapper, check_unless_quiet


@pytest.fixture
def pooled(db: None) -> Iterator[DatabaseWrapper]:
    """The engine of the site beside that of the tests, which has no pool; one connection lies idle in it."""
    config = connection.settings_dict
    pool = {"pool": {"min_size": 1, "max_size": 1}}
    wrapper = DatabaseWrapper(config | {"OPTIONS": config["OPTIONS"] | pool}, alias="pooled")
    backend(wrapper)
    yield wrapper
    wrapper.close()
    wrapper.close_pool()


def backend(wrapper: DatabaseWrapper) -> int:
    """The number of the server's process that answers, asked over a connection from the pool."""
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        number = int(cursor.fetchone()[0])
    wrapper.close()
    return number


def end(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
        assert cursor.fetchone() == (True,)


def test_quiet_connection_is_used_again(pooled: DatabaseWrapper) -> None:
    assert backend(pooled) == backend(pooled)


def test_connection_that_the_server_ended_is_replaced(pooled: DatabaseWrapper) -> None:
    ended = backend(pooled)
    end(ended)

    assert backend(pooled) != ended


def test_without_the_look_the_request_would_meet_it(pooled: DatabaseWrapper) -> None:
    assert pooled.pool
    url = pooled.pool.kwargs
    with ConnectionPool(kwargs=url, min_size=1, max_size=1) as careless:
        with careless.connection() as taken:
            number = taken.info.backend_pid
        end(number)

        with pytest.raises(psycopg.OperationalError), careless.connection() as taken:
            taken.execute("SELECT 1")


def test_look_tells_a_connection_that_is_gone(pooled: DatabaseWrapper) -> None:
    assert pooled.pool
    with pooled.pool.connection() as taken:
        check_unless_quiet(taken)
        end(taken.info.backend_pid)

        with pytest.raises(psycopg.OperationalError):
            check_unless_quiet(taken)
