"""Keep who sat with whom for twelve months, as hashes: so that next time people meet new faces."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import combinations

from django.conf import settings

from events.models import EventDay
from inkludering.dates import local
from participants.models import Attendance
from workshops.models import PastPair, Seat
from workshops.past import pair_key

LOOK_BACK = timedelta(days=7)  # a day whose evening was missed is found again
KEPT = timedelta(days=365)


def remember_pairs(*, now: datetime) -> int:
    """Store the pairs of the days that are over. Harmless to repeat. Returns how many pairs it looked at."""
    today = local(now).date()
    days = EventDay.objects.filter(date__lt=today, date__gte=today - LOOK_BACK, rounds__made_at__isnull=False)
    return sum(_remember(day) for day in days.distinct())


def _remember(day: EventDay) -> int:
    key = settings.PAIR_KEYS[0]
    rows = [
        PastPair(key=pair_key(one, other, key), met_on=day.date) for one, other in _pairs(_tables_of(day))
    ]
    PastPair.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def _tables_of(day: EventDay) -> Iterable[list[int]]:
    """The participants at each table of each round, of those who came and have an address to be known by."""
    came = Attendance.objects.filter(day=day).values("registration")
    seats = Seat.objects.filter(round__day=day, registration__in=came, round__is_draft=False)
    tables: defaultdict[int, list[int]] = defaultdict(list)
    for group, participant in seats.filter(registration__participant__email__isnull=False).values_list(
        "group", "registration__participant"
    ):
        tables[group].append(participant)
    return tables.values()


def _pairs(tables: Iterable[list[int]]) -> Iterator[tuple[int, int]]:
    met = {pair for table in tables for pair in combinations(sorted(table), 2)}
    yield from sorted(met)


def forget_pairs(*, today: date) -> int:
    """End the retention of old pairs. Returns how many went."""
    number, _by_model = PastPair.objects.filter(met_on__lt=today - KEPT).delete()
    return number
