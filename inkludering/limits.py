"""How often one address may do one thing. Counted in fixed windows in the shared cache."""

import hashlib
import hmac
import time
from ipaddress import IPv6Address, ip_address
from typing import Any, NamedTuple

import structlog
from django.conf import settings
from django.core.cache import cache

from inkludering.pause import Pause

log = structlog.get_logger(__name__)
cache_away = Pause(seconds=10)


class CacheAwayError(RuntimeError):
    """The cache took a count and does not have it."""


class Count(NamedTuple):
    """What ``key`` (an address, a session) may do ``times`` in each window of ``seconds``."""

    bucket: str
    key: str
    times: int
    seconds: int

    @property
    def name(self) -> str:
        """Where it is counted: the key reaches the cache only as a keyed digest."""
        window = int(time.time() // self.seconds)
        return f"limit:{self.bucket}:{_digest(self.bucket, self.key)}:{window}"


def allow(bucket: str, key: str, *, times: int, seconds: int, fail_closed: bool = False) -> bool:
    """Count one more; True while there were at most ``times`` in this window of ``seconds``.

    With the cache away the answer is yes: people behind a broken counter are still people. Where yes
    costs more than no (mails to one recipient), ask with ``fail_closed=True``.
    """
    return not first_reached([Count(bucket, key, times, seconds)], fail_closed=fail_closed)


def first_reached(counts: list[Count], *, fail_closed: bool = False) -> str:
    """``allow`` for several in turn, in one trip to the cache: the bucket of the first no, "" without one.

    What stands behind a no is not counted.
    """
    asked = [one for one in counts if one.key]
    if not asked:
        return ""
    without_cache = asked[0].bucket if fail_closed else ""
    if cache_away.is_on:
        return without_cache
    try:
        over = _first_over(asked)
    except Exception as error:  # noqa: BLE001  # whatever the cache client raises
        cache_away.begin()
        log.warning("limits cannot count", bucket=asked[0].bucket, error=type(error).__name__)
        return without_cache
    if over is None:
        return ""
    log.warning("limit reached", bucket=over.bucket)
    return over.bucket


def is_reached(bucket: str, key: str, *, times: int, seconds: int) -> bool:
    """Has ``allow`` counted ``times`` in this window already? Counts nothing; no while the cache is away."""
    if not key or cache_away.is_on:
        return False
    try:
        counted = cache.get(Count(bucket, key, times, seconds).name, 0)
    except Exception as error:  # noqa: BLE001  # whatever the cache client raises
        cache_away.begin()
        log.warning("limits cannot count", bucket=bucket, error=type(error).__name__)
        return False
    return int(counted) >= times


def _first_over(asked: list[Count]) -> Count | None:
    """Count one more of each, up to the first that is over. Raises when the cache keeps nothing."""
    trips: Any = cache
    if not hasattr(trips, "count_all"):
        return next((one for one in asked if _count_one(one.name, one.seconds) > one.times), None)
    counted: list[int] = trips.count_all([(one.name, one.seconds) for one in asked])
    for place, (one, number) in enumerate(zip(asked, counted, strict=True), 1):
        if number > one.times:
            trips.take_back([behind.name for behind in asked[place:]])
            return one
    return None


def _count_one(name: str, seconds: int) -> int:
    try:
        counted = cache.incr(name)
    except ValueError:  # the first in this window
        counted = 1 if cache.add(name, 1, timeout=seconds) else cache.incr(name)
    if not cache.touch(name, timeout=seconds):  # the database cache forgets the time when it counts
        raise CacheAwayError
    return counted


def _digest(bucket: str, key: str) -> str:
    text = f"{bucket}:{key}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()[:32]


def address_group(address: str) -> str:
    """Whom an address stands for: itself, or in IPv6 its /64, since one home holds a whole one.

    "" for what is no address, which ``allow`` does not count.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return f"{IPv6Address(int(parsed) >> 64 << 64)}/64"
    return str(parsed)
