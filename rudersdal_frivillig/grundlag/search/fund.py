"""Finding rows by words: all of them, else some of them, else those that look alike.

A model that can be searched has `soegeindeks` and `soegehoved` (`tsvector`: what
matches, and the smaller part that ranks), `soegetekst` (folded text) and a vocabulary
in `Ord`. Its queryset is a `SearchableQuerySet`, whose `newest_first` orders what is
equally good.
"""

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
MOST_RANKED = 2000
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
class Fund:
    """What was found, best first, and which question answered.

    The first `strong` of `ids` have every word, or what it may stand for.
    """

    query: Forespoergsel
    stage: Stage
    ids: list[int]
    strong: int

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than `ids`, which then are only the best."""
        return self.stage == Stage.ALL and len(self.ids) == MOST

    def among[M: QuerySet[Any]](self, rows: M) -> M:
        """Those of `rows` that were found."""
        if self.is_cut:
            return rows.filter(soegeindeks=_tsquery(self.query.all))
        return rows.filter(pk__in=self.ids)

    def best_of[M: SearchableQuerySet[Any]](
        self, rows: M, *, is_narrowed: bool
    ) -> "Ranked | M":
        """The found of `rows`, best first, at most `MOST`."""
        if not is_narrowed:
            return Ranked(rows, self.ids)
        if self.is_cut:
            return Ranked(rows, _ranked(rows, self.query, self.query.all))
        return _in_order(rows, self.ids)


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
) -> Fund | None:
    """None if there is no word in `text`. `rows` are those the visitor may see.

    `is_exact` finds all the words themselves and nothing else.
    """
    query = Forespoergsel.read(text, rows.model._meta.label, is_exact=is_exact)
    if not query.groups:
        return None
    ids = _ranked(rows, query, query.all)
    strong = len(ids)
    stage = Stage.ALL if ids else Stage.NONE
    if len(ids) < FEW and len(query.groups) > 1 and not is_exact:
        ids += _new(_ranked(rows, query, query.some), ids)
        stage = Stage.SOME if stage == Stage.NONE and ids else stage
    is_long = any(len(word) >= SHORTEST_LOOK for word in query.text.split())
    if len(ids) < FEW and is_long and not is_exact:
        ids += _new(_alike(rows, query.text), ids)
        stage = Stage.ALIKE if stage == Stage.NONE and ids else stage
    return Fund(query, stage, ids, strong)


def any_of(rows: SearchableQuerySet[Any], text: str) -> list[int]:
    """Ids of those with any word of `text`, or what it may stand for, best first."""
    query = Forespoergsel.read(text, rows.model._meta.label)
    return _ranked(rows, query, query.some) if query.groups else []


def _new(found: list[int], ids: list[int]) -> list[int]:
    return [pk for pk in found if pk not in ids]


# OFFSET keeps the database from walking through everything by date to find its hits.
_RANK = """
WITH newest AS (
    SELECT *, row_number() OVER () AS place FROM (
        SELECT * FROM ({hits} OFFSET 0) AS hit (id, head, whole, look{dates})
        ORDER BY {newest_first} LIMIT %s
    ) AS hit
),
best AS (
    SELECT id, look, place,
        ts_rank(%s::real[], head, to_tsquery('simple', %s))
        * CASE WHEN head @@ to_tsquery('simple', %s) THEN 1 ELSE %s END
        * {share} AS relevance
    FROM newest ORDER BY relevance DESC, place LIMIT %s
)
SELECT id FROM best
-- Dear, so not for all.
ORDER BY relevance + %s * word_similarity(%s, look) DESC, relevance DESC, place
"""
# Whether a hit has a word.
_HAS = "(whole @@ to_tsquery('simple', %s))::int"


def _ranked(
    rows: SearchableQuerySet[Any], query: Forespoergsel, condition: str
) -> list[int]:
    """Ids by relevance: where the words stand, how many of them, and the look."""
    columns = ["pk", "soegehoved", "soegeindeks", "soegetekst"]
    newest = [name.removeprefix("-") for name in rows.newest_first]
    found = rows.filter(soegeindeks=_tsquery(condition)).order_by()
    hits, values = found.values_list(*columns, *newest).query.sql_with_params()
    dates = [f"date{n}" for n in range(len(newest))]
    # Of all the words, how many a hit has, where it may lack some.
    counted = query.groups if condition != query.all else []
    share = f"power(({' + '.join(_HAS for _ in counted)})::float / {len(counted)}, 2)"
    sql = _RANK.format(
        hits=hits,
        dates="".join(f", {date}" for date in dates),
        newest_first=", ".join(f"{date} DESC" for date in dates),
        share=share if counted else "1",
    )
    values += (MOST_RANKED, WEIGHTS, query.some, " | ".join(query.exact), BY_SYNONYM)
    values += (*counted, MOST)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, BY_LOOK, fold(query.text)])
        return [pk for (pk,) in cursor.fetchall()]


def _alike(rows: QuerySet[Any], text: str) -> list[int]:
    """By the look of the text. How alike it must be is set by `lookup`."""
    look = TrigramWordSimilarity(fold(text), "soegetekst")
    alike = rows.filter(soegetekst__trigram_word_similar=fold(text))
    return list(
        alike.order_by(look.desc(), "-pk").values_list("pk", flat=True)[:MOST_ALIKE]
    )
