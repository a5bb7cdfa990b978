"""What a visitor asks the list for. The address is all the state there is.

`q` the words, `side` the page, `orden` the order, `fra` where one lives, `praecis` the
words and nothing else, and one name for each facet. What does not exist is ignored.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from opgavebank.facets import Facet, Option, Place
from rudersdal_frivillig.grundlag import paging
from rudersdal_frivillig.grundlag.search import MAX_LENGTH


class Orden(StrEnum):
    RELEVANS = "relevans"
    NYESTE = "nyeste"
    NAERMEST = "naermest"
    MANGLER = "mangler"

    @property
    def label(self) -> str:
        return {
            Orden.RELEVANS: "Bedste svar først",
            Orden.NYESTE: "Nyeste først",
            Orden.NAERMEST: "Nærmest først",
            Orden.MANGLER: "Mangler flest først",
        }[self]


@dataclass(frozen=True)
class Chosen:
    """An option that narrows the list now."""

    facet: Facet
    option: Option


@dataclass(frozen=True)
class Soegning:
    q: str
    facets: list[Facet]
    chosen: list[Chosen]
    places: list[Place]
    home: Place | None
    is_exact: bool
    page: int
    asked_orden: str

    @classmethod
    def read(cls, query: QueryDict, facets: list[Facet], places: list[Place]) -> Self:
        q = "".join(char if char.isprintable() else " " for char in query.get("q", ""))
        q = " ".join(q[:MAX_LENGTH].split())
        homes = {place.slug: place for place in places if place.is_home}
        return cls(
            q=q,
            facets=facets,
            chosen=[
                Chosen(facet, option)
                for facet in facets
                for option in facet.options
                if option.value in query.getlist(facet.name)
            ],
            places=places,
            home=homes.get(query.get("fra", "")),
            is_exact=bool(q) and query.get("praecis") == "1",
            page=paging.asked_for(query),
            asked_orden=query.get("orden", ""),
        )

    @property
    def homes(self) -> list[Place]:
        """Where one may say to live: postcodes, then areas."""
        homes = [place for place in self.places if place.is_home]
        return sorted(homes, key=lambda place: place.kind != "postnummer")

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.chosen)

    @property
    def is_words_alone(self) -> bool:
        """Whether this is the search as first made, before one turns and narrows it."""
        return not (self.chosen or self.home or self.asked_orden or self.page > 1)

    @property
    def possible(self) -> list[Orden]:
        needs = {Orden.RELEVANS: bool(self.q), Orden.NAERMEST: self.home is not None}
        return [orden for orden in Orden if needs.get(orden, True)]

    @property
    def usual_orden(self) -> Orden:
        """What serves best where nothing is asked."""
        if self.q:
            return Orden.RELEVANS
        return Orden.NAERMEST if self.home else Orden.NYESTE

    @property
    def orden(self) -> Orden:
        is_possible = self.asked_orden in self.possible
        return Orden(self.asked_orden) if is_possible else self.usual_orden

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        """Value, label and whether it is the one. The usual one needs no value."""
        return [
            (
                "" if orden == self.usual_orden else orden.value,
                orden.label,
                orden == self.orden,
            )
            for orden in self.possible
        ]

    def values(self, name: str) -> list[str]:
        return [c.option.value for c in self.chosen if c.facet.name == name]

    @property
    def narrow(self) -> dict[str, list[str]]:
        """Of each facet that narrows, by its name, the values that widen it."""
        by_facet: dict[str, list[str]] = {}
        for chosen in self.chosen:
            by_facet.setdefault(chosen.facet.name, []).append(chosen.option.value)
        return by_facet

    def but(self, name: str, value: str = "") -> Self:
        """The same search without a facet, or without one option of it."""
        left = [
            chosen
            for chosen in self.chosen
            if chosen.facet.name != name or (value and chosen.option.value != value)
        ]
        return replace(self, chosen=left)

    def only(self, facet: Facet, option: Option) -> Self:
        """That option, in place of the words."""
        return replace(self, q="", chosen=[Chosen(facet, option)], asked_orden="")

    def address(self, side: int = 1) -> str:
        """The one address of this search; the order of its parts is always the same."""
        pairs = [
            ("q", self.q),
            ("orden", "" if self.orden == self.usual_orden else self.orden.value),
            ("fra", self.home.slug if self.home else ""),
            ("praecis", "1" if self.is_exact else ""),
            *((chosen.facet.name, chosen.option.value) for chosen in self.chosen),
            ("side", str(side) if side > 1 else ""),
        ]
        query = urlencode([(name, value) for name, value in pairs if value])
        path = reverse("opgavebank:opslag_list")
        return f"{path}?{query}" if query else path

    @property
    def chips(self) -> list[tuple[str, str]]:
        """What narrows the list, each with the address without it."""
        chips = [
            (c.option.label, self.but(c.facet.name, c.option.value).address())
            for c in self.chosen
        ]
        if self.home:
            chips.append(
                (f"Afstand fra {self.home}", replace(self, home=None).address())
            )
        return chips

    @property
    def bare_address(self) -> str:
        """Of the words alone."""
        return replace(self, chosen=[], home=None, asked_orden="").address()

    @property
    def exact_address(self) -> str:
        return replace(self, is_exact=True).address()

    @property
    def loose_address(self) -> str:
        return replace(self, is_exact=False).address()
