"""Finding rows by words: all of them, else some of them, else those that look alike.

A model that can be searched has `soegeindeks` and `soegehoved` (`tsvector`: what
matches, and the smaller part that ranks), `soegetekst` (folded text) and a vocabulary
in `Ord`. Its queryset is a `SearchableQuerySet`, whose `newest_first` orders what is
equally good.
"""

import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import (
    BigIntegerField,
    F,
    Func,
    IntegerField,
    Model,
    QuerySet,
    Value,
)

from rudersdal_frivillig.grundlag.folding import fold
from rudersdal_frivillig.grundlag.search.query import Forespoergsel

# Under so many hits it looks further; over so many it ranks no more.
FEW = 10
MOST = 200
# Of so many hits only the newest are ranked.
MOST_RANKED = 500
# And of these, so many by the look of their title, which is dear.
MOST_LOOKED_AT = 60
MOST_ALIKE = 20
# A shorter word looks like a part of anything.
SHORTEST_LOOK = 4
# What a word in the head weighs: in D, C, B and A.
WEIGHTS = [0.15, 0.3, 0.6, 1.0]
# What a hit by a synonym alone is worth, and how much the look of the title counts.
BY_SYNONYM = 0.4
BY_LOOK = 0.25


class SearchableQuerySet[M: Model](QuerySet[M]):
    """Rows of a model as described above. Of `newest_first` each begins with "-"."""

    newest_first: Sequence[str]


class Stage(StrEnum):
    """Which question answered."""

    ALL = "alle"
    SOME = "nogle"
    ALIKE = "ligner"
    NONE = "ingen"


def _tsquery(text: str) -> SearchQuery:
    """Of stems, which `simple` leaves as they are."""
    return SearchQuery(text, config="simple", search_type="raw")


@dataclass
class Fund[Hits]:
    """What was found, and which question answered.

    `hits` have every word, or what it may stand for, in no order: ids, or what whoever
    keeps them makes of these. Of `weak`, which have some or look alike, the best id is
    first.
    """

    query: Forespoergsel
    stage: Stage
    hits: Hits
    weak: list[int]

    def best(self, model: type[Model], hits: list[int]) -> list[int]:
        """At most `MOST` of the hits, by relevance and then in their own order."""
        return _ranked(model, "%s::bigint[]", [hits], self.query) if hits else []


@dataclass
class Ranked:
    """All of `ids`, of which a slice asks the database for no more than itself."""

    rows: SearchableQuerySet[Any]
    ids: list[int]

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, part: slice) -> SearchableQuerySet[Any]:
        return _in_order(self.rows, self.ids[part])


def _in_order[M: SearchableQuerySet[Any]](rows: M, ids: list[int]) -> M:
    place = Func(
        Value(ids, output_field=ArrayField(BigIntegerField())),
        F("pk"),
        template="array_position(%(expressions)s)",
        output_field=IntegerField(),
    )
    return rows.filter(pk__in=ids).order_by(place)


@transaction.atomic(savepoint=False)
def find(
    rows: SearchableQuerySet[Any], text: str, *, is_exact: bool = False
) -> Fund[list[int]] | None:
    """None if there is no word in `text`. `rows` are those the visitor may see.

    `is_exact` finds all the words themselves and nothing else.
    """
    query = Forespoergsel.read(text, rows.model._meta.label, is_exact=is_exact)
    if not query.groups:
        return None
    fund = Fund(
        query, Stage.ALL, _ids(rows.filter(soegeindeks=_tsquery(query.all))), []
    )
    if not is_exact:
        _look_further(fund, rows)
    if not (fund.hits or fund.weak):
        fund.stage = Stage.NONE
    return fund


def _ids(rows: SearchableQuerySet[Any]) -> list[int]:
    """Packed on their way, since they may be tens of thousands."""
    hits, values = rows.order_by().values_list("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT string_agg(int8send(id), '') FROM ({hits}) AS hit (id)", values
        )
        (packed,) = cursor.fetchone()
    return unpack(packed or b"")


def unpack(packed: bytes) -> list[int]:
    """Whole numbers, each as `int8send` writes it."""
    numbers = array("q", bytes(packed))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers.tolist()


