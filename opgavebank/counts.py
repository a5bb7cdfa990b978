"""How many posts there are, and would be under each filter."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import caches
from django.db.models import Count, Q

from opgavebank.querysets import OpslagQuerySet
from opgavebank.soegning import Soegning


@dataclass(frozen=True)
class Counts:
    """`options` maps (facet, value) to what that option has under all other facets.

    `without` maps a facet that narrows to what there would be if it were let go.
    `strong` are those with every word.
    """

    total: int
    strong: int
    options: dict[tuple[str, str], int]
    without: dict[str, int]


def count(
    rows: OpslagQuerySet, soegning: Soegning, strong: Iterable[int] = ()
) -> Counts:
    """One query. A facet's options are counted as if nothing were chosen in it."""
    everything = soegning.condition()
    wanted: dict[str, Any] = {
        "total": Count("pk", filter=everything),
        "strong": Count("pk", filter=everything & Q(pk__in=list(strong))),
    }
    options, without = {}, {}
    for facet in soegning.facets:
        others = soegning.but(facet.name).condition()
        if soegning.values(facet.name):
            without[facet.name] = f"without_{facet.name}"
            wanted[without[facet.name]] = Count("pk", filter=others)
        for n, option in enumerate(facet.options):
            options[facet.name, option.value] = key = f"{facet.name}_{n}"
            wanted[key] = Count("pk", filter=option.condition & others)
    found = rows.order_by().aggregate(**wanted)
    return Counts(
        found["total"],
        found["strong"],
        {option: found[key] for option, key in options.items()},
        {name: found[key] for name, key in without.items()},
    )


def count_lately(rows: OpslagQuerySet, soegning: Soegning) -> Counts:
    """The same of many rows, as it was within the last minute."""
    address = replace(soegning, home=None, asked_orden="").address()
    key = "counts:" + hashlib.sha256(address.encode()).hexdigest()
    cache = caches["memory"]
    counts = cache.get(key)
    if counts is None:
        counts = count(rows, soegning)
        cache.set(key, counts)
    return counts
