"""What apps show of one another: each fills these when it starts.

Imports point one way, so an app on the left knows those on its right only from here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest

if TYPE_CHECKING:
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


menu: list[MenuItem] = []
forside: list[Panel] = []
# What waits for who works here, on the front page of the admin.
workplace: list[Callable[[HttpRequest], "Work"]] = []
sitemaps: dict[str, type[Sitemap]] = {}
# Keys of `Retstekst` that some page shows, each with where.
retstekster: dict[str, str] = {}
