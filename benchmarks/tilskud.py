"""How applications are saved and sent: alone, all in the last minute, and a large file.

The last part of `make bench`; needs nothing of the other parts.
"""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from http.client import HTTPConnection
from random import Random
from statistics import median, quantiles
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

import psutil

from benchmarks.__main__ import HOST, await_answer, serve

if TYPE_CHECKING:
    from puljer.models import Ansoegning, Runde

PORT = 8473
PEOPLE, SAVES_EACH, SAVES_ALONE = 200, 3, 200
LAST_MINUTE = 60.0
UPLOAD = 20 * 1024 * 1024 - 4096


class Fields(HTMLParser):
    """What a browser would send of the form in a page, its first button pressed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._is_main = self._is_pressed = False
        self._text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        name, value = facts.get("name") or "", facts.get("value") or ""
        self._is_main |= tag == "main"
        if not self._is_main or not name:
            return
        kind = facts.get("type")
        if tag == "textarea":
            self._text = name
        elif tag == "button" and not self._is_pressed and kind == "submit":
            self._is_pressed = True
            self.found.append((name, value))
        elif tag == "input" and (kind not in {"radio", "file"} or "checked" in facts):
            self.found.append((name, "on" if kind == "checkbox" else value))

    def handle_data(self, data: str) -> None:
        if self._text:
            self.found.append((self._text, data.strip()))
            self._text = ""


@dataclass
class Person:
    """Someone with an application of their own, in a browser of their own."""

    ansoegning: "Ansoegning"
    cookie: str
    times: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.connection = HTTPConnection(HOST, PORT, timeout=60)

    def get(self, address: str) -> str:
        self.connection.request("GET", address, headers={"Cookie": self.cookie})
        response = self.connection.getresponse()
        for name, value in response.getheaders():
            if name == "Set-Cookie" and "csrftoken" in value:
                self.cookie = f"{self.cookie.split('; ')[0]}; {value.split(';')[0]}"
        return response.read().decode()

    def post(self, address: str, body: bytes, kind: str) -> int:
        """Notes how long it took. Any answer but to go on elsewhere is a fault."""
        headers = {
            "Cookie": self.cookie,
            "Content-Type": kind,
            "Origin": f"http://{HOST}:{PORT}",
        }
        start = time.perf_counter()
        self.connection.request("POST", address, body, headers)
        response = self.connection.getresponse()
        page = response.read().decode()
        self.times.append((time.perf_counter() - start) * 1000)
        if response.status != 302:
            self.faults.append(f"{response.status} {_title(page)}")
        return response.status

    def save(self, text: str) -> None:
        address = f"/ansoegning/{self.ansoegning.noegle}/del/jeres-ide/"
        fields = [
            (name, text if name.startswith("svar_") else value)
            for name, value in Fields(self.get(address)).found
        ]
        self.post(address, urlencode(fields).encode(), _FORM)

    def send(self) -> None:
        address = f"/ansoegning/{self.ansoegning.noegle}/send/"
        fields = Fields(self.get(address)).found
        self.post(address, urlencode(fields).encode(), _FORM)

    def upload(self, content: bytes) -> None:
        address = f"/ansoegning/{self.ansoegning.noegle}/del/bilag/"
        boundary = uuid4().hex
        disposition = "Content-Disposition: form-data; name"
        parts = [
            f'--{boundary}\r\n{disposition}="{name}"\r\n\r\n{said}'
            for name, said in Fields(self.get(address)).found
        ]
        file = (
            f'--{boundary}\r\n{disposition}="fil"; '
            'filename="regnskab.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
        )
        head = "\r\n".join([*parts, file]).encode()
        body = head + content + f"\r\n--{boundary}--\r\n".encode()
        self.post(address, body, f"multipart/form-data; boundary={boundary}")


_FORM = "application/x-www-form-urlencoded"


def _title(page: str) -> str:
    found = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    return found.group(1).strip() if found else page[:80]


def measure() -> None:
    runde = build()
    server = serve("rudersdal_frivillig.wsgi", PORT)
    try:
        await_answer(PORT)
        _alone(runde)
        _last_minute(runde)
        _upload(runde, server.pid)
    finally:
        server.terminate()
        server.wait()


def build() -> "Runde":
    """A pool of its own, open for long; the rounds below are made of it."""
    from tests.puljer.sager import open_pulje

    return open_pulje(spoergsmaal=[{"tekst": "Hvad vil I gøre?", "mest_ord": 300}])


def people(runde: "Runde", number: int) -> list[Person]:
    """Drafts that lack nothing, each with someone who has used their link."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from puljer import actions
    from rudersdal_frivillig.grundlag import access
    from tests.puljer.sager import fill_in, start

    made = []
    for _ in range(number):
        ansoegning = fill_in(start(runde))
        deltager = ansoegning.deltagere.answering()[0]
        adgang, _ = access.give(
            deltager.email, actions.ANSOEGNING, deltager, lasts=timedelta(days=1)
        )
        session = SessionStore()
        until = timezone.now() + access.SESSION_LENGTH
        session[access.SESSION_KEY] = {str(adgang.pk): until.timestamp()}
        session.create()
        made.append(Person(ansoegning, f"sessionid={session.session_key}"))
    return made


