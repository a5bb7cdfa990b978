"""For tests of what happens between transactions: they commit, in many connections."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import quote

import pytest
from django.db import connection

# The lists and roles that migrations make are put back before each test.
commits = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(*calls):
    """What the calls returned, each made in a thread and connection of its own."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(10)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def wait_until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "It did not happen in time."
        time.sleep(0.02)


def database_url():
    """Where another process finds the database of this test."""
    database = connection.settings_dict
    user, password, host, name = (
        quote(str(database[key]), safe="")
        for key in ("USER", "PASSWORD", "HOST", "NAME")
    )
    return f"postgres://{user}:{password}@{host}:{database['PORT']}/{name}"
