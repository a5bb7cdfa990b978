"""How many posts there are, and would be under each filter."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import caches
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, Value

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
    facets = [facet for facet in soegning.facets if facet.options]
    fields = list(dict.fromkeys(field for facet in facets for field in facet.fields))
    narrow = soegning.conditions
    sets = {tuple(facet.fields) for facet in facets}
    groups = _grouped(rows, fields, narrow, list(strong), sets)
    everything = groups[_mask(fields, [])][0] if groups else Counter()
    counts = Counts(everything["all"], everything["strong"], {}, {})
    for facet in facets:
        column = f"but_{facet.name}" if facet.name in narrow else "all"
        if facet.name in narrow:
            counts.without[facet.name] = everything[column]
        found = groups.get(_mask(fields, facet.fields), [])
        for option in facet.options:
            counts.options[facet.name, option.value] = sum(
                group[column] for group in found if option.condition.holds(group)
            )
    return counts


def _grouped(
    rows: OpslagQuerySet,
    fields: list[str],
    narrow: dict[str, Q],
    strong: list[int],
    sets: Iterable[Iterable[str]],
) -> dict[int, list[dict[str, Any]]]:
    """How many have the same values in each set of fields, by the mask of the set.

    Each group has its values, how many there are with `all` that narrows, how many
    without each facet that does, and how many of all are `strong`. Some seventy counts
    with a condition each took ten milliseconds to write and as long to run.
    """
    flags: dict[str, Any] = {
        f"is_{name}": _flag(condition) for name, condition in narrow.items()
    }
    flags["is_strong"] = _flag(Q(pk__in=strong)) if strong else Value(False)
    flagged = rows.order_by().annotate(**flags).values_list(*fields, *flags)
    try:
        inner, values = flagged.query.sql_with_params()
    except EmptyResultSet:
        return {}
    names = {field: f"f{n}" for n, field in enumerate(fields)}
    masked = ", ".join(names.values())
    grouped = ", ".join(f"({', '.join(names[f] for f in each)})" for each in sets)
    columns = {"all": flags.keys() - {"is_strong"}, "strong": flags.keys()}
    columns |= {f"but_{name}": columns["all"] - {f"is_{name}"} for name in narrow}
    counted = ", ".join(
        f"count(*) FILTER (WHERE {' AND '.join(sorted(each)) or 'true'})"
        for each in columns.values()
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT GROUPING ({masked}), {masked}, {counted} "
            f"FROM ({inner}) AS post ({masked}, {', '.join(flags)}) "
            f"GROUP BY GROUPING SETS ((), {grouped})",
            values,
        )
        groups: dict[int, list[dict[str, Any]]] = {}
        for mask, *group in cursor.fetchall():
            named = dict(zip([*fields, *columns], group, strict=True))
            groups.setdefault(mask, []).append(named)
    return groups


def _flag(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _mask(fields: list[str], grouped: Collection[str]) -> int:
    """What `GROUPING` answers: a bit for each field that is not grouped by."""
    return int("".join("01"[field not in grouped] for field in fields), 2)


def count_lately(rows: OpslagQuerySet, soegning: Soegning) -> Counts:
    """The same of many rows, as it was within the last minute."""
    address = replace(soegning, home=None, asked_orden="").address()
    key = "counts:" + hashlib.sha256(address.encode()).hexdigest()
    cache = caches["memory"]
    counts = cache.get(key)
    if counts is None:
        counts = count(rows, soegning)
        cache.set(key, counts, timeout=60)
    return counts
