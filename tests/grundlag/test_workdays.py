from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rudersdal_frivillig.grundlag.workdays import (
    add_working_days,
    is_working_day,
    working_days_between,
)

days = st.dates(date(2024, 1, 1), date(2040, 12, 31))
numbers = st.integers(0, 120)


@st.composite
def closures(draw):
    """A few lukkedage of the place, anywhere near."""
    starts = draw(st.lists(st.dates(date(2024, 1, 1), date(2041, 12, 31)), max_size=8))
    length = draw(st.integers(1, 21))
    return {start + timedelta(days=n) for start in starts for n in range(length)}


@given(days, numbers, closures())
def test_counting_back_gives_the_number_that_was_added(day, number, closed):
    end = add_working_days(day, number, closed=closed)

    assert working_days_between(day, end, closed=closed) == number


@given(days, numbers, closures())
def test_the_day_before_the_end_is_one_too_few(day, number, closed):
    end = add_working_days(day, number + 1, closed=closed)

    before = end - timedelta(days=1)
    assert working_days_between(day, before, closed=closed) == number


@given(days, days, numbers, closures())
def test_who_begins_later_ends_no_earlier(one, another, number, closed):
    first, second = sorted([one, another])

    earlier = add_working_days(first, number, closed=closed)

    assert earlier <= add_working_days(second, number, closed=closed)


@given(days, numbers, numbers, closures())
def test_adding_in_two_steps_is_adding_at_once(day, first, second, closed):
    half_way = add_working_days(day, first, closed=closed)

    at_once = add_working_days(day, first + second, closed=closed)

    assert add_working_days(half_way, second, closed=closed) == at_once


@given(days, numbers, closures())
def test_a_deadline_never_lands_on_a_closed_day(day, number, closed):
    end = add_working_days(day, number + 1, closed=closed)

    assert end.weekday() < 5
    assert end not in closed
    assert is_working_day(end, closed=closed)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 1, 1), "Nytårsdag"),
        (date(2027, 3, 25), "Skærtorsdag"),
        (date(2027, 3, 26), "Langfredag"),
        (date(2027, 3, 29), "2. påskedag"),
        (date(2027, 5, 6), "Kristi himmelfart"),
        (date(2027, 5, 17), "2. pinsedag"),
        (date(2026, 6, 5), "Grundlovsdag"),
        (date(2026, 12, 24), "Juleaften"),
        (date(2026, 12, 25), "1. juledag"),
        (date(2026, 12, 31), "Nytårsaften"),
        (date(2027, 1, 2), "en lørdag"),
        (date(2027, 1, 3), "en søndag"),
    ],
)
def test_offices_are_closed(day, name):
    assert not is_working_day(day)


def test_store_bededag_is_a_working_day_since_2024():
    """Lov nr. 214 af 6. marts 2023."""
    assert not is_working_day(date(2023, 5, 5))
    assert is_working_day(date(2024, 4, 26))


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        # Easter 2027: Thursday and Friday before it, and the Monday.
        (date(2027, 3, 24), 1, date(2027, 3, 30)),
        (date(2027, 3, 19), 5, date(2027, 3, 31)),
        # Christmas 2026: Thursday and Friday; New Year: Thursday and Friday.
        (date(2026, 12, 23), 1, date(2026, 12, 28)),
        (date(2026, 12, 30), 1, date(2027, 1, 4)),
        (date(2026, 12, 23), 4, date(2027, 1, 4)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
    ],
)
def test_deadlines_over_the_holidays(start, number, end):
    assert add_working_days(start, number) == end


def test_lukkedage_of_the_place_do_not_count():
    autumn = {date(2026, 10, 12) + timedelta(days=n) for n in range(5)}

    assert add_working_days(date(2026, 10, 9), 1) == date(2026, 10, 12)
    assert add_working_days(date(2026, 10, 9), 1, closed=autumn) == date(2026, 10, 19)


def test_a_place_that_never_opens_has_no_deadline():
    closed = {date(2026, 1, 1) + timedelta(days=n) for n in range(1000)}

    with pytest.raises(ValueError, match="closed for more than two years"):
        add_working_days(date(2026, 1, 1), 1, closed=closed)


def test_a_negative_number_is_refused():
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 1, 1), -1)


def test_no_days_have_passed_backwards():
    assert working_days_between(date(2026, 11, 30), date(2026, 11, 23)) == 0