def _alone(runde: "Runde") -> None:
    person = people(runde, 1)[0]
    for number in range(SAVES_ALONE):
        person.save(f"Vi vil spille brætspil, for {number}. gang. " * 20)
    _row("a page saved, one client", person.times, person.faults)


def _last_minute(runde: "Runde") -> None:
    """Each saves a few times and sends, spread over the minute before the deadline."""
    from django.utils import timezone

    from puljer.models import Ansoegningsversion, Runde

    crowd = people(runde, PEOPLE)
    frist = timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=1)
    Runde.objects.filter(pk=runde.pk).update(frist=frist)
    # "kl. 23.59" is all of that minute, and this is the last one of it.
    time.sleep((frist - timezone.now()).total_seconds())
    random = Random(1)

    def work(person: Person) -> None:
        waits = sorted(random.uniform(0, LAST_MINUTE - 5) for _ in range(SAVES_EACH))
        begun = time.monotonic()
        for number, wait in enumerate(waits):
            time.sleep(max(0.0, begun + wait - time.monotonic()))
            person.save(f"Nu er det {number}. gang, vi retter. " * 20)
        person.send()

    _at_once(work, crowd)
    times = [ms for person in crowd for ms in person.times]
    _row(
        f"saves and sends of {PEOPLE} in the last minute",
        times,
        [fault for person in crowd for fault in person.faults],
    )
    pks = [person.ansoegning.pk for person in crowd]
    versions = Ansoegningsversion.objects.filter(ansoegning__in=pks)
    numbers = versions.values_list("ansoegning__nummer", flat=True)
    late = versions.filter(ansoegning__rettidig=False).count()
    print(
        f"Of {PEOPLE}: {versions.count()} versions, {len(set(numbers))} numbers, "
        f"{late} late."
    )


def _at_once(work: Callable[[Person], None], crowd: list[Person]) -> None:
    threads = [threading.Thread(target=work, args=[person]) for person in crowd]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _upload(runde: "Runde", server: int) -> None:
    from puljer.models import Runde

    Runde.objects.filter(pk=runde.pk).update(frist=None)
    person = people(runde, 1)[0]
    content = b"%PDF-1.7\n" + Random(2).randbytes(UPLOAD) + b"\n%%EOF\n"
    person.upload(content[:100_000] + b"\n%%EOF\n")  # What is loaded once is loaded.
    with _peak(server) as grown:
        person.upload(content)
    _row("a file of 20 MB taken in", person.times[-1:] * 2, person.faults)
    print(f"A worker grew by {max(grown) / 1024 / 1024:.0f} MB at most.")


@contextmanager
def _peak(server: int) -> Iterator[list[int]]:
    """How many bytes each worker holds at its most, above what it held before."""
    workers = psutil.Process(server).children()
    before = {worker.pid: worker.memory_info().rss for worker in workers}
    grown: list[int] = [0]
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(0.005):
            grown.extend(w.memory_info().rss - before[w.pid] for w in workers)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield grown
    finally:
        is_over.set()
        thread.join()


def _row(name: str, times: list[float], faults: list[str]) -> None:
    cuts = quantiles(times, n=100)
    print(
        f"| {name} | {median(times):.1f} | {cuts[94]:.1f} | {cuts[98]:.1f} | "
        f"{len(times)} | {len(faults)} |"
    )
    for fault in sorted(set(faults))[:5]:
        print(f"  {faults.count(fault)} x {fault}")


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    print("\n| what | p50 ms | p95 ms | p99 ms | times | faults |")
    print("|---|---|---|---|---|---|")
    measure()


if __name__ == "__main__":
    main()
