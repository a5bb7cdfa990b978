"""The questions one narrows the list by. Their names are those in the address."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.core.cache import caches
from django.db.models import FloatField, Q, TextChoices, TextField, Value
from django.db.models.functions import Cast

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
from rudersdal_frivillig.grundlag.models import (
    Fagomraade,
    Omraade,
    Oplyst,
    Postnummer,
)

# Lookups `in` and `overlap`, of which all must hold.
type Wanted = dict[str, Collection[object]]


@dataclass(frozen=True)
class Condition:
    """What a post must have to belong under an option."""

    alternatives: list[Wanted]

    @property
    def q(self) -> Q:
        return reduce(or_, (Q(**wanted) for wanted in self.alternatives))

    @property
    def fields(self) -> list[str]:
        keys = [key for wanted in self.alternatives for key in wanted]
        return [key.rpartition("__")[0] for key in keys]


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    condition: Condition


def _option(value: str, label: str, *alternatives: Wanted) -> Option:
    return Option(value, label, Condition(list(alternatives)))


@dataclass(frozen=True)
class Facet:
    """One question with checkboxes; what is chosen in it widens, facets narrow."""

    name: str
    label: str
    options: list[Option]
    is_folded: bool = True

    @property
    def fields(self) -> list[str]:
        """Those of a post that its options ask about."""
        every = [field for option in self.options for field in option.condition.fields]
        return list(dict.fromkeys(every))


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


def places() -> list[Place]:
    """Områder, fagområder and postcodes, at most a minute old; else one query."""
    found: list[Place] | None = caches["memory"].get("places")
    if found is None:
        nowhere = Value(None, output_field=FloatField())
        key = Cast("pk", TextField())
        middle = ("breddegrad", "laengdegrad")
        omraader = Omraade.objects.order_by().values_list(
            Value("omraade"), key, "slug", "navn", "raekkefoelge", *middle
        )
        fagomraader = Fagomraade.objects.order_by().values_list(
            Value("fagomraade"), key, "slug", "navn", "raekkefoelge", nowhere, nowhere
        )
        postnumre = Postnummer.objects.order_by().values_list(
            Value("postnummer"), key, "nr", "navn", Value(0), *middle
        )
        rows = omraader.union(fagomraader, postnumre)
        found = [Place(*row) for row in rows]
        found.sort(key=lambda place: (place.raekkefoelge, place.slug))
        caches["memory"].set("places", found, timeout=60)
    return found


def _is(field: str, enum: type[TextChoices]) -> list[Option]:
    return [
        _option(value, label, {f"{field}__in": [value]})
        for value, label in enum.choices
    ]


def _has(field: str, enum: type[TextChoices]) -> list[Option]:
    return [
        _option(value, label, {f"{field}__overlap": [value]})
        for value, label in enum.choices
    ]


def _fagomraader(all_places: list[Place]) -> list[Option]:
    return [
        _option(place.slug, place.navn, {"fagomraade__in": [int(place.pk)]})
        for place in all_places
        if place.kind == "fagomraade"
    ]


def _omraader(all_places: list[Place]) -> list[Option]:
    """Who seeks something in Holte may take what goes on all over, too."""
    omraader = [place for place in all_places if place.kind == "omraade"]
    all_over = [int(place.pk) for place in omraader if not place.middle]
    return [
        _option(
            place.slug, place.navn, {"omraade__in": sorted({int(place.pk), *all_over})}
        )
        for place in omraader
    ]


def _at_the_place(value: str, label: str, field: str) -> Option:
    """What the place has said yes to, for what goes on there."""
    yes: Wanted = {
        "sted__in": [Sted.INSTITUTIONEN],
        f"institution__{field}__in": [Oplyst.JA],
    }
    return _option(value, label, yes)


# How much time one has, in the words of the forside.
_TID = [
    _option("engang", "En enkelt gang", {"form__in": [Form.ENGANG]}),
    _option(
        "ugentlig",
        "Hver uge",
        {"hyppighed__in": [Hyppighed.UGENTLIG, Hyppighed.DAGLIG]},
    ),
    _option(
        "maanedlig",
        "Et par gange om måneden",
        {"hyppighed__in": [Hyppighed.HVER_ANDEN_UGE, Hyppighed.MAANEDLIG]},
    ),
    _option(
        "sjaeldent",
        "Et par gange om året",
        {"hyppighed__in": [Hyppighed.KVARTALSVIS, Hyppighed.FAA_GANGE_OM_AARET]},
    ),
    _option(
        "fleksibelt",
        "Når det passer mig",
        {"form__in": [Form.LOEBENDE]},
        {"hyppighed__in": [Hyppighed.EFTER_AFTALE]},
    ),
]
# The name of the facet that asks about the place.
ADGANG = "adgang"
_ERFARING = [
    _option("ingen", "Ingen erfaring nødvendig", {"erfaring_kraeves__in": [False]})
]
_ATTEST = [_option("ingen", "Uden børneattest", {"boern_under_15__in": [False]})]
_DANSK = [
    _option("lidt", "Lidt dansk er nok", {"dansk_niveau__in": [DanskNiveau.LIDT]})
]
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
