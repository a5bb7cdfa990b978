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
from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    TrigramWordSimilarity,
)
from django.db import connection, transaction
from django.db.models import (
    BigIntegerField,
    Case,
    F,
    FloatField,
    Func,
    IntegerField,
    Model,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import OrderBy
from django.db.models.functions import Cast, Power

from rudersdal_frivillig.grundlag.folding import fold
from rudersdal_frivillig.grundlag.search.query import Forespoergsel

# Under so many hits it looks further; over so many it ranks no more.
FEW = 10
MOST = 200
MOST_ALIKE = 20
# A shorter word looks like a part of anything.
SHORTEST_LOOK = 4
# What a word in the head weighs: in D, C, B and A.
WEIGHTS = [0.15, 0.3, 0.6, 1.0]
# What a hit by a synonym alone is worth, and how much the look of the title counts.
BY_SYNONYM = 0.4
BY_LOOK = 0.25


class SearchableQuerySet[M: Model](QuerySet[M]):
    """Rows of a model as described above."""

    newest_first: Sequence[OrderBy | str]


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

    def best_of[M: SearchableQuerySet[Any]](self, rows: M, *, is_narrowed: bool) -> M:
        """The found of `rows`, best first, at most `MOST`."""
        ids = self.ids
        if self.is_cut and is_narrowed:
            ids = _ranked(rows, self.query, self.query.all)
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


def _new(found: list[int], ids: list[int]) -> list[int]:
    return [pk for pk in found if pk not in ids]


def _ranked(
    rows: SearchableQuerySet[Any], query: Forespoergsel, condition: str
) -> list[int]:
    """Ids by relevance: where the words stand, and how many of them."""
    exact = Q(soegehoved=_tsquery(" | ".join(query.exact)))
    rank = SearchRank(F("soegehoved"), _tsquery(query.some), weights=WEIGHTS)
    relevance: Any = rank * Case(When(exact, then=1.0), default=BY_SYNONYM)
    if condition != query.all:
        hits = sum(
            (
                Case(When(soegeindeks=_tsquery(group), then=1), default=0)
                for group in query.groups
            ),
            start=Value(0),
        )
        relevance *= Power(Cast(hits, FloatField()) / len(query.groups), 2)
    found = rows.filter(soegeindeks=_tsquery(condition)).annotate(relevance=relevance)
    best = found.order_by("-relevance", *rows.newest_first)[:MOST]
    return _by_look_too(best.values("pk", "soegetekst", "relevance"), query)


def _by_look_too(best: QuerySet[Any], query: Forespoergsel) -> list[int]:
    """The few best once more, also by how the text looks. Dear, so not for all."""
    inner, values = best.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM (SELECT *, row_number() OVER () AS place FROM "
            f"({inner}) best (id, look, relevance)) best "
            "ORDER BY relevance + %s * word_similarity(%s, look) DESC, place",
            [*values, BY_LOOK, fold(query.text)],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _alike(rows: QuerySet[Any], text: str) -> list[int]:
    """By the look of the text. How alike it must be is set by `lookup`."""
    look = TrigramWordSimilarity(fold(text), "soegetekst")
    alike = rows.filter(soegetekst__trigram_word_similar=fold(text))
    return list(
        alike.order_by(look.desc(), "-pk").values_list("pk", flat=True)[:MOST_ALIKE]
    )