def _look_further(fund: Fund[list[int]], rows: SearchableQuerySet[Any]) -> None:
    """Add what has some of the words, and then what looks alike, where hits are few."""
    query = fund.query
    if len(fund.hits) < FEW and len(query.groups) > 1:
        fund.weak += _new(_with_any(rows, query), fund.hits)
        fund.stage = fund.stage if fund.hits else Stage.SOME
    is_long = any(len(word) >= SHORTEST_LOOK for word in query.text.split())
    known = fund.hits + fund.weak
    if len(known) < FEW and is_long:
        fund.weak += _new(_alike(rows, query.text), known)
        fund.stage = fund.stage if known else Stage.ALIKE


def any_of(rows: SearchableQuerySet[Any], text: str) -> list[int]:
    """Ids of those with any word of `text`, or what it may stand for, best first."""
    query = Forespoergsel.read(text, rows.model._meta.label)
    return _with_any(rows, query) if query.groups else []


def _with_any(rows: SearchableQuerySet[Any], query: Forespoergsel) -> list[int]:
    some = rows.filter(soegeindeks=_tsquery(query.some))
    newest = [name.removeprefix("-") for name in rows.newest_first]
    hits, values = some.order_by().values_list("pk", *newest).query.sql_with_params()
    dates = [f"date{n}" for n in range(len(newest))]
    order = ", ".join(f"{date} DESC" for date in dates)
    # OFFSET keeps the database from walking through everything by date to find them.
    given = f"""ARRAY(
        SELECT id FROM ({hits} OFFSET 0) AS hit (id, {", ".join(dates)})
        ORDER BY {order} LIMIT {MOST_RANKED}
    )"""
    return _ranked(rows.model, given, [*values], query, query.groups)


def _new(found: list[int], ids: list[int]) -> list[int]:
    return [pk for pk in found if pk not in ids]


_RANK = """
WITH best AS MATERIALIZED (
    SELECT id, place, soegetekst AS look,
        ts_rank(%s::real[], soegehoved, to_tsquery('simple', %s))
        * CASE WHEN soegehoved @@ to_tsquery('simple', %s) THEN 1 ELSE %s END
        * {share} AS relevance
    FROM unnest({given}) WITH ORDINALITY AS given (id, place) JOIN {table} USING (id)
    ORDER BY relevance DESC, place LIMIT %s
),
first AS (SELECT * FROM best ORDER BY relevance DESC, place LIMIT %s)
SELECT id FROM best LEFT JOIN (
    SELECT id, word_similarity(%s, look) AS likeness FROM first
) AS looked USING (id)
ORDER BY likeness IS NULL, relevance + %s * likeness DESC, relevance DESC, place
"""
# Whether a hit has a word.
_HAS = "(soegeindeks @@ to_tsquery('simple', %s))::int"


def _ranked(
    model: type[Model],
    given: str,
    values: list[Any],
    query: Forespoergsel,
    groups: Sequence[str] = (),
) -> list[int]:
    """Ids by relevance: where the words stand, and the look of the title.

    `given` is SQL for an array of ids, `values` are its parameters. Where a row may
    lack some of `groups`, those it has count, too.
    """
    share = f"power(({' + '.join(_HAS for _ in groups)})::float / {len(groups)}, 2)"
    sql = _RANK.format(
        given=given, table=model._meta.db_table, share=share if groups else "1"
    )
    weighed: list[Any] = [
        WEIGHTS,
        query.some,
        " | ".join(query.exact),
        BY_SYNONYM,
        *groups,
    ]
    looked_at: list[Any] = [MOST, MOST_LOOKED_AT, fold(query.text), BY_LOOK]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*weighed, *values, *looked_at])
        return [pk for (pk,) in cursor.fetchall()]


def _alike(rows: QuerySet[Any], text: str) -> list[int]:
    """By the look of the text. How alike it must be is set by `lookup`."""
    look = TrigramWordSimilarity(fold(text), "soegetekst")
    alike = rows.filter(soegetekst__trigram_word_similar=fold(text))
    return list(
        alike.order_by(look.desc(), "-pk").values_list("pk", flat=True)[:MOST_ALIKE]
    )
