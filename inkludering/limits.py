"""How often one address may do one thing. Counted in fixed windows in the shared cache."""

import hashlib
import hmac
import time
from ipaddress import IPv6Address, ip_address

import structlog
from django.conf import settings
from django.core.cache import cache

from inkludering.pause import Pause

log = structlog.get_logger(__name__)
cache_away = Pause(seconds=10)


class CacheAwayError(RuntimeError):
    """The cache took a count and does not have it."""


def allow(bucket: str, key: str, *, times: int, seconds: int, fail_closed: bool = False) -> bool:
    """Count one more; True while there were at most ``times`` in this window of ``seconds``.

    ``key`` (an address, a session) reaches the cache only as a keyed digest. With the cache away
    the answer is yes: people behind a broken counter are still people. Where yes costs more than
    no (mails to one recipient), ask with ``fail_closed=True``.
    """
    if not key:
        return True
    if cache_away.is_on:
        return not fail_closed
    window = int(time.time() // seconds)
    try:
        counted = _count(f"limit:{bucket}:{_digest(bucket, key)}:{window}", seconds)
    except Exception as error:  # noqa: BLE001  # whatever the cache client raises
        cache_away.begin()
        log.warning("limits cannot count", bucket=bucket, error=type(error).__name__)
        return not fail_closed
    if counted > times:
        log.warning("limit reached", bucket=bucket)
    return counted <= times


def is_reached(bucket: str, key: str, *, times: int, seconds: int) -> bool:
    """Has ``allow`` counted ``times`` in this window already? Counts nothing; no while the cache is away."""
    if not key or cache_away.is_on:
        return False
    window = int(time.time() // seconds)
    try:
        counted = cache.get(f"limit:{bucket}:{_digest(bucket, key)}:{window}", 0)
    except Exception as error:  # noqa: BLE001  # whatever the cache client raises
        cache_away.begin()
        log.warning("limits cannot count", bucket=bucket, error=type(error).__name__)
        return False
    return int(counted) >= times


def _count(name: str, seconds: int) -> int:
    """One more in this window. Raises when the cache does not keep what it is given."""
    if hasattr(cache, "count"):
        in_one_trip: int = cache.count(name, seconds)
        return in_one_trip
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
