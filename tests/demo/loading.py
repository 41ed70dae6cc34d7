"""The demo of a chosen day."""

from datetime import date, datetime

from demo.loading import load
from inkludering.dates import OSLO


def load_on(day: date) -> None:
    load(today=day, now=datetime(day.year, day.month, day.day, 12, tzinfo=OSLO))
