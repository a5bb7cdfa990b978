"""Narrowing the list: words and a few facets, read from the address.

The names in the address are the ones that later filters keep: `q`, `side`, and one per
facet. What does not exist is ignored.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.http import QueryDict

from opgavebank.choices import Form, Hyppighed, Maalgruppe, Slags, Sted, Tidspunkt
from opgavebank.models import Opslag
from rudersdal_frivillig.grundlag.models import Fagomraade, Omraade

MAX_WORDS = 8
MAX_LENGTH = 120

# How much time one has, in the words of the forside.
TID = {
    "engang": ("En enkelt gang", Q(form=Form.ENGANG)),
    "ugentlig": (
        "Hver uge",
        Q(hyppighed__in=[Hyppighed.UGENTLIG, Hyppighed.DAGLIG]),
    ),
    "maanedlig": (
        "Et par gange om måneden",
        Q(hyppighed__in=[Hyppighed.HVER_ANDEN_UGE, Hyppighed.MAANEDLIG]),
    ),
    "sjaeldent": (
        "Et par gange om året",
        Q(hyppighed__in=[Hyppighed.KVARTALSVIS, Hyppighed.FAA_GANGE_OM_AARET]),
    ),
    "fleksibelt": (
        "Når det passer mig",
        Q(form=Form.LOEBENDE) | Q(hyppighed=Hyppighed.EFTER_AFTALE),
    ),
}

type Options = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Facet:
    """One question with checkboxes; what is chosen in it widens, facets narrow."""

    name: str
    label: str
    choices: Callable[[], Options]
    condition: Callable[[list[str]], Q]


def _tid(values: list[str]) -> Q:
    return reduce(or_, (TID[value][1] for value in values))


FACETS = [
    Facet(
        "tid",
        "Hvor meget tid",
        lambda: [(value, label) for value, (label, _) in TID.items()],
        _tid,
    ),
    Facet(
        "hvornaar",
        "Hvornår",
        lambda: Tidspunkt.choices,
        lambda values: Q(tidspunkter__overlap=values),
    ),
    Facet(
        "hvem",
        "Hvem vil du hjælpe",
        lambda: Maalgruppe.choices,
        lambda values: Q(maalgrupper__overlap=values),
    ),
    Facet(
        "omraade",
        "Område",
        lambda: Omraade.objects.values_list("slug", "navn"),
        lambda values: Q(omraade__slug__in=values),
    ),
    Facet(
        "fagomraade",
        "Fagområde",
        lambda: Fagomraade.objects.values_list("slug", "navn"),
        lambda values: Q(fagomraade__slug__in=values),
    ),
    Facet(
        "slags",
        "Slags",
        lambda: Slags.choices,
        lambda values: Q(slags__in=values),
    ),
    Facet(
        "sted",
        "Sted",
        lambda: Sted.choices,
        lambda values: Q(sted__in=values),
    ),
]


@dataclass(frozen=True)
class FacetState:
    """A facet as the page shows it; `options` are (value, label, is chosen)."""

    name: str
    label: str
    options: list[tuple[str, str, bool]]
    condition: Callable[[list[str]], Q]

    @property
    def values(self) -> list[str]:
        return [value for value, _, is_chosen in self.options if is_chosen]


@dataclass(frozen=True)
class Soegning:
    """What the visitor asks for."""

    q: str
    facets: list[FacetState]

    @classmethod
    def read(cls, query: QueryDict) -> "Soegning":
        """From the address. One query for each list that lies in the database."""
        facets = [
            FacetState(
                facet.name,
                facet.label,
                [
                    (value, str(label), value in query.getlist(facet.name))
                    for value, label in facet.choices()
                ],
                facet.condition,
            )
            for facet in FACETS
        ]
        return cls(" ".join(query.get("q", "")[:MAX_LENGTH].split()), facets)

    @property
    def chosen(self) -> list[str]:
        """Labels of everything that is chosen."""
        return [
            label
            for facet in self.facets
            for _, label, is_chosen in facet.options
            if is_chosen
        ]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.chosen)

    def narrow(self, opslag: QuerySet[Opslag]) -> QuerySet[Opslag]:
        for word in self.q.split()[:MAX_WORDS]:
            opslag = opslag.filter(
                Q(titel__icontains=word)
                | Q(resume__icontains=word)
                | Q(soegeord__icontains=word)
                | Q(institution__navn__icontains=word)
            )
        for facet in self.facets:
            if facet.values:
                opslag = opslag.filter(facet.condition(facet.values))
        return opslag
