from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from rudersdal_frivillig.grundlag import limits
from tests.grundlag.committed import at_once, commits

pytestmark = pytest.mark.django_db

WHOM = "192.0.2.7"


def is_over(whom=WHOM, most=3):
    return limits.is_over("prøve", whom, most=most, seconds=60)


def test_the_fourth_of_three_is_over_until_the_time_is_up():
    assert [is_over() for _ in range(4)] == [False, False, False, True]
    assert not is_over("192.0.2.8")

    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert not is_over()


def test_the_time_runs_from_the_first_and_not_from_the_last():
    is_over(most=2)
    with time_machine.travel(timezone.now() + timedelta(seconds=50)):
        is_over(most=2)

    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert not is_over(most=1)


def test_nothing_of_who_it_was_is_kept():
    is_over()

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(cache_key || value, ' ') FROM cache")
        (kept,) = cursor.fetchone()

    assert kept
    assert WHOM not in kept


def test_what_ran_out_is_gone_within_the_hour():
    is_over()

    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        call_command("hourly", verbosity=0)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache WHERE cache_key LIKE '%limit:%'")
        assert cursor.fetchone() == (0,)


@commits
def test_of_twenty_at_once_no_more_than_five_pass():
    cache.clear()

    def send():
        with transaction.atomic():
            return is_over(most=5)

    assert sorted(at_once(*[send] * 20)) == [False] * 5 + [True] * 15


@pytest.mark.parametrize(
    ("seen", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::7", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.7"),
    ],
)
def test_a_place_is_an_address_and_of_ipv6_the_network(rf, seen, place):
    assert limits.address_of(rf.get("/", REMOTE_ADDR=seen)) == place
