"""The questions one narrows the list by. Their names are those in the address."""

import json
from dataclasses import dataclass

from django.db.models import Q, TextChoices

from opgavebank.choices import (
    DanskNiveau,
    EgnetFor,
    Form,
    Hyppighed,
    Maalgruppe,
    Slags,
    Sted,
    Tidspunkt,
)
from rudersdal_frivillig.grundlag.models import Oplyst


@dataclass(frozen=True)
class Option:
    """A checkbox, and what a post must have to belong under it."""

    value: str
    label: str
    condition: Q


@dataclass(frozen=True)
class Facet:
    """One question with checkboxes; what is chosen in it widens, facets narrow."""

    name: str
    label: str
    options: list[Option]
    is_folded: bool = True


@dataclass(frozen=True)
class Place:
    """A row of the lists that the page offers; `kind` says which list.

    `middle` is in WGS84, roughly; what spreads over the municipality has none.
    """

    kind: str
    pk: str
    slug: str
    navn: str
    raekkefoelge: int
    breddegrad: float | None
    laengdegrad: float | None

    def __str__(self) -> str:
        return f"{self.slug} {self.navn}" if self.kind == "postnummer" else self.navn

    @property
    def middle(self) -> tuple[float, float] | None:
        if self.breddegrad is None or self.laengdegrad is None:
            return None
        return self.breddegrad, self.laengdegrad

    @property
    def is_home(self) -> bool:
        return self.middle is not None


# SQL: områder, fagområder and postcodes as one text, to compare and to read.
PLACES = """
SELECT coalesce(json_agg(place), '[]')::text FROM (
    SELECT 'omraade' AS kind, id::text AS pk, slug, navn, raekkefoelge,
        breddegrad, laengdegrad
    FROM grundlag_omraade
    UNION ALL SELECT 'fagomraade', id::text, slug, navn, raekkefoelge, NULL, NULL
    FROM grundlag_fagomraade
    UNION ALL SELECT 'postnummer', nr, nr, navn, 0, breddegrad, laengdegrad
    FROM grundlag_postnummer
) AS place
"""


def places(text: str) -> list[Place]:
    """What `PLACES` says, in the order of the page."""
    found = [Place(**row) for row in json.loads(text)]
    return sorted(found, key=lambda place: (place.raekkefoelge, place.slug))


def _is(field: str, enum: type[TextChoices]) -> list[Option]:
    return [Option(value, label, Q(**{field: value})) for value, label in enum.choices]


def _has(field: str, enum: type[TextChoices]) -> list[Option]:
    return [
        Option(value, label, Q(**{f"{field}__contains": [value]}))
        for value, label in enum.choices
    ]


def _fagomraader(all_places: list[Place]) -> list[Option]:
    return [
        Option(place.slug, place.navn, Q(fagomraade=int(place.pk)))
        for place in all_places
        if place.kind == "fagomraade"
    ]


def _omraader(all_places: list[Place]) -> list[Option]:
    """Who seeks something in Holte may take what goes on all over, too."""
    omraader = [place for place in all_places if place.kind == "omraade"]
    all_over = [int(place.pk) for place in omraader if not place.middle]
    return [
        Option(place.slug, place.navn, Q(omraade__in={int(place.pk), *all_over}))
        for place in omraader
    ]


def _at_the_place(value: str, label: str, field: str) -> Option:
    """What the place has said yes to, for what goes on there."""
    yes = {f"institution__{field}": Oplyst.JA}
    return Option(value, label, Q(sted=Sted.INSTITUTIONEN, **yes))


# How much time one has, in the words of the forside.
_TID = [
    Option("engang", "En enkelt gang", Q(form=Form.ENGANG)),
    Option(
        "ugentlig",
        "Hver uge",
        Q(hyppighed__in=[Hyppighed.UGENTLIG, Hyppighed.DAGLIG]),
    ),
    Option(
        "maanedlig",
        "Et par gange om måneden",
        Q(hyppighed__in=[Hyppighed.HVER_ANDEN_UGE, Hyppighed.MAANEDLIG]),
    ),
    Option(
        "sjaeldent",
        "Et par gange om året",
        Q(hyppighed__in=[Hyppighed.KVARTALSVIS, Hyppighed.FAA_GANGE_OM_AARET]),
    ),
    Option(
        "fleksibelt",
        "Når det passer mig",
        Q(form=Form.LOEBENDE) | Q(hyppighed=Hyppighed.EFTER_AFTALE),
    ),
]
# The name of the facet that asks about the place.
ADGANG = "adgang"
_ERFARING = [Option("ingen", "Ingen erfaring nødvendig", Q(erfaring_kraeves=False))]
_ATTEST = [Option("ingen", "Uden børneattest", Q(boern_under_15=False))]
_DANSK = [Option("lidt", "Lidt dansk er nok", Q(dansk_niveau=DanskNiveau.LIDT))]
_ADGANG = [
    _at_the_place("trinfri", "Trinfri adgang", "trinfri_adgang"),
    _at_the_place("elevator", "Elevator", "elevator"),
    _at_the_place("toilet", "Handicaptoilet", "handicaptoilet"),
    _at_the_place("teleslynge", "Teleslynge", "teleslynge"),
    _at_the_place("parkering", "Handicapparkering", "handicapparkering"),
]


def facets(all_places: list[Place]) -> list[Facet]:
    """All of them, in the order of the page."""
    omraader, fagomraader = _omraader(all_places), _fagomraader(all_places)
    return [
        Facet("tid", "Hvor meget tid", _TID, is_folded=False),
        Facet("hvornaar", "Hvornår", _has("tidspunkter", Tidspunkt), is_folded=False),
        Facet(
            "hvem", "Hvem hjælper du", _has("maalgrupper", Maalgruppe), is_folded=False
        ),
        Facet("omraade", "Område", omraader, is_folded=False),
        Facet("slags", "Slags opslag", _is("slags", Slags), is_folded=False),
        Facet("fagomraade", "Fagområde", fagomraader),
        Facet("form", "Fast eller en enkelt gang", _is("form", Form)),
        Facet("erfaring", "Erfaring", _ERFARING),
        Facet("attest", "Børneattest", _ATTEST),
        Facet("egnet", "Passer til", _has("egnet_for", EgnetFor)),
        Facet("dansk", "Dansk", _DANSK),
        Facet(ADGANG, "Stedet har", _ADGANG),
        Facet("sted", "Hvor foregår det", _is("sted", Sted)),
    ]
