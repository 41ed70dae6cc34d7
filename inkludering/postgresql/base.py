"""The database engine of production: see the package."""

import select
from typing import Any

from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base
from psycopg import Connection
from psycopg_pool import ConnectionPool


def check_unless_quiet(connection: Connection[Any]) -> None:
    """Ask the server only when something arrived on the idle connection, as its goodbye would.

    Django asks each time, which is one trip more in every request. Raises what psycopg raises for a
    connection that is gone; the pool then takes another.
    """
    arrived = select.poll()
    arrived.register(connection.fileno(), select.POLLIN)
    if arrived.poll(0):
        ConnectionPool.check_connection(connection)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with ``check_unless_quiet`` for its pool."""

    @property
    def pool(self) -> ConnectionPool[Any] | None:
        options = self.settings_dict["OPTIONS"].get("pool")
        if self.alias == NO_DB_ALIAS or not options:
            return None
        pools: dict[str, ConnectionPool[Any]] = self._connection_pools  # type: ignore[attr-defined]  # the stubs leave it out
        if self.alias not in pools:
            made: ConnectionPool[Any] = ConnectionPool(
                kwargs=self.get_connection_params() | {"autocommit": True},
                open=False,  # Django opens it with the first connection
                configure=self._configure_connection,  # type: ignore[attr-defined]  # the same
                check=check_unless_quiet,
                **options,
            )
            pools.setdefault(self.alias, made)
        return pools[self.alias]
