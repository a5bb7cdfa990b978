"""`make bench`: build the data once, start the server, measure, write a table."""

import os
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

ROOT = Path(__file__).parent.parent
HOST, PORT, FLOOR_PORT = "127.0.0.1", 8471, 8472
ROUNDS, EACH, EACH_OF_STAFF = 5, 120, 24

os.environ |= {
    "DJANGO_SETTINGS_MODULE": "rudersdal_frivillig.settings",
    "SECRET_KEY": "only-for-benchmarks-" + "abcdefghij" * 4,
    "SITE_ADDRESS": f"http://{HOST}:{PORT}",
    "CLUSTER": str(ROOT / ".local/bench"),
    "FILES_ROOT": str(ROOT / ".local/bench-files"),
    "DATABASE_URL": "",
    "SMTP_HOST": "localhost",
    "DEMO": "0",
    "DEBUG": "0",
    "LOG_LEVEL": "ERROR",
}
# What each request begins and ends with.
_TRANSACTION = ("BEGIN", "COMMIT")

# Of each kind of page, rounds of (milliseconds, bytes).
type Answers = dict[str, list[list[tuple[float, int]]]]


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from benchmarks import data

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("retstekster", verbosity=0)
    if not data.is_built():
        print("Building 100,000 posts. It is done once and takes some minutes.")
        data.build()
    data.analyse()
    servers = [
        serve("rudersdal_frivillig.wsgi", PORT),
        serve("benchmarks.floor", FLOOR_PORT),
    ]
    try:
        for port in (PORT, FLOOR_PORT):
            await_answer(port)
        report(measure(), queries())
    finally:
        for server in servers:
            server.terminate()
            server.wait()


def serve(application: str, port: int) -> subprocess.Popen[bytes]:
    """Gunicorn as `make run` starts it."""
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", application, "--no-control-socket"),
            *("--bind", f"{HOST}:{port}", "--workers", "2"),
            *("--worker-class", "gthread", "--threads", "4"),
        ],
        cwd=ROOT,
    )


def await_answer(port: int) -> None:
    end = time.monotonic() + 30
    while True:
        try:
            ask(HTTPConnection(HOST, port), "/status/")
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def ask(
    connection: HTTPConnection, address: str, cookie: str = ""
) -> tuple[float, int]:
    """Milliseconds until the last byte was here, and how many there were."""
    start = time.perf_counter()
    headers = {"Accept-Encoding": "gzip", "Cookie": cookie}
    connection.request("GET", address, headers=headers)
    response = connection.getresponse()
    size = len(response.read())
    if response.status != 200:
        raise RuntimeError(f"{response.status} for {address}")
    return (time.perf_counter() - start) * 1000, size


def staff() -> "Client":
    """Someone who may see everything, logged in."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    people = get_user_model().objects
    everyone = {"email": "alle@example.org", "is_superuser": True}
    someone, _ = people.get_or_create(**everyone)
    client = Client()
    client.force_login(someone)
    return client


def measure() -> Answers:
    """For each kind of page, rounds of answers. Rounds are interleaved."""
    from benchmarks.pages import KINDS, STAFF

    kinds = {name: (PORT, addresses) for name, addresses in KINDS.items()}
    kinds["floor: WSGI"] = (FLOOR_PORT, KINDS["floor: /status/"])
    found: Answers = {name: [] for name in kinds}
    session = staff().cookies.output(header="", attrs=[]).strip()
    for number in range(ROUNDS):
        for name, (port, addresses) in kinds.items():
            walk = addresses(Random(number))
            connection = HTTPConnection(HOST, port)
            cookie, each = (session, EACH_OF_STAFF) if name in STAFF else ("", EACH)
            answers = [ask(connection, next(walk), cookie) for _ in range(each)]
            found[name].append(answers)
            connection.close()
    return found


def queries() -> dict[str, int]:
    """The most queries that an address of each kind cost, with nothing cached."""
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, setup_test_environment

    from benchmarks.pages import KINDS, STAFF
    from opgavebank import kartotek

    setup_test_environment()
    most: dict[str, int] = {}
    for name, addresses in KINDS.items():
        walk = addresses(Random(0))
        client = staff() if name in STAFF else Client()
        for _ in range(40):
            kartotek.forget()
            for cache in (caches["memory"], caches["searches"]):
                cache.clear()
            with CaptureQueriesContext(connection) as asked:
                client.get(next(walk))
            selects = [q for q in asked if q["sql"] not in _TRANSACTION]
            most[name] = max(most.get(name, 0), len(selects))
    return most


def report(found: Answers, asked: dict[str, int]) -> None:
    print("\n| page | p50 ms | p95 ms | p99 ms | p50 by round | kB | queries |")
    print("|---|---|---|---|---|---|---|")
    for name, rounds in found.items():
        times = [ms for answers in rounds for ms, _ in answers]
        medians = [median(ms for ms, _ in answers) for answers in rounds]
        cuts = quantiles(times, n=100)
        kb = max(size for answers in rounds for _, size in answers) / 1000
        cells = [
            name,
            *(f"{ms:.1f}" for ms in (median(times), cuts[94], cuts[98])),
            f"{min(medians):.1f}–{max(medians):.1f}",
            f"{kb:.1f}",
            str(asked.get(name, "")),
        ]
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
