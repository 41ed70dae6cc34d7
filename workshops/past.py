"""Who has sat with whom on earlier days, without naming anybody: keyed hashes of pairs."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from django.conf import settings

from participants.models import Registration
from workshops.models import PastPair

AT_A_TIME = 5_000  # keys in one question to the database


def pair_key(one: int, other: int, key: str) -> str:
    """The hash of two participants, whichever comes first. Whoever lacks ``key`` cannot find it again."""
    text = f"pair:{min(one, other)}:{max(one, other)}"
    return hashlib.blake2b(text.encode(), key=key.encode()[:64], digest_size=16).hexdigest()


def known_pairs(people: Iterable[Registration], *, before: date) -> frozenset[frozenset[int]]:
    """Pairs of these registrations whose people sat together on a day before."""
    keys: dict[str, frozenset[int]] = {}
    if not PastPair.objects.filter(met_on__lt=before).exists():
        return frozenset()
    for one, other in combinations(people, 2):
        for key in settings.PAIR_KEYS:
            hashed = pair_key(one.participant_id, other.participant_id, key)
            keys[hashed] = frozenset((one.pk, other.pk))
    return frozenset(keys[found] for found in _found(list(keys), before))


def _found(keys: list[str], before: date) -> Iterator[str]:
    for start in range(0, len(keys), AT_A_TIME):
        rows = PastPair.objects.filter(key__in=keys[start : start + AT_A_TIME], met_on__lt=before)
        yield from rows.values_list("key", flat=True)
