"""What waits for who works here: the parts of the admin's front page.

Each app adds a function to `registry.workplace` when it starts. It gets the request and
returns the parts that this person has.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from rudersdal_frivillig.grundlag import registry

# So many rows of each part are shown; the rest are behind its number.
SHOWN = 5


@dataclass(frozen=True)
class Link:
    """`aria` is what it says to those who do not see what stands beside it."""

    label: str
    url: str
    aria: str = ""


@dataclass(frozen=True)
class Row:
    """`press` is a button that does something at once; `go` leads on."""

    label: str
    url: str = ""
    note: str = ""
    when: str = ""
    is_overdue: bool = False
    # Where `when` is a number behind which there is a list.
    when_url: str = ""
    press: Link | None = None
    go: Link | None = None


@dataclass(frozen=True)
class Part:
    """`url` is a list of exactly `count` rows. `noun` is what waits: one, several."""

    title: str
    count: int
    rows: Sequence[Row]
    url: str = ""
    note: str = ""
    noun: tuple[str, str] = ("", "")

    @property
    def is_waiting(self) -> bool:
        return bool(self.noun[0])


@dataclass(frozen=True)
class Work:
    """What one app has for one person. Parts come in the order of their hurry."""

    parts: Sequence[Part] = field(default_factory=list)
    buttons: Sequence[Link] = field(default_factory=list)


@dataclass(frozen=True)
class Front:
    heading: str
    parts: list[Part]
    buttons: list[Link]


def front(request: HttpRequest, now: datetime | None = None) -> Front:
    works = [source(request) for source in registry.workplace]
    parts = [part for work in works for part in work.parts if part.count]
    # What waits stands before what may be done some day.
    parts.sort(key=lambda part: not part.is_waiting)
    buttons = [button for work in works for button in work.buttons]
    return Front(f"{_greeting(now)}. {_waiting(parts)}", parts, buttons)


def _greeting(now: datetime | None) -> str:
    hour = timezone.localtime(now).hour
    return "Godmorgen" if 4 <= hour < 10 else "Godaften" if hour >= 18 else "Goddag"


def _waiting(parts: list[Part]) -> str:
    """In words: "3 opslag og 2 henvendelser venter på dig"."""
    totals: dict[tuple[str, str], int] = {}
    for part in parts:
        if part.is_waiting:
            totals[part.noun] = totals.get(part.noun, 0) + part.count
    said = [f"{n} {one if n == 1 else several}" for (one, several), n in totals.items()]
    if not said:
        return "Intet venter på dig"
    return " og ".join(part for part in (", ".join(said[:-1]), said[-1]) if part) + (
        " venter på dig"
    )
