"""The answer to a search: a page of posts, how it was read, and what else to try."""

from dataclasses import dataclass, replace
from functools import cached_property

from opgavebank.counts import Counts, count
from opgavebank.facets import ADGANG
from opgavebank.kartotek import Kartotek
from opgavebank.models import Opslag
from opgavebank.querysets import OpslagQuerySet
from opgavebank.soegning import Orden, Soegning
from rudersdal_frivillig.grundlag import paging, search
from rudersdal_frivillig.grundlag.distance import kilometres
from rudersdal_frivillig.grundlag.folding import fold, words

NEARBY = 3


@dataclass(frozen=True)
class OptionState:
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class FacetState:
    """A facet as the page shows it."""

    name: str
    label: str
    is_folded: bool
    options: list[OptionState]

    @property
    def is_chosen(self) -> bool:
        return any(option.is_chosen for option in self.options)

    @property
    def is_unanswered(self) -> bool:
        """Whether it is about the places, and none has answered."""
        return self.name == ADGANG and not any(option.count for option in self.options)


@dataclass(frozen=True)
class Link:
    """Somewhere to go from here, and how many posts are there."""

    label: str
    address: str
    count: int


@dataclass
class Resultat:
    kartotek: Kartotek
    soegning: Soegning
    public: OpslagQuerySet

    @cached_property
    def fund(self) -> search.Fund[int] | None:
        """What the words found, before any facet narrows it. Hits are bits."""
        asked = "fund", self.soegning.q, self.soegning.is_exact
        return self.kartotek.remember(asked, self._find) if self.soegning.q else None

    def _find(self) -> search.Fund[int] | None:
        q, is_exact = self.soegning.q, self.soegning.is_exact
        fund = search.find(self.public, q, is_exact=is_exact)
        if fund is None:
            return None
        hits = self.kartotek.of(fund.hits)
        return search.Fund(fund.query, fund.stage, hits, fund.weak)

    @property
    def hits(self) -> int:
        """What has every word, as bits of the kartotek."""
        return self.fund.hits if self.fund else self.kartotek.all

    @cached_property
    def counts(self) -> Counts:
        weak = self.kartotek.of(self.fund.weak) if self.fund else 0
        return count(self.kartotek, self.hits | weak, self.soegning)

    @cached_property
    def side(self) -> paging.Side:
        ids = self._ids()
        shown = len(ids) if self._is_by_relevance else self.counts.total
        paginator = paging.CountedPaginator(search.Ranked(self.public, ids), shown)
        return paging.turn_to(self.soegning.page, paginator, self.soegning.address)

    @property
    def is_empty(self) -> bool:
        return self.counts.total == 0

    @property
    def is_cut(self) -> bool:
        """Whether this is the last page of the best, though more was found."""
        end = self.side.page.end_index()
        is_last = not self.side.next
        return self._is_by_relevance and is_last and end < self.counts.total

    @cached_property
    def strong(self) -> list[Opslag]:
        """Those on the page that have every word, or all where order is another."""
        return [opslag for opslag in self.side.page if opslag.pk not in self._weak]

    @cached_property
    def weak(self) -> list[Opslag]:
        return [opslag for opslag in self.side.page if opslag.pk in self._weak]

    @cached_property
    def _weak(self) -> set[int]:
        has_two_kinds = self.fund and self.fund.hits and self._is_by_relevance
        return set(self.fund.weak) if self.fund and has_two_kinds else set()

    @property
    def _is_by_relevance(self) -> bool:
        return self.fund is not None and self.soegning.orden == Orden.RELEVANS

    def _ids(self) -> list[int]:
        """Of what is shown, in order, as far as the page that is asked for."""
        shown, orden = self.counts.shown, self.soegning.orden
        most = paging.PAGE_SIZE * min(self.soegning.page, paging.MAX_PAGE)
        if self.fund and self._is_by_relevance:
            return self._by_relevance(self.fund)
        if orden == Orden.MANGLER:
            return self.kartotek.most_needed(shown, most)
        if orden == Orden.NAERMEST:
            return self.kartotek.nearest(shown, self.distances, most)
        return self.kartotek.newest(shown, most)

    def _by_relevance(self, fund: search.Fund[int]) -> list[int]:
        shown = self.counts.shown
        hits = self.kartotek.newest(shown & fund.hits, search.MOST_RANKED)
        asked = "best", self.soegning.q, self.soegning.is_exact, hits
        best = self.kartotek.remember(asked, lambda: fund.best(Opslag, hits))
        if len(best) == search.MOST:
            return best
        return best + [pk for pk in fund.weak if self.kartotek.has(shown, pk)]

    @cached_property
    def distances(self) -> dict[int, float]:
        """Kilometres from where the visitor lives to each område, by its id."""
        home = self.soegning.home
        return {
            int(place.pk): kilometres(home.middle, place.middle)
            for place in self.soegning.places
            if home and home.middle and place.middle and place.kind == "omraade"
        }

    @property
    def facets(self) -> list[FacetState]:
        return [
            FacetState(
                facet.name,
                facet.label,
                facet.is_folded,
                [
                    OptionState(
                        option.value,
                        option.label,
                        self.counts.options[facet.name, option.value],
                        option.value in self.soegning.values(facet.name),
                    )
                    for option in facet.options
                ],
            )
            for facet in self.soegning.facets
        ]

    @property
    def corrections(self) -> list[tuple[str, str, str]]:
        """A word as typed, what it was read as, and the address of that search."""
        found = self.fund.query.corrections if self.fund else {}
        return [
            (typed, word, replace(self.soegning, q=self._with(typed, word)).address())
            for typed, word in found.items()
        ]

    @property
    def suggestions(self) -> list[tuple[str, str]]:
        """Filters that are called what was typed, each with its address."""
        typed = {fold(word) for word in words(self.soegning.q)}
        found = [
            (option.label, self.soegning.only(facet, option).address())
            for facet in self.soegning.facets
            for option in facet.options
            if {fold(word) for word in words(option.label)} <= typed
        ]
        homes = [home for home in self.soegning.homes if fold(home.slug) in typed]
        near = [
            (f"Afstand fra {home}", replace(self.soegning, q="", home=home).address())
            for home in homes
        ]
        return found + near

    def _with(self, typed: str, word: str) -> str:
        q = self.soegning.q
        start = q.lower().find(typed)
        return q[:start] + word + q[start + len(typed) :] if start >= 0 else word

    @property
    def ways_out(self) -> list[Link]:
        """Where nothing was found: facets to let go, with what there then would be."""
        labels: dict[str, list[str]] = {}
        for chosen in self.soegning.chosen:
            labels.setdefault(chosen.facet.name, []).append(chosen.option.label)
        links = [
            Link(" og ".join(labels[name]), self.soegning.but(name).address(), number)
            for name, number in self.counts.without.items()
            if number
        ]
        return sorted(links, key=lambda link: -link.count)

    @property
    def nearby(self) -> list[Link]:
        """The nearest områder that have something, where the chosen have nothing."""
        chosen = [c for c in self.soegning.chosen if c.facet.name == "omraade"]
        facet = next(f for f in self.soegning.facets if f.name == "omraade")
        middles = {p.slug: p.middle for p in self.soegning.places if p.middle}
        starts = [m for c in chosen if (m := middles.get(c.option.value))]
        links = []
        for option in facet.options:
            number = self.counts.options["omraade", option.value]
            middle = middles.get(option.value)
            if starts and middle and number:
                there = replace(chosen[0], option=option)
                search = self.soegning.but("omraade")
                address = replace(search, chosen=[*search.chosen, there]).address()
                km = min(kilometres(start, middle) for start in starts)
                links.append((km, Link(option.label, address, number)))
        return [link for _, link in sorted(links, key=lambda pair: pair[0])][:NEARBY]
