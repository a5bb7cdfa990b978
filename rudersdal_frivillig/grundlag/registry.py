"""What apps show of one another: each fills these when it starts.

Imports point one way, so an app on the left knows those on its right only from here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest

if TYPE_CHECKING:
    from rudersdal_frivillig.grundlag.models import Bruger
    from rudersdal_frivillig.grundlag.workplace import Work


@dataclass(frozen=True)
class MenuItem:
    label: str
    url_name: str
    # Low numbers stand first. The apps start in an order that is not the reader's.
    place: int = 0


@dataclass(frozen=True)
class Panel:
    """A part of the forside: a template, and what gives it its context."""

    template: str
    context: Callable[[HttpRequest], dict[str, Any]]


@dataclass(frozen=True)
class Held:
    """One thing that is held about a person. `text` holds no link that is a key."""

    when: datetime | None
    what: str
    text: str = ""


@dataclass(frozen=True)
class Holding:
    """What one table holds about the person with an e-mail, in any case of letters.

    `erase` is there, or else `kept` says to people why nothing is erased. Who is found
    in one `of_staff` works here, and gets mails that are about others.
    """

    label: str
    rows: Callable[[str], list[Held]]
    erase: Callable[[str, "Bruger"], None] | None = None
    kept: str = ""
    of_staff: bool = False


@dataclass(frozen=True)
class Addition:
    """What an app adds to the page of an object that another app has.

    A template, and what gives it its `panel` for the object: None for nothing to add.
    """

    template: str
    context: Callable[[Any], dict[str, Any] | None]


menu: list[MenuItem] = []
forside: list[Panel] = []
# By the model whose page it is on: `app.model`, in small letters.
additions: dict[str, list[Addition]] = {}
# What waits for who works here, on the front page of the admin.
workplace: list[Callable[[HttpRequest], "Work"]] = []
sitemaps: dict[str, type[Sitemap]] = {}
# Keys of `Retstekst` that some page shows, each with where.
retstekster: dict[str, str] = {}
# What is held about a person, by e-mail. The first is erased first.
persons: list[Holding] = []
