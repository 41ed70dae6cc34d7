"""Redis may be away; nothing a person does depends on it."""

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class KeptClient(RedisCacheClient):
    """Django's, except that it keeps its client: making one costs more than asking Redis does."""

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        kept = self.__dict__.setdefault("kept", {})
        pool = self._get_connection_pool(write)  # type: ignore[attr-defined]  # the stubs leave it out
        if pool not in kept:
            kept[pool] = self._client(connection_pool=pool)  # type: ignore[attr-defined]  # the same
        return kept[pool]


class ForgivingRedisCache(RedisCache):
    """A cache that answers "not here" while Redis is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = KeptClient

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._or(default, lambda: super(ForgivingRedisCache, self).get(key, default, version))

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        self._or(None, lambda: super(ForgivingRedisCache, self).set(key, value, *args, **kwargs))

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._or(True, lambda: super(ForgivingRedisCache, self).add(key, value, *args, **kwargs)))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._or(False, lambda: super(ForgivingRedisCache, self).delete(key, version)))

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._or(False, lambda: super(ForgivingRedisCache, self).touch(key, *args, **kwargs)))

    def count_all(self, names: list[tuple[str, int]]) -> list[int]:
        """One more under each key, forgotten after its seconds: one trip to Redis. Raises if it is away."""
        keys = [(self.make_and_validate_key(name), seconds) for name, seconds in names]
        pipeline = self._cache.get_client(None, write=True).pipeline(transaction=False)
        for key, seconds in keys:
            pipeline.incr(key)
            pipeline.expire(key, seconds)
        counted: list[int] = pipeline.execute()[::2]
        return counted

    def take_back(self, names: list[str]) -> None:
        """One less under each key that ``count_all`` has counted. Raises if Redis is away."""
        pipeline = self._cache.get_client(None, write=True).pipeline(transaction=False)
        for name in names:
            pipeline.decr(self.make_and_validate_key(name))
        pipeline.execute()

    @staticmethod
    def _or(fallback: Any, ask: Any) -> Any:
        try:
            return ask()
        except RedisError:
            log.warning("cache.away")
            return fallback
