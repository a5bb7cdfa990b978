"""Danish working days: no weekends, public holidays or lukkedage of the place.

24 December, 31 December and Grundlovsdag are no public holidays by law, but municipal
offices are closed, so no one answers.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

import holidays


@cache
def _closed_days(year: int) -> frozenset[date]:
    offices = {date(year, 6, 5), date(year, 12, 24), date(year, 12, 31)}
    return frozenset({*holidays.country_holidays("DK", years=year), *offices})


def is_working_day(day: date, *, closed: Iterable[date] = ()) -> bool:
    return day.weekday() < 5 and day not in _closed_days(day.year) and day not in closed


def add_working_days(day: date, number: int, *, closed: Iterable[date] = ()) -> date:
    """The day on which `number` working days have passed since `day`, not counted.

    `closed` are the days a place is shut besides. Raises `ValueError` if it is shut for
    more than two years on end or `number` is negative.
    """
    if number < 0:
        raise ValueError("number must not be negative")
    closed = frozenset(closed)
    limit = day + timedelta(days=730 + 2 * number)
    while number:
        day += timedelta(days=1)
        if day > limit:
            raise ValueError("closed for more than two years")
        number -= is_working_day(day, closed=closed)
    return day


def working_days_between(start: date, end: date, *, closed: Iterable[date] = ()) -> int:
    """How many working days have passed at `end` since `start`, itself not counted."""
    closed = frozenset(closed)
    days = ((start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, closed=closed) for day in days)
